"""GET …/info/usage (contract partner-api §13.3)."""

from typing import Any

import pytest
from tests.partner_api.asking import ask, assert_error
from tests.partner_api.billing.conftest import Purse
from tests.partner_api.billing.delivering import AMERICAN, BRITISH, GERMAN, deliver, marketing, priced, status

from partnerhub.db.pool import Database

DAY = 86_400
START = 1_776_211_200  # 15 April 2026
APRIL = {"start_date": 1_775_001_600, "end_date": 1_777_593_600}


async def points(purse: Purse, **params: Any) -> Any:
    body = await purse.get(f"{purse.channel}/info/usage", **{**APRIL, **params})
    (data,) = body["pricing_analytics"]["data"]
    return data["data_points"]


async def test_shows_volume_and_cost_by_day_country_category_and_type(purse: Purse, database: Database) -> None:
    free = status(pricing=priced("service", free="free_customer_service"), recipient_id=BRITISH)
    await deliver(database, purse.acme.partner, *marketing(2), free)
    body = await purse.get(f"{purse.channel}/info/usage", **APRIL)
    assert {name: body[name] for name in ("id", "currency", "granularity", "country_codes")} == {
        "id": purse.acme.partner.channel_id, "currency": "usd", "granularity": "DAILY", "country_codes": [],
    }  # fmt: skip
    span = {"start": START, "end": START + DAY}
    assert body["pricing_analytics"]["data"][0]["data_points"] == [
        {**span, "country": "DE", "pricing_type": "REGULAR", "pricing_category": "MARKETING", "volume": 2, "cost": 0.273},
        {
            **span, "country": "GB", "pricing_type": "FREE_CUSTOMER_SERVICE", "pricing_category": "SERVICE",
            "volume": 1, "cost": 0.0,
        },
    ]  # fmt: skip


async def test_a_month_ends_where_the_next_begins(purse: Purse, database: Database) -> None:
    await deliver(database, purse.acme.partner, status())
    for granularity in ("month", "MONTHLY"):
        (one,) = await points(purse, granularity=granularity)
        assert (one["start"], one["end"]) == (APRIL["start_date"], APRIL["end_date"])


@pytest.mark.parametrize("given", ['["us","gb"]', "us,GB", '["US", "GB"]'])
async def test_can_be_of_some_countries(purse: Purse, database: Database, given: str) -> None:
    sent = [status(recipient_id=number) for number in (GERMAN, AMERICAN, BRITISH)]
    await deliver(database, purse.acme.partner, *sent)
    assert [one["country"] for one in await points(purse, countries=given)] == ["GB", "US"]


async def test_of_a_recipient_without_a_number_is_of_no_country(purse: Purse, database: Database) -> None:
    await deliver(database, purse.acme.partner, status(recipient_id=""))
    (one,) = await points(purse)
    assert (one["country"], one["cost"]) == ("ZZ", 0.0604)


@pytest.mark.parametrize(
    ("params", "names"),
    [
        ({"start_date": 0}, "end_date"),
        ({"end_date": 1}, "start_date"),
        ({**APRIL, "end_date": ""}, "Missing required query parameter 'end_date'"),
        ({**APRIL, "granularity": "half_hour"}, "granularity"),
        ({**APRIL, "countries": "[1]"}, "countries"),
        ({**APRIL, "countries": "germany"}, "countries"),
        ({**APRIL, "countries": "[" * 5000}, "countries"),
    ],
)
async def test_what_cannot_be_read_is_refused_by_name(purse: Purse, params: dict[str, Any], names: str) -> None:
    answer, body = await ask(purse.api, "GET", f"{purse.channel}/info/usage", params=params)
    assert_error(answer, body, 400, names)


async def test_of_a_stranger_is_not_found(purse: Purse) -> None:
    path = purse.channel.replace(purse.acme.partner.channel_id, purse.acme.rival.channel_id)
    assert_error(*await ask(purse.api, "GET", f"{path}/info/usage", params=APRIL), 404)
