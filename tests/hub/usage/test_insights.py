from datetime import date, timedelta

import pytest
from tests import world
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.hub.usage.used import used

from partnerhub.db.pool import Database
from partnerhub.kit import clock
from partnerhub.surfaces.hub.usage.loaded import starts
from partnerhub.surfaces.hub.usage.period import Asked

PAGE = "/dashboard/partner/insights"


class TestInsights:
    async def test_sum_what_was_delivered_and_compare_it_with_the_time_before(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        today = clock.now().date()
        await used(database, ours.side, "marketing", 1200, "60.50")
        await used(database, ours.side, "utility", 300, "3", today - timedelta(days=6))
        await used(database, ours.side, "marketing", 1000, "50", today - timedelta(days=7))
        text = (await partner.get(PAGE, params={"period": "7d"})).text
        for fact in ("1,500", "$63.50", "+50 % against the period before", 'data-value="1200"', ours.side.channel_id):
            assert fact in text, fact
        assert 'data-value="1000"' not in text

    async def test_are_of_one_client_or_of_all(self, partner: Browser, database: Database, ours: Staffed) -> None:
        await used(database, ours.side, "utility", 111, "1")
        first = ours.side.client_id
        await world.add_client(database, ours.side, "Blumenhaus")
        await used(database, ours.side, "utility", 222, "2")
        assert 'data-value="333"' in (await partner.get(PAGE)).text
        of_one = (await partner.get(PAGE, params={"client": first})).text
        assert 'data-value="111"' in of_one
        assert "Of Acme client alone." in of_one

    async def test_of_a_number_stand_in_its_tab(self, partner: Browser, database: Database, ours: Staffed) -> None:
        await used(database, ours.side, "utility", 222, "2")
        page = f"/dashboard/partner/channels/{ours.side.channel_id}/insights"
        assert 'data-value="222"' in (await partner.get(page)).text
        assert (await partner.get(f"{page}/json")).json()[0]["quantity"] == 222

    async def test_are_exported(self, partner: Browser, database: Database, ours: Staffed) -> None:
        await used(database, ours.side, "utility", 222, "2")
        (line,) = (await partner.get(f"{PAGE}/export/json")).json()
        assert (line["start"], line["category"], line["quantity"]) == (str(clock.now().date()), "utility", 222)
        assert "utility" in (await partner.get(f"{PAGE}/export/csv")).text

    async def test_show_nothing_of_the_rivals(
        self, partner: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        await used(database, rival.side, "utility", 777, "7")
        for query in ({}, {"client": rival.side.client_id}):
            text = (await partner.get(PAGE, params=query)).text
            assert "777" not in text
            assert "Rival" not in text

    @pytest.mark.parametrize(
        "query",
        [
            {"period": "x"},
            {"since": "2024-01-01"},
            {"since": "x", "until": "y"},
            {"since": "2026-02-30", "until": "2026-03-01"},
            {"since": "9999-01-01", "until": "9999-12-31"},
            {"since": "0001-01-01", "until": "2026-01-01"},
            {"client": "\0"},
        ],
    )
    async def test_take_no_harm_from_a_strange_address(self, partner: Browser, query: dict[str, str]) -> None:
        text = (await partner.get(PAGE, params=query)).text
        assert "No messages were delivered in this time." in text
        assert 'period=30d" aria-current="true"' in text


class TestTime:
    def test_has_every_day_or_every_month(self) -> None:
        days = Asked(preset="", since=date(2024, 2, 27), until=date(2024, 3, 2))
        assert [one.day for one in starts(days)] == [27, 28, 29, 1, 2]
        months = Asked(preset="", since=date(2023, 11, 30), until=date(2024, 3, 31))
        assert [one.month for one in starts(months)] == [11, 12, 1, 2, 3]

    def test_before_has_the_same_length_and_ends_where_it_begins(self) -> None:
        before = Asked(preset="", since=date(2024, 3, 8), until=date(2024, 3, 14)).before
        assert (before.since, before.until) == (date(2024, 3, 1), date(2024, 3, 7))
