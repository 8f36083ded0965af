import re

import pytest
from tests import world
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed

from partnerhub.db.pool import Database
from partnerhub.domain import channels
from partnerhub.kit import clock

PAGE = "/dashboard/partner"
CARD = re.compile(r'<li class="card" id="(\w+)">')


async def cards(browser: Browser, **query: str) -> list[str]:
    """The ids of the channels shown, in order."""
    answer = await browser.get(PAGE, params=query)
    assert answer.status_code == 200
    return CARD.findall(answer.text)


class TestAccounts:
    async def test_shows_a_card_with_what_matters(self, partner: Browser, ours: Staffed) -> None:
        text = (await partner.get(PAGE)).text
        for fact in ("Acme Support", "Live", "High", "250 new conversations a day", "Shared", "Acme client"):
            assert fact in text
        assert f"+49 {ours.side.phone_number[2:4]}" in text

    async def test_names_the_action_the_client_must_take_now(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        assert "Text for the client" not in (await partner.get(PAGE)).text
        await world.add_channel(database, ours.side)
        text = (await partner.get(PAGE)).text
        assert "The client has not shared API key permission." in text
        assert f"/onboarding/{ours.side.partner_id}?number={ours.side.phone_number}" in text

    async def test_finds_by_number_name_client_and_id(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        first, number = ours.side.channel_id, ours.side.phone_number
        await world.add_client(database, ours.side, "Blumenhaus")
        second = ours.side.channel_id
        assert await cards(partner, q=f"+{number[:2]} {number[2:6]} {number[6:]}") == [first]
        assert await cards(partner, q="blumen") == [second]
        assert await cards(partner, q=first) == [first]
        assert await cards(partner, q="acme support", sort="oldest") == [first, second]
        assert await cards(partner, q="100%") == []

    async def test_filters_by_status_and_permission(self, partner: Browser, database: Database, ours: Staffed) -> None:
        live, side = ours.side.channel_id, ours.side
        new = await world.add_channel(database, side, live=False)
        ending = await world.add_channel(database, side)
        async with database.writing(side.partner_id) as db:
            await channels.request_cancellation(db, side.partner_id, side.client_id, ending, now=clock.now())
        assert await cards(partner, state="live") == [live]
        assert await cards(partner, state="setting_up") == [new]
        assert await cards(partner, state="pending_deletion") == [ending]
        assert await cards(partner, state="error") == []
        assert await cards(partner, permission="shared") == [live]
        assert await cards(partner, permission="missing", sort="oldest") == [new, ending]

    async def test_pages_through_many(self, partner: Browser, database: Database, ours: Staffed) -> None:
        for _ in range(25):
            await world.add_channel(database, ours.side, live=False)
        first, second = await cards(partner), await cards(partner, page="2")
        assert (len(first), len(second), len({*first, *second})) == (24, 2, 26)
        text = (await partner.get(PAGE, params={"q": "acme"})).text
        assert 'href="?q=acme&amp;page=2" rel="next"' in text

    @pytest.mark.parametrize(
        "query",
        [
            {"page": "0"},
            {"page": "-1"},
            {"page": "9" * 30},
            {"page": "x"},
            {"state": "'"},
            {"sort": "id;"},
            {"q": "\0"},
        ],
    )
    async def test_takes_no_harm_from_a_strange_address(self, partner: Browser, query: dict[str, str]) -> None:
        assert (await partner.get(PAGE, params=query)).status_code == 200
