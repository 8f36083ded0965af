"""One number in the Partner Hub: "Show details" and its tabs."""

import re

import httpx
import pytest
from tests import world
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain import channel_keys, channels, webhooks
from partnerhub.kit import clock

PAGE = "/dashboard/partner/channels"
SECRET = re.compile(r'id="new-key" value="(PHCH\w+)"')


@pytest.fixture
def page(ours: Staffed) -> str:
    return f"{PAGE}/{ours.side.channel_id}"


async def state(database: Database, ours: Staffed, column: str) -> object:
    async with database.reading(ours.side.partner_id) as db:
        return await db.fetchval(f"SELECT {column} FROM channel WHERE id = $1", ours.side.channel_id)


class TestDetails:
    async def test_show_what_is_known_of_the_number_and_its_account(
        self, partner: Browser, page: str, ours: Staffed
    ) -> None:
        text = (await partner.get(page)).text
        for fact in (ours.side.channel_id, ours.side.waba_external_id, ours.side.phone_number_id, "Acme WABA", "Live"):
            assert fact in text

    async def test_show_a_new_key_once_and_refuse_the_one_before(
        self, partner: Browser, database: Database, page: str, ours: Staffed
    ) -> None:
        made = SECRET.search((await partner.send(f"{page}/api_key", page=page)).text)
        assert made
        assert made[1] not in (await partner.get(page)).text
        assert await channel_keys.Entrance(database, VAULT).enter(made[1])
        assert await channel_keys.Entrance(database, VAULT).enter(ours.side.d360_api_key) is None

    async def test_make_no_key_without_the_clients_permission(
        self, partner: Browser, database: Database, page: str, ours: Staffed
    ) -> None:
        async with database.writing(ours.side.partner_id) as db:
            await channels.revoke_permission(
                db, ours.side.partner_id, ours.side.channel_id, actor="test", now=clock.now()
            )
        text = (await partner.get(page)).text
        assert f'action="{page}/api_key"' not in text
        assert "so no key can be made" in text
        assert (await partner.send(f"{page}/api_key", page=page)).status_code == 403

    async def test_end_the_key(self, partner: Browser, database: Database, page: str, ours: Staffed) -> None:
        assert (await partner.send(f"{page}/api_key/end", page=page)).status_code == 303
        assert await channel_keys.Entrance(database, VAULT).enter(ours.side.d360_api_key) is None
        assert "Create API key" in (await partner.get(page)).text

    async def test_cancel_the_number_only_when_the_word_is_typed(
        self, partner: Browser, database: Database, page: str, ours: Staffed
    ) -> None:
        refused = await partner.send(f"{page}/cancellation", {"word": "yes"}, page=page)
        assert (refused.status_code, "Type CANCEL to go on." in refused.text) == (400, True)
        assert await state(database, ours, "hub_status") == "live"
        done = await partner.send(f"{page}/cancellation", {"word": " cancel"}, page=page)
        assert (done.status_code, await state(database, ours, "hub_status")) == (303, "pending_deletion")
        assert re.search(r'<li aria-current="step"><b>Cancelled</b>', (await partner.get(page)).text)

    async def test_take_a_cancellation_back(
        self, partner: Browser, database: Database, page: str, ours: Staffed
    ) -> None:
        await partner.send(f"{page}/cancellation", {"word": "CANCEL"}, page=page)
        assert (await partner.send(f"{page}/reactivation", page=page)).status_code == 303
        assert await state(database, ours, "hub_status") == "live"

    async def test_say_when_meta_cannot_be_asked_for_a_name(self, partner: Browser, page: str) -> None:
        answer = await partner.send(f"{page}/display_name", {"name": "Acme & Söhne"}, page=page)
        assert answer.status_code == 400
        assert 'value="Acme &amp; Söhne"' in answer.text
        assert 'id="name-error"' in answer.text

    @pytest.mark.parametrize("name", ["", " ", "x" * 513, "a\nb"])
    async def test_refuse_a_name_that_is_none(self, partner: Browser, page: str, name: str) -> None:
        answer = await partner.send(f"{page}/display_name", {"name": name}, page=page)
        assert (answer.status_code, "1 to 512 letters" in answer.text) == (400, True)

    async def test_of_a_number_of_nobody_are_not_found(self, partner: Browser) -> None:
        assert (await partner.get(f"{PAGE}/nothingCH")).status_code == 404


class TestWebhooks:
    async def test_set_and_clear_the_numbers_own_url_and_keep_its_headers(
        self, partner: Browser, database: Database, page: str, ours: Staffed
    ) -> None:
        partner_id, channel_id = ours.side.partner_id, ours.side.channel_id
        async with database.writing(partner_id) as db:
            old, headers = "https://partner.example/old", {"x-shop": "1"}
            await webhooks.set_target(db, partner_id, "channel", channel_id, old, headers, VAULT)
        url = "https://partner.example/new"
        await partner.send(f"{page}/webhooks", {"url": url}, page=f"{page}/webhooks")
        async with database.reading(partner_id) as db:
            target = await webhooks.target(db, partner_id, "channel", channel_id, VAULT)
        assert (target and (target.url, target.headers)) == (url, {"x-shop": "1"})
        text = (await partner.get(f"{page}/webhooks")).text
        assert "Healthy" in text
        await partner.send(f"{page}/webhooks", {"url": ""}, page=f"{page}/webhooks")
        assert url not in (await partner.get(f"{page}/webhooks")).text

    async def test_refuse_a_bad_url_beside_its_field(self, partner: Browser, page: str) -> None:
        answer = await partner.send(f"{page}/webhooks", {"url": "ftp://x"}, page=f"{page}/webhooks")
        assert (answer.status_code, 'id="channel-url-error"' in answer.text) == (400, True)

    async def test_set_and_remove_the_url_of_the_whole_account(
        self, partner: Browser, database: Database, page: str, ours: Staffed
    ) -> None:
        own, wide = "https://partner.example/own", "https://partner.example/wide"
        await partner.send(f"{page}/webhooks", {"url": own}, page=f"{page}/webhooks")
        given = {"url": wide, "override_all": "on"}
        assert (await partner.send(f"{page}/webhooks/waba", given, page=f"{page}/webhooks")).status_code == 303
        text = (await partner.get(f"{page}/webhooks")).text
        assert f'value="{own}"' in text
        assert f'value="{wide}"' in text
        assert 'name="override_all" value="on" checked' in text
        await partner.send(f"{page}/webhooks/waba", {"url": ""}, page=f"{page}/webhooks")
        text = (await partner.get(f"{page}/webhooks")).text
        assert (f'value="{own}"' in text, wide in text) == (True, False)

    async def test_refuse_a_bad_url_of_the_account_beside_its_field(self, partner: Browser, page: str) -> None:
        answer = await partner.send(f"{page}/webhooks/waba", {"url": "ftp://x"}, page=f"{page}/webhooks")
        assert (answer.status_code, 'id="waba-url-error"' in answer.text) == (400, True)
        assert 'id="channel-url-error"' not in answer.text


class TestHealth:
    async def test_is_well_but_for_the_webhook(self, partner: Browser, page: str) -> None:
        assert levels(await partner.get(f"{page}/health")) == {"Webhook of messages": "wait"}

    @pytest.mark.parametrize(
        ("change", "title", "level"),
        [
            ("UPDATE channel SET current_quality_rating = 'RED'", "Quality", "bad"),
            ("UPDATE channel SET meta_status = 'BANNED'", "Number at Meta", "bad"),
            ("UPDATE channel SET can_send_message = 'LIMITED'", "Messages at Meta", "wait"),
            ("UPDATE channel SET meta_refused_at = now()", "Messages at Meta", "bad"),
            ("UPDATE channel SET app_state = NULL", "Setup", "wait"),
            ("UPDATE waba SET status = 'account_restriction'", "WhatsApp Business Account", "bad"),
            ("UPDATE waba SET fb_account_status = 'not_verified'", "Meta business verification", "wait"),
            ("""UPDATE channel SET setup_info = setup_info || '{"new_name_status": "DECLINED"}'""", "Display name", "bad"),
        ],
    )  # fmt: skip
    async def test_says_what_is_wrong_and_what_to_do(
        self, partner: Browser, database: Database, page: str, ours: Staffed, change: str, title: str, level: str
    ) -> None:
        async with database.writing(ours.side.partner_id) as db:
            await db.execute(change)
        assert levels(await partner.get(f"{page}/health"))[title] == level

    async def test_tells_metas_own_reason_and_when_it_was_read(
        self, partner: Browser, client: Browser, database: Database, page: str, ours: Staffed
    ) -> None:
        assert "Read from Meta: <time" not in (await partner.get(f"{page}/health")).text
        async with database.writing(ours.side.partner_id) as db:
            await db.execute(
                "UPDATE channel SET can_send_message = 'BLOCKED', meta_faults = '{It is banned. Appeal <now>.}',"
                " meta_read_at = '2026-03-04T05:06:07Z'"
            )
        of_client = f"/dashboard/client/channels/{ours.side.channel_id}"
        for text in ((await partner.get(f"{page}/health")).text, (await client.get(of_client)).text):
            assert "It is banned. Appeal &lt;now&gt;." in text
            assert "2026-03-04T05:06" in text
        assert "Blocked by Meta" in (await partner.get(page)).text
        assert "Meta blocks messages of this number." in (await partner.get("/dashboard/partner?needs=1")).text

    async def test_puts_a_fault_on_the_card_before_a_warning(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        assert "Set the webhook" in (await partner.get("/dashboard/partner")).text
        async with database.writing(ours.side.partner_id) as db:
            await db.execute("UPDATE channel SET current_quality_rating = 'RED'")
        text = (await partner.get("/dashboard/partner")).text
        assert "Low: many customers block or report the number." in text
        assert "Set the webhook" not in text


class TestActivity:
    async def test_tells_what_was_told_and_who_did_what(self, partner: Browser, page: str) -> None:
        await partner.send(f"{page}/cancellation", {"word": "CANCEL"}, page=page)
        text = (await partner.get(f"{page}/activity")).text
        for line in ("Channel live", "Cancellation request", "Channels: cancel", "Ada Lovelace"):
            assert line in text


async def test_tabs_ask_the_database_as_often_for_many_numbers_as_for_one(
    partner: Browser, database: Database, ours: Staffed, counted: list[str]
) -> None:
    before = await statements_of(partner, counted)
    for _ in range(12):
        await world.add_channel(database, ours.side)
    assert 0 < await statements_of(partner, counted) == before


async def statements_of(partner: Browser, counted: list[str]) -> int:
    """Of a view of the page: the fewest of three, for what runs beside may ask something, too."""
    found: list[int] = []
    for _ in range(3):
        counted.clear()
        await partner.get("/dashboard/partner")
        found.append(len(counted))
    return min(found)


def levels(answer: httpx.Response) -> dict[str, str]:
    """The points that are not good."""
    found = re.findall(r'<li data-level="(\w+)">\s*<div><h2[^>]*>([^<]+)<', answer.text)
    assert len(found) == 12
    return {title: level for level, title in found if level != "good"}
