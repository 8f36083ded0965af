"""Balances of partner, client and channel (contract partner-api §5.4, §13.1, §13.2)."""

from typing import Any

import aiohttp
import pytest
from tests import world
from tests.partner_api.asking import ask, assert_error
from tests.partner_api.billing.conftest import Purse
from tests.partner_api.billing.delivering import AMERICAN, APRIL, deliver, marketing, priced, status
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.domain.billing import usage_store
from partnerhub.domain.billing.model import UsageRow

ROW = {
    "period_date", "quantity", "paid_quantity", "free_quantity", "free_tier", "free_entry_point", "total_price",
    *(
        f"{group}_{name}"
        for group in ("business_initiated", "user_initiated", "authentication", "marketing", "service", "utility")
        for name in ("quantity", "paid_quantity", "price")
    ),
}  # fmt: skip
BEFORE_AND_AFTER = (1_774_915_200, 1_777_680_000)  # 31 March and 2 May 2026


class TestOfPartner:
    async def test_is_zero_in_the_home_currency_without_funds(self, purse: Purse) -> None:
        path = f"/api/v2/partners/{purse.acme.partner.partner_id}/balance"
        assert await purse.get(path) == [{"currency": "eur", "total": 0.0}]

    async def test_has_a_row_for_each_currency(self, purse: Purse) -> None:
        await purse.let_partner_pay()
        await purse.fund("100.45", partner=True, currency="eur")
        await purse.fund("7", partner=True)
        path = f"/api/v2/partners/{purse.acme.partner.partner_id}/balance"
        assert await purse.get(path) == [{"currency": "eur", "total": 100.45}, {"currency": "usd", "total": 7.0}]

    async def test_pays_for_clients_in_the_currency_of_their_waba(self, purse: Purse, database: Database) -> None:
        await purse.let_partner_pay()
        await purse.fund("100", partner=True, currency="eur")
        await purse.fund("100", partner=True)
        await deliver(database, purse.acme.partner, *marketing(2))
        path = f"/api/v2/partners/{purse.acme.partner.partner_id}/balance"
        assert [one["total"] for one in await purse.get(path)] == [100.0, 99.727]
        of_client = await purse.balance()
        assert of_client["balance"] == 0.0
        assert "last_renewal" not in of_client
        assert of_client["usage"][0]["total_price"] == 0.273


class TestOfClient:
    @pytest.mark.parametrize("asked", [{}, {"start_date": "", "end_date": "", "granularity": "", "from_year": ""}])
    async def test_without_funds_and_usage_has_every_key(self, purse: Purse, asked: dict[str, str]) -> None:
        """What is asked with empty values is not asked."""
        assert await purse.balance(**asked) == {
            "balance": 0.0,
            "currency": "usd",
            "estimated_template_cost": 0.0,
            "granularity": "month",
            "bi_price_for_currency_and_client_country": 0.1365,
            "ui_price_for_currency_and_client_country": 0.0,
            "usage": [],
        }

    async def test_falls_by_what_is_delivered(self, purse: Purse, database: Database) -> None:
        await purse.fund("50")
        await deliver(database, purse.acme.partner, *marketing(3), status(recipient_id=AMERICAN))
        body = await purse.balance()
        assert body["balance"] == pytest.approx(50 - 3 * 0.1365 - 0.025)
        assert body["estimated_template_cost"] == pytest.approx(3 * 0.1365 + 0.025)
        assert body["last_renewal"]["amount"] == 50.0
        assert body["last_renewal"]["date"].endswith("Z")
        assert len(body["last_renewal"]["date"]) == len("2026-05-13T13:51:11.821Z")

    async def test_and_usage_are_of_one_moment(
        self, purse: Purse, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A message is metered after the balance was read and before the usage is."""
        read_usage = usage_store.of_client

        async def metered_in_between(*given: Any, **asked: Any) -> list[UsageRow]:
            await deliver(database, purse.acme.partner, *marketing(1))
            return await read_usage(*given, **asked)

        await purse.fund("50")
        monkeypatch.setattr(usage_store, "of_client", metered_in_between)
        body = await purse.balance()
        assert (body["balance"], body["usage"]) == (50.0, [])
        monkeypatch.undo()
        assert (await purse.balance())["balance"] == pytest.approx(50 - 0.1365)

    async def test_shows_usage_by_category_as_integers_and_numbers(self, purse: Purse, database: Database) -> None:
        await deliver(
            database, purse.acme.partner,
            *marketing(2),
            status(pricing=priced("utility")),
            status(pricing=priced("utility", free="free_customer_service")),
            status(pricing=priced("authentication-international")),
            status(pricing=priced("service", free="free_customer_service")),
            status(pricing=priced("marketing", free="free_entry_point")),
        )  # fmt: skip
        (row,) = (await purse.balance())["usage"]
        assert set(row) == ROW
        assert row["period_date"] == "2026-04-01T00:00:00Z"
        assert all(type(row[name]) is int for name in ROW if "quantity" in name or name.startswith("free"))
        assert all(type(row[name]) is float for name in ROW if name.endswith("price"))
        counts = {name: row[name] for name in ROW if name.endswith("quantity") and row[name]}
        assert counts == {
            "quantity": 7, "paid_quantity": 4, "free_quantity": 3, "business_initiated_quantity": 6,
            "business_initiated_paid_quantity": 4, "user_initiated_quantity": 1, "authentication_quantity": 1,
            "authentication_paid_quantity": 1, "marketing_quantity": 3, "marketing_paid_quantity": 2,
            "service_quantity": 1, "utility_quantity": 2, "utility_paid_quantity": 1,
        }  # fmt: skip
        assert (row["free_entry_point"], row["free_tier"]) == (1, 0)
        assert row["total_price"] == pytest.approx(2 * 0.1365 + 2 * 0.055)

    @pytest.mark.parametrize(("granularity", "told"), [("DAY", "day"), ("day", "day"), ("MONTH", "month")])
    async def test_granularity_is_read_in_any_case(
        self, purse: Purse, database: Database, granularity: str, told: str
    ) -> None:
        await deliver(database, purse.acme.partner, status())
        body = await purse.balance(granularity=granularity)
        assert body["granularity"] == told
        first = "2026-04-15" if told == "day" else "2026-04-01"
        assert body["usage"][0]["period_date"] == f"{first}T00:00:00Z"

    @pytest.mark.parametrize(
        ("params", "found"),
        [
            ({"start_date": BEFORE_AND_AFTER[0], "end_date": BEFORE_AND_AFTER[1]}, 1),
            ({"start_date": int(APRIL.timestamp()), "end_date": int(APRIL.timestamp()) + 1}, 1),
            ({"end_date": int(APRIL.timestamp()) - 43_200}, 0),
            ({"start_date": 10**9, "end_date": 10**8}, 0),
            ({"start_date": int(APRIL.timestamp()) + 43_200}, 0),
            ({"from_month": 4, "from_year": 2026}, 1),
            ({"from_month": 5, "from_year": 2026}, 0),
            ({"from_year": 2026}, 1),
            ({"from_month": 5, "from_year": 2026, "start_date": 0}, 1),
        ],
    )
    async def test_takes_both_generations_of_periods(
        self, purse: Purse, database: Database, params: dict[str, int], found: int
    ) -> None:
        await deliver(database, purse.acme.partner, status())
        assert len((await purse.balance(**params))["usage"]) == found

    async def test_can_be_of_some_apps_only(self, purse: Purse, database: Database) -> None:
        await deliver(database, purse.acme.partner, status())
        channel = await purse.get(purse.channel.replace(f"/clients/{purse.acme.partner.client_id}", ""))
        app = channel["integration"]["app_id"]
        assert len((await purse.balance(app_ids=f"214, {app}"))["usage"]) == 1
        for others in ("214,231", ",", "\0", "ß"):
            assert (await purse.balance(app_ids=others))["usage"] == []

    @pytest.mark.parametrize(
        ("params", "names"),
        [
            ({"start_date": "yesterday"}, "start_date"),
            ({"start_date": "1776254400000"}, "start_date"),
            ({"start_date": "-1"}, "start_date"),
            ({"end_date": "4102444801"}, "end_date"),
            ({"granularity": "hour"}, "granularity"),
            ({"granularity": "\0"}, "granularity"),
            ({"start_date": "9" * 5000}, "start_date"),
            ({"start_date": "1.5"}, "start_date"),
            ({"from_month": 13}, "from_month"),
        ],
    )
    async def test_a_period_that_is_none_is_refused_by_name(
        self, purse: Purse, params: dict[str, str], names: str
    ) -> None:
        status, body = await ask(purse.api, "GET", f"{purse.client}/info/balance", params=params)
        assert_error(status, body, 400, names)

    async def test_of_a_stranger_is_not_found(self, purse: Purse) -> None:
        path = purse.client.replace(purse.acme.partner.client_id, purse.acme.rival.client_id)
        assert_error(*await ask(purse.api, "GET", f"{path}/info/balance"), 404)


class TestOfChannel:
    async def test_has_the_clients_funds_and_its_own_usage(self, purse: Purse, database: Database, acme: World) -> None:
        await purse.fund("52")
        await deliver(database, acme.partner, *marketing(2))
        first = purse.channel
        acme.partner.channel_id = await world.add_channel(database, acme.partner)
        await deliver(database, acme.partner, status())
        for path, quantity in ((first, 2), (purse.channel, 1)):
            body = await purse.get(f"{path}/info/balance")
            assert body["balance"] == pytest.approx(52 - 3 * 0.1365)
            assert body["last_renewal"]["amount"] == 52.0
            assert [row["marketing_quantity"] for row in body["usage"]] == [quantity]

    async def test_of_another_client_is_not_found(self, purse: Purse, database: Database, acme: World) -> None:
        path = f"{purse.channel}/info/balance"
        await world.add_client(database, acme.partner, "Other")
        theirs = path.replace(path.split("/")[6], acme.partner.client_id)
        assert_error(*await ask(purse.api, "GET", theirs), 404)


async def test_a_key_without_the_scope_reads_no_money(
    purse: Purse, nobody: aiohttp.ClientSession, api: aiohttp.ClientSession
) -> None:
    path = f"/api/v2/partners/{purse.acme.partner.partner_id}"
    _, made = await ask(api, "POST", f"{path}/partner_keys", json={"name": "lists", "scopes": ["channels:read"]})
    for one in (
        f"{path}/balance",
        f"{purse.client}/info/balance",
        f"{purse.channel}/info/usage?start_date=0&end_date=1",
    ):
        status, body = await ask(nobody, "GET", one, headers={"x-api-key": made["api_key"]})
        assert_error(status, body, 403, "billing:read")
