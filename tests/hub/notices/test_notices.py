"""The bell and the page of notices, in both hubs."""

import re

import pytest
from tests import world
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed, logged_in, staff
from tests.notices import noticed, tell
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain import channels, webhooks
from partnerhub.domain.channels import Said
from partnerhub.domain.notifications.inbox_store import PAGE_SIZE
from partnerhub.kit import clock

PARTNER, CLIENT = "/dashboard/partner/notifications", "/dashboard/client/notifications"


@pytest.fixture
async def side(database: Database, ours: Staffed) -> Side:
    """Of the logged in people; what happened before they came is told, and no news."""
    await tell(database, ours.side, None)
    async with database.writing(ours.side.partner_id) as db:
        await db.execute("UPDATE hub_user SET created_at = now() WHERE person_id IS NOT NULL")
    return ours.side


async def change(database: Database, side: Side, *said: Said) -> None:
    async with database.writing(side.partner_id) as db:
        for one in said:
            await channels.note(db, side.partner_id, side.channel_id, one, now=clock.now())
    await tell(database, side, None)


RED, YELLOW, GREEN = (Said(current_quality_rating=rating) for rating in ("RED", "YELLOW", "GREEN"))


async def bell(browser: Browser, home: str = PARTNER) -> int:
    text = (await browser.get(f"{home}/bell")).text
    found = re.search(r"Notifications, (\d+\+?) unread", text)
    return int(found[1].replace("+", "")) if found else 0


def titles(text: str) -> list[str]:
    return re.findall(r'<a class="hub-dot" href="[^"]+">(.*?)</a>', text)


class TestBell:
    async def test_counts_what_is_new_on_every_page(self, partner: Browser, database: Database, side: Side) -> None:
        assert await bell(partner) == 0
        await change(database, side, RED, YELLOW)
        assert await bell(partner) == 2
        assert "Notifications, 2 unread" in (await partner.get("/dashboard/partner/clients")).text

    async def test_is_each_users_own(
        self, partner: Browser, address: str, database: Database, side: Side, password_hash: str
    ) -> None:
        other = await staff(database, side, password_hash)
        await change(database, side, RED)
        await partner.send(f"{PARTNER}/reading", page=PARTNER)
        async with logged_in(address, database, side, other.email) as browser:
            assert (await bell(partner), await bell(browser)) == (0, 1)

    async def test_leaves_out_what_a_role_may_not_see(
        self, partner: Browser, database: Database, side: Side, ours: Staffed
    ) -> None:
        async with database.writing(side.partner_id) as db:
            data = b'{"id": "whe_1", "kind": "partner", "owner_id": "x", "host": "crm.example", "standing": "failing"}'
            await webhooks.publish(db, side.partner_id, type="endpoint.failing", data=data, now=clock.now())
        await change(database, side, RED)
        assert await bell(partner) == 2
        async with database.writing(side.partner_id) as db:
            await db.execute("UPDATE hub_user SET role = 'billing' WHERE email = $1", ours.email)
        text = (await partner.get(PARTNER)).text
        assert "crm.example" not in text
        assert "is low" in text
        assert await bell(partner) == 1


class TestPage:
    async def test_shows_the_newest_first_and_says_what_is_new(
        self, partner: Browser, database: Database, side: Side
    ) -> None:
        await change(database, side, RED, YELLOW)
        text = (await partner.get(PARTNER)).text
        assert [title.rpartition(" ")[2] for title in titles(text)[:2]] == ["medium", "low"]
        assert text.count('class="hub-new"') == 2

    async def test_finds_by_kind_and_what_is_unread(self, partner: Browser, database: Database, side: Side) -> None:
        await change(database, side, RED, Said(new_name_status="DECLINED"))
        assert len(titles((await partner.get(f"{PARTNER}?kind=names")).text)) == 1
        assert len(titles((await partner.get(f"{PARTNER}?unread=1")).text)) == 2
        assert "Nothing here" in (await partner.get(f"{PARTNER}?kind=funds")).text
        for nonsense in ("?kind=x", "?before=x", "?before=%00", "?unread="):
            assert len(titles((await partner.get(PARTNER + nonsense)).text)) > 2

    async def test_goes_on_page_by_page_without_a_gap(self, partner: Browser, database: Database, side: Side) -> None:
        await change(database, side, *[RED, GREEN] * PAGE_SIZE)
        seen, address = list[str](), PARTNER
        while address:
            text = (await partner.get(address)).text
            seen += re.findall(r'<li id="(ntc_\w+)"', text)
            more = re.search(r'href="([^"]+)" rel="next"', text)
            address = more[1].replace("&amp;", "&") if more else ""
        assert seen == [row["id"] for row in reversed(await noticed(database, side))]

    async def test_leads_to_the_thing_and_is_read_by_that(
        self, partner: Browser, database: Database, side: Side
    ) -> None:
        await change(database, side, RED)
        notice_id = (await noticed(database, side))[-1]["id"]
        answer = await partner.get(f"{PARTNER}/{notice_id}")
        assert (answer.status_code, answer.headers["location"]) == (
            303,
            f"/dashboard/partner/channels/{side.channel_id}",
        )
        assert await bell(partner) == 0

    async def test_of_a_partner_change_leads_to_where_it_is_decided(
        self, client: Browser, database: Database, side: Side, rival: Staffed, address: str
    ) -> None:
        page = "/dashboard/client/partner"
        await client.send(page, {"to": rival.side.partner_id, "word": "MOVE"}, page=page)
        await tell(database, rival.side, None)
        await tell(database, side, None)
        async with logged_in(address, database, rival.side, rival.email) as theirs:
            for browser, home, place in ((theirs, PARTNER, "/dashboard/partner/changes"), (client, CLIENT, page)):
                text = (await browser.get(f"{home}?kind=partner_change")).text
                (notice_id,) = re.findall(r'<li id="(ntc_\w+)"', text)
                assert (await browser.get(f"{home}/{notice_id}")).headers["location"] == place

    async def test_every_notice_leads_to_a_page_that_is_there(
        self, partner: Browser, client: Browser, database: Database, side: Side
    ) -> None:
        await change(database, side, RED, Said(meta_status="BANNED"))
        for browser, home in ((partner, PARTNER), (client, CLIENT)):
            found = re.findall(r'<li id="(ntc_\w+)"', (await browser.get(home)).text)
            assert found
            for notice_id in found:
                answer = await browser.get(f"{home}/{notice_id}", follow_redirects=True)
                assert answer.status_code == 200, answer.url

    async def test_marks_one_and_all_as_read_and_keeps_them(
        self, partner: Browser, database: Database, side: Side
    ) -> None:
        await change(database, side, RED, YELLOW, GREEN)
        notice_id = (await noticed(database, side))[-1]["id"]
        answer = await partner.send(f"{PARTNER}/{notice_id}/reading?unread=1", page=PARTNER)
        assert answer.headers["location"] == f"{PARTNER}?unread=1"
        assert await bell(partner) == 2
        await partner.send(f"{PARTNER}/reading", page=PARTNER)
        assert await bell(partner) == 0
        assert len(titles((await partner.get(PARTNER)).text)) >= 3
        await change(database, side, RED)
        assert await bell(partner) == 1


class TestClients:
    async def test_hear_of_their_own_numbers_only(
        self, client: Browser, database: Database, side: Side, ours: Staffed
    ) -> None:
        await change(database, side, RED)
        own = (await noticed(database, side))[-1]["id"]
        await world.add_client(database, side, "Neighbour", VAULT)
        await change(database, side, RED, Said(phone_name="Secret name", new_name_status="APPROVED"))
        assert await bell(client, CLIENT) == 1
        text = (await client.get(CLIENT)).text
        assert "Neighbour" not in text
        assert "Secret name" not in text
        foreign = (await noticed(database, side))[-1]["id"]
        assert (await client.get(f"{CLIENT}/{foreign}")).status_code == 404
        assert (await client.send(f"{CLIENT}/{foreign}/reading", page=CLIENT)).status_code == 404
        assert (await client.get(f"{CLIENT}/{own}")).status_code == 303

    async def test_hear_nothing_of_what_is_the_partners(self, client: Browser, database: Database, side: Side) -> None:
        async with database.writing(side.partner_id) as db:
            data = b'{"id": "whe_1", "kind": "partner", "owner_id": "x", "host": "crm.example", "standing": "failing"}'
            await webhooks.publish(
                db, side.partner_id, type="endpoint.failing", data=data, client_id=side.client_id, now=clock.now()
            )
        await tell(database, side, None)
        assert await bell(client, CLIENT) == 0
        assert "crm.example" not in (await client.get(CLIENT)).text
        assert "Webhooks" not in (await client.get(f"{CLIENT}/preferences")).text

    async def test_are_shown_nothing_of_another_partner(
        self, client: Browser, database: Database, side: Side, rival: Staffed
    ) -> None:
        await tell(database, rival.side, None)
        foreign = (await noticed(database, rival.side))[-1]["id"]
        assert (await client.get(f"{CLIENT}/{foreign}")).status_code == 404
        assert foreign not in (await client.get(CLIENT)).text


class TestPreferences:
    async def test_are_kept_and_hide_what_is_not_wanted(self, partner: Browser, database: Database, side: Side) -> None:
        page = f"{PARTNER}/preferences"
        form = {"hub": ["names", "funds"], "mail_names": "at_once", "mail_quality": "daily", "digest_hour": "19"}
        answer = await partner.send(page, form)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{page}?saved=1")
        text = (await partner.get(page)).text
        assert set(re.findall(r'value="(\w+)" checked', text)) == {"names", "funds"}
        assert '<option value="19" selected' in text
        chosen = dict(re.findall(r'name="mail_(\w+)".*?<option value="(\w+)" selected', text, re.DOTALL))
        assert {name: mail for name, mail in chosen.items() if mail != "no"} == {"names": "at_once", "quality": "daily"}
        await change(database, side, RED, Said(new_name_status="DECLINED"))
        assert await bell(partner) == 1
        assert len(titles((await partner.get(PARTNER)).text)) == 1

    async def test_take_nonsense_for_nothing(self, partner: Browser, side: Side) -> None:
        page = f"{PARTNER}/preferences"
        form = {"hub": ["x", "names"], "mail_names": "x", "mail_x": "daily", "digest_hour": "24"}
        assert (await partner.send(page, form)).status_code == 303
        text = (await partner.get(page)).text
        assert re.findall(r'value="(\w+)" checked', text) == ["names"]
        assert '<option value="7" selected' in text

    async def test_of_kinds_that_a_role_does_not_see_stay(
        self, partner: Browser, database: Database, side: Side, ours: Staffed
    ) -> None:
        page = f"{PARTNER}/preferences"
        await partner.send(page, {"hub": ["names"], "mail_webhooks": "daily"})
        for role in ("billing", "owner"):
            async with database.writing(side.partner_id) as db:
                await db.execute("UPDATE hub_user SET role = $2 WHERE email = $1", ours.email, role)
            text = (await partner.get(page)).text
            assert ('name="mail_webhooks"' in text) == (role == "owner")
            if role == "billing":
                await partner.send(page, {"hub": ["names"]})
        assert re.search(r'name="mail_webhooks".*?<option value="(\w+)" selected', text, re.DOTALL)[1] == "daily"  # type: ignore[index]
