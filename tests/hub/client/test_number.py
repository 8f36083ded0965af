"""One number in the Client Hub."""

import re

import pytest
from tests import world
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.world import VAULT

from partnerhub.db.pool import Database

HOME = "/dashboard/client"


@pytest.fixture
def page(ours: Staffed) -> str:
    return f"{HOME}/channels/{ours.side.channel_id}"


async def hub_status(database: Database, ours: Staffed) -> str:
    async with database.reading(ours.side.partner_id) as db:
        return await db.fetchval("SELECT hub_status FROM channel WHERE id = $1", ours.side.channel_id)


class TestNumber:
    async def test_shows_the_permission_with_its_history(self, client: Browser, page: str) -> None:
        await client.send(f"{page}/withdrawal", page=HOME)
        text = (await client.get(page)).text
        assert "Missing" in text
        assert re.findall(r"<span>(Shared|Withdrawn) <time", text) == ["Withdrawn", "Shared"]
        assert "Ada Lovelace" in text

    async def test_is_cancelled_only_when_the_word_is_typed_and_the_tick_set_and_can_be_kept(
        self, client: Browser, database: Database, page: str, ours: Staffed
    ) -> None:
        for form, words in (
            ({"word": "DELETE", "agree": "on"}, "Type CANCEL to go on."),
            ({"word": "CANCEL"}, "Tick that you have read what ends."),
        ):
            refused = await client.send(f"{page}/cancellation", form, page=page)
            assert (refused.status_code, await hub_status(database, ours)) == (400, "live")
            assert words in refused.text
        await client.send(f"{page}/cancellation", {"word": "CANCEL", "agree": "on"}, page=page)
        assert await hub_status(database, ours) == "pending_deletion"
        assert "Keep the number" in (await client.get(page)).text
        await client.send(f"{page}/reactivation", page=page)
        assert await hub_status(database, ours) == "live"

    async def test_says_whether_anybody_is_told_of_messages(self, client: Browser, page: str) -> None:
        assert "the webhook is not set" in (await client.get(page)).text

    async def test_of_a_neighbour_is_not_found(
        self, client: Browser, database: Database, ours: Staffed, page: str
    ) -> None:
        await world.add_client(database, ours.side, "Neighbour", VAULT)
        other = f"{HOME}/channels/{ours.side.channel_id}"
        assert other != page
        assert (await client.get(other)).status_code == 404
        for verb in ("cancellation", "reactivation"):
            assert (await client.send(f"{other}/{verb}", {"word": "CANCEL"}, page=HOME)).status_code == 404
        assert await hub_status(database, ours) == "live"


class TestAddingANumber:
    async def test_is_offered_when_the_partner_allows_it_and_there_is_room(
        self, client: Browser, database: Database, ours: Staffed
    ) -> None:
        link = f'href="/onboarding/{ours.side.partner_id}"'
        text = (await client.get(HOME)).text
        assert link not in text
        assert "Acme has not finished its set-up" in text
        async with database.writing(ours.side.partner_id) as db:
            await db.execute(
                "UPDATE partner SET partner_redirect_url = 'https://a.example', allow_client_to_add_phone_no = true"
            )
        assert link in (await client.get(HOME)).text
        async with database.writing(ours.side.partner_id) as db:
            await db.execute("UPDATE client SET max_channels = 1")
        text = (await client.get(HOME)).text
        assert link not in text
        assert "as many numbers as Acme has agreed with you: 1 of 1" in text

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ("allow_client_to_add_phone_no = false", "Acme adds numbers for you"),
            ("blocked_new_submission = true", "Acme takes no new numbers"),
        ],
    )
    async def test_that_the_partner_does_not_want_is_said_so(
        self, client: Browser, database: Database, ours: Staffed, change: str, told: str
    ) -> None:
        async with database.writing(ours.side.partner_id) as db:
            await db.execute(f"UPDATE partner SET partner_redirect_url = 'https://a.example', {change}")
        text = (await client.get(HOME)).text
        assert told in text
        assert f'href="/onboarding/{ours.side.partner_id}"' not in text
