import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from tests import world
from tests.hub.onboarding.conftest import PASSWORD, TARGET, Person, change
from tests.hub.onboarding.test_account import add_user
from tests.world import Side

from partnerhub.db.pool import Database
from partnerhub.domain import channels
from partnerhub.kit import clock

BOX = re.compile(r'id="(\w+CH)" name="channel" value="\w+CH"( checked)?')


@pytest.fixture
async def shared(side: Side) -> str:
    """The channel that is shared with the partner."""
    return side.channel_id


@pytest.fixture
async def private(side: Side, database: Database, shared: str) -> str:
    """A younger channel that is not."""
    return await world.add_channel(database, side)


@pytest.fixture
async def user(side: Side, database: Database) -> str:
    return await add_user(database, side, side.client_id)


async def arrive(person: Person, side: Side, user: str, query: str = "", path: str = "/onboarding/{}") -> None:
    await person.open(path.format(side.partner_id) + "?next=login&" + query)
    await person.send(email=user, password=PASSWORD)
    assert person.step == "permissions"


def ticked(page: str) -> dict[str, bool]:
    return {channel_id: bool(checked) for channel_id, checked in BOX.findall(page)}


async def is_shared(database: Database, side: Side, channel_id: str) -> bool:
    async with database.reading(side.partner_id) as db:
        found = await channels.of_client(db, side.partner_id, side.client_id)
    return next(one for one in found if one.id == channel_id).permission_granted_at is not None


async def told(database: Database, side: Side) -> list[tuple[str, str]]:
    """Events about permissions, with their channels."""
    async with database.reading(side.partner_id) as db:
        rows = await db.fetch(
            "SELECT type, channel_id FROM event WHERE partner_id = $1 AND type LIKE 'channel_permission_%'"
            " ORDER BY created_at, id",
            side.partner_id,
        )
    return [(row["type"].removeprefix("channel_permission_"), row["channel_id"]) for row in rows][1:]


class TestPage:
    async def test_lists_every_number_ticked_and_says_what_is_shared_now(
        self, person: Person, side: Side, user: str, shared: str, private: str
    ) -> None:
        await arrive(person, side, user)
        assert ticked(person.page.text) == {shared: True, private: True}
        assert person.page.text.count("Shared now") == 1
        assert person.page.text.count("Not shared now") == 1
        assert person.page.text.count('type="submit"') == 1

    async def test_ticks_the_number_that_is_asked_for_and_puts_it_first(
        self, person: Person, side: Side, user: str, shared: str, private: str, database: Database
    ) -> None:
        third = await world.add_channel(database, side)
        await arrive(person, side, user, f"number=%22{side.phone_number}%22")
        assert list(ticked(person.page.text).items()) == [(third, True), (shared, True), (private, False)]

    async def test_ticks_what_was_added_in_this_visit(
        self, person: Person, side: Side, user: str, shared: str, private: str, database: Database
    ) -> None:
        await arrive(person, side, user, f"number={side.phone_number}")
        asked = next(iter(ticked(person.page.text)))
        added = await world.add_channel(database, side)
        await person.open(person.page.url.path)
        assert ticked(person.page.text) == {asked: True, shared: True, private: asked == private, added: True}

    async def test_lets_the_form_lead_to_the_partner(self, person: Person, side: Side, user: str) -> None:
        await arrive(person, side, user)
        assert "form-action 'self' https: http:" in person.page.headers["content-security-policy"]
        assert "cross-origin-opener-policy" not in person.page.headers


class TestResult:
    async def test_names_what_is_permitted_and_tells_the_partner(
        self, person: Person, side: Side, user: str, shared: str, private: str, database: Database
    ) -> None:
        await arrive(person, side, user, "state=" + quote("a b&c=[d]+ü", safe=""))
        answer = await person.send(channel=[shared, private])
        state = quote("a b&c=[d]+ü", safe="")
        assert answer.status_code == 303
        location = answer.headers["location"]
        assert location == f"{TARGET}?client={side.client_id}&channels=[{shared},{private}]&state={state}"
        assert await told(database, side) == [("granted", private)]

    async def test_names_what_was_withdrawn_beside_what_is_still_shared(
        self, person: Person, side: Side, user: str, shared: str, private: str, database: Database
    ) -> None:
        await arrive(person, side, user)
        answer = await person.send(channel=[private])
        expected = f"{TARGET}?client={side.client_id}&channels=[{private}]&revoked=[{shared}]"
        assert answer.headers["location"] == expected
        assert not await is_shared(database, side, shared)
        assert sorted(await told(database, side)) == [("granted", private), ("revoked", shared)]

    async def test_sends_no_empty_list_when_everything_is_withdrawn(
        self, person: Person, side: Side, user: str, shared: str
    ) -> None:
        await arrive(person, side, user)
        answer = await person.send()
        assert answer.headers["location"] == f"{TARGET}?client={side.client_id}&revoked=[{shared}]"

    async def test_is_the_same_when_nothing_changes(
        self, person: Person, side: Side, user: str, shared: str, database: Database
    ) -> None:
        await arrive(person, side, user)
        for _ in range(2):
            answer = await person.http.get(person.page.url)
            person.page = answer
            answer = await person.send(channel=[shared])
            assert answer.headers["location"] == f"{TARGET}?client={side.client_id}&channels=[{shared}]"
            await person.open(answer.request.url.path)
        assert await told(database, side) == []

    async def test_joins_the_query_of_the_links_own_address(
        self, person: Person, side: Side, user: str, shared: str
    ) -> None:
        own = "https://app.example.com/setup?clientId=yours&client=old#top"
        await arrive(person, side, user, "redirect_url=" + quote(own, safe=""))
        answer = await person.send(channel=[shared])
        expected = f"https://app.example.com/setup?clientId=yours&client={side.client_id}&channels=[{shared}]#top"
        assert answer.headers["location"] == expected

    async def test_refuses_the_numbers_of_others(
        self, person: Person, side: Side, user: str, shared: str, database: Database
    ) -> None:
        rival = await world.make_side(database, world.VAULT, "Rival")
        await arrive(person, side, user)
        answer = await person.send(channel=[shared, rival.channel_id])
        assert answer.status_code == 400
        assert "unknown_channel" in answer.text

    async def test_leaves_out_numbers_that_are_gone(
        self, person: Person, side: Side, user: str, shared: str, private: str, database: Database
    ) -> None:
        async with database.writing(side.partner_id) as db:
            await db.execute(
                "UPDATE channel SET hub_status = 'terminated', modified_at = $2 WHERE id = $1", private, clock.now()
            )
        await arrive(person, side, user)
        assert ticked(person.page.text) == {shared: True}


class TestSubmissionForm:
    PATH = "/lp/whatsapp/{}"

    async def test_adds_the_one_channel_that_it_promised(
        self, person: Person, side: Side, user: str, shared: str, private: str
    ) -> None:
        await arrive(person, side, user, path=self.PATH)
        answer = await person.send(channel=[shared, private])
        query = parse_qs(urlsplit(answer.headers["location"]).query)
        assert query == {"client": [side.client_id], "channel": [shared], "channels": [f"[{shared},{private}]"]}

    async def test_adds_nothing_to_a_static_address_whose_partner_wants_nothing_added(
        self, person: Person, side: Side, user: str, shared: str, database: Database
    ) -> None:
        await change(database, side, onboarding_deeplink_add_params=False)
        await arrive(person, side, user, path=self.PATH)
        assert (await person.send(channel=[shared])).headers["location"] == TARGET
        await arrive_again(person, side, f"redirect_url={quote(TARGET, safe='')}")
        answer = await person.send(channel=[shared])
        assert answer.headers["location"].startswith(f"{TARGET}?client={side.client_id}&channel={shared}")


async def arrive_again(person: Person, side: Side, query: str) -> None:
    await person.open(f"/lp/migrate/{side.partner_id}?{query}")
    assert person.step == "permissions"
