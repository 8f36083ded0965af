"""The delivery funnel and the errors of messages, on the pages of partners and clients."""

from datetime import date, timedelta

import pytest
from tests import world
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.hub.usage.used import became, counted_by_meta

from partnerhub.db.pool import Database
from partnerhub.kit import clock
from partnerhub.surfaces.hub.usage.advice import CODES, explained
from partnerhub.surfaces.hub.usage.period import PRESETS, preset

PAGE = "/dashboard/partner/insights"


class TestTemplates:
    async def test_are_shown_by_metas_count_and_can_be_exported(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        assert "It counts templates once that is switched on" in (await partner.get(PAGE)).text
        today = clock.now().date()
        await counted_by_meta(database, ours.side, "spring_sale", (1200, 900, 450, 33), today)
        await counted_by_meta(database, ours.side, "spring_sale", (34, 0, 0, 1), today - timedelta(days=1))
        await counted_by_meta(database, ours.side, "long_ago", (7, 7, 7, 7), today - timedelta(days=300))
        text = (await partner.get(PAGE)).text
        for fact in ("spring_sale", "1,234", "72.9 %", "50.0 %", ">34<"):
            assert fact in text, fact
        assert "long_ago" not in text
        (line,) = (await partner.get(f"{PAGE}/export/json", params={"table": "templates"})).json()
        assert (line["name"], line["sent"], line["clicked"]) == ("spring_sale", 1234, 34)

    async def test_of_a_client_are_its_own_and_of_a_number_there_are_none(
        self, client: Browser, partner: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        await counted_by_meta(database, ours.side, "our_sale", (5, 5, 5, 5))
        await counted_by_meta(database, rival.side, "their_sale", (5, 5, 5, 5))
        first = ours.side.channel_id
        await world.add_client(database, ours.side, "Blumenhaus")
        text = (await client.get("/dashboard/client/insights")).text
        assert "our_sale" in text
        assert "their_sale" not in text
        assert "By template" not in (await partner.get(f"/dashboard/partner/channels/{first}/insights")).text


class TestFunnel:
    async def test_shows_each_step_with_its_rate_and_the_time_before(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        await became(database, ours.side, (2000, 1900, 950, 100), {131026: 75, 131049: 25})
        await became(database, ours.side, (1000, 1000, 100, 0), {}, clock.now().date() - timedelta(days=7))
        text = (await partner.get(PAGE, params={"period": "7d"})).text
        for fact in ("2,000", "95.0 % of the sent", "50.0 % of the delivered", "5.0 % of the sent", "+100 %", "+850 %"):
            assert fact in text, fact

    async def test_explains_each_error_and_says_what_to_do(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        await became(database, ours.side, (100, 50, 0, 50), {131047: 40, 987654: 10})
        text = (await partner.get(PAGE)).text
        for fact in (
            "131047",
            "More than 24 hours",
            "Send an approved template",
            "80.0 %",
            "987654",
            "As Meta calls it",
        ):
            assert fact in text, fact

    async def test_rolls_up_over_clients_and_is_of_one_client_or_number(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        first, number = ours.side.client_id, ours.side.channel_id
        await became(database, ours.side, (111, 0, 0, 0), {})
        await world.add_client(database, ours.side, "Blumenhaus")
        await became(database, ours.side, (222, 0, 0, 0), {})
        assert 'data-value="333"' in (await partner.get(PAGE)).text
        assert 'data-value="111"' in (await partner.get(PAGE, params={"client": first})).text
        tab = (await partner.get(f"/dashboard/partner/channels/{number}/insights")).text
        assert 'data-value="111"' in tab
        assert 'data-value="333"' not in tab

    async def test_of_a_client_holds_nothing_of_others(
        self, client: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        await became(database, ours.side, (111, 0, 0, 5), {131026: 5})
        await became(database, rival.side, (777, 0, 0, 7), {131047: 7})
        await world.add_client(database, ours.side, "Blumenhaus")
        await became(database, ours.side, (222, 0, 0, 6), {131049: 6})
        text = (await client.get("/dashboard/client/insights")).text
        assert 'data-value="111"' in text
        assert not any(other in text for other in ("222", "777", "131047", "131049"))

    async def test_says_what_comes_here_when_nothing_is_known(self, partner: Browser) -> None:
        assert "What you send appears here" in (await partner.get(PAGE)).text

    async def test_is_exported_by_number_by_day_and_by_error(
        self, partner: Browser, client: Browser, database: Database, ours: Staffed
    ) -> None:
        await became(database, ours.side, (10, 8, 4, 2), {131026: 2})
        here = f"/dashboard/partner/channels/{ours.side.channel_id}/insights"
        for browser, start in ((partner, f"{PAGE}/export"), (partner, here), (client, "/dashboard/client/insights")):
            (line,) = (await browser.get(f"{start}/json", params={"table": "delivery"})).json()
            assert (line["channel_id"], line["sent"], line["failed"]) == (ours.side.channel_id, 10, 2)
            (line,) = (await browser.get(f"{start}/json", params={"table": "errors"})).json()
            assert (line["code"], line["quantity"], line["advice"]) == (131026, 2, CODES[131026][1])
            (line,) = (await browser.get(f"{start}/json", params={"table": "funnel"})).json()
            assert (line["start"], line["read"]) == (str(clock.now().date()), 4)
            assert "131026" in (await browser.get(f"{start}/csv", params={"table": "errors"})).text


class TestTime:
    @pytest.mark.parametrize("period", PRESETS)
    async def test_of_each_preset_is_shown(self, partner: Browser, period: str) -> None:
        assert f'period={period}" aria-current="true"' in (await partner.get(PAGE, params={"period": period})).text

    def test_of_this_month_is_compared_with_the_same_days_of_the_month_before(self) -> None:
        asked = preset("month", date(2026, 3, 31))
        assert (asked.since, asked.until) == (date(2026, 3, 1), date(2026, 3, 31))
        assert (asked.before.since, asked.before.until) == (date(2026, 2, 1), date(2026, 2, 28))
        asked = preset("month", date(2026, 3, 5))
        assert (asked.before.since, asked.before.until) == (date(2026, 2, 1), date(2026, 2, 5))

    def test_of_the_last_month_is_compared_with_all_of_the_one_before_it(self) -> None:
        asked = preset("last_month", date(2026, 3, 5))
        assert (asked.since, asked.until) == (date(2026, 2, 1), date(2026, 2, 28))
        assert (asked.before.since, asked.before.until) == (date(2026, 1, 1), date(2026, 1, 31))


def test_a_code_that_nobody_knows_is_called_as_meta_calls_it() -> None:
    assert explained(987654, "Odd thing")[0] == "Odd thing"
    assert explained(0, "")[0] == "Meta named no code."
