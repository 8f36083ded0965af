"""Figures as fields and edges, and marketing's other answers (contract B.5)."""

import time
from typing import Any

import pytest
from tests.sandbox.meta import Account, Meta

SPAN = f"start({int(time.time()) - 86400}).end({int(time.time()) + 86400})"
WEEK = {"start": int(time.time()) - 7 * 86400, "end": int(time.time()) + 86400, "granularity": "DAILY"}


@pytest.fixture(scope="module")
async def account(meta: Meta) -> Account:
    account, customer = await meta.onboarded(), await meta.customer()
    sent = await meta.send(account, to=customer, text={"body": "x"})
    hello = {"name": "hello_world", "language": {"code": "en_US"}}
    await meta.app.statuses(await meta.send(account, to=customer, type="template", template=hello), "read")
    await meta.app.statuses(sent, "read")
    return account


async def field(meta: Meta, account: Account, name: str) -> Any:
    answer = await meta.ok("GET", account.waba_id, account.token, params={"fields": name})
    return answer[name.partition(".")[0]]


async def test_messages_are_counted_by_time(meta: Meta, account: Account) -> None:
    counted = await field(meta, account, f"analytics.{SPAN}.granularity(DAY).phone_numbers([])")
    assert (counted["phone_numbers"], counted["country_codes"], counted["granularity"]) == (
        [account.digits],
        ["DE"],
        "DAY",
    )
    assert [(one["sent"], one["delivered"]) for one in counted["data_points"]] == [(2, 2)]
    other = await field(meta, account, f'analytics.{SPAN}.granularity(MONTH).phone_numbers(["491"])')
    assert other["data_points"] == []


async def test_prices_are_told_apart_as_asked(meta: Meta, account: Account) -> None:
    name = f"pricing_analytics.{SPAN}.granularity(DAILY).dimensions(['PRICING_CATEGORY','PRICING_TYPE','COUNTRY'])"
    points = (await field(meta, account, name))["data"][0]["data_points"]
    found = {(one["pricing_category"], one["pricing_type"], one["country"], one["volume"]) for one in points}
    assert found == {("SERVICE", "FREE_CUSTOMER_SERVICE", "DE", 1), ("UTILITY", "REGULAR", "DE", 1)}
    whole = (await field(meta, account, f"pricing_analytics.{SPAN}.granularity(MONTHLY)"))["data"][0]["data_points"]
    assert [(one["volume"], one["cost"]) for one in whole] == [(2, 0.02)]


async def test_templates_are_counted_once_that_is_switched_on(meta: Meta, account: Account) -> None:
    listed = await meta.ok("GET", f"{account.waba_id}/message_templates?name=hello_world", account.token)
    asked = {**WEEK, "template_ids": listed["data"][0]["id"]}
    path = f"{account.waba_id}/template_analytics"
    assert (await meta.error("GET", path, account.token, params=asked))[1] == 200007
    await meta.ok("POST", account.waba_id, account.token, json={"is_enabled_for_insights": True})
    data = (await meta.ok("GET", path, account.token, params=asked))["data"]
    assert [(one["sent"], one["delivered"], one["read"]) for one in data[0]["data_points"]] == [(1, 1, 1)]
    ids, metrics = f'template_ids(["{asked["template_ids"]}"])', 'metric_types(["SENT","DELIVERED","READ","CLICKED"])'
    whole = await field(meta, account, f"template_analytics.{SPAN}.granularity(DAILY).{ids}.{metrics}")
    assert whole["data"] == data, "as a field what it is as an edge"


@pytest.mark.parametrize("wrong", [{"granularity": ""}, {"start": ""}, {"end": "yesterday"}, {"end": "1"}])
async def test_a_time_and_a_grain_are_needed(meta: Meta, account: Account, wrong: dict[str, str]) -> None:
    path = f"{account.waba_id}/conversation_analytics"
    assert (await meta.error("GET", path, account.token, params={**WEEK, **wrong}))[:2] == (400, 100)


async def test_reach_and_events_are_answered(meta: Meta, account: Account) -> None:
    path = f"{account.waba_id}/reachestimate"
    assert (await meta.error("GET", path, account.token))[1] == 200
    await meta.control("POST", f"wabas/{account.waba_id}/marketing_terms")
    assert len((await meta.ok("GET", path, account.token))["estimates"]) == 3
    dataset = (await meta.ok("POST", f"{account.waba_id}/dataset", account.token))["id"]
    event = {"event_name": "Purchase", "event_time": 1, "action_source": "business_messaging"}
    done = await meta.ok("POST", f"{dataset}/events", account.token, json={"data": [event]})
    assert done["events_received"] == 1
    assert (await meta.error("POST", f"{dataset}/events", account.token, json={"data": [{}]}))[1] == 100
