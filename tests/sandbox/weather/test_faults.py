"""Calls of the Graph fail as the switchboard wants it, so often and there only."""

import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from tests.sandbox.meta import Account, Meta


@pytest.fixture
async def account(meta: Meta) -> AsyncIterator[Account]:
    """What was switched on is switched off again: the sandbox is shared."""
    yield await meta.onboarded()
    await meta.control("DELETE", "faults")
    await meta.control("PATCH", "switches", json={"latency_ms": 0, "copies": 1, "spread_ms": 0})


async def fails(meta: Meta, kind: str, **more: Any) -> int:
    fault = {"kind": kind, "edge": "messages", "method": "POST", **more}
    return (await meta.control("POST", "faults", json=fault))["id"]


async def send(meta: Meta, account: Account, customer: str = "4915100000001") -> tuple[int, str, str]:
    """Status, content type, body."""
    body = {"messaging_product": "whatsapp", "to": customer, "type": "text", "text": {"body": "Hi"}}
    url, headers = (
        f"{meta.base}/sandbox/graph/{account.phone_id}/messages",
        {"Authorization": f"Bearer {account.token}"},
    )
    async with meta.http.post(url, json=body, headers=headers) as answer:
        return answer.status, answer.content_type, await answer.text()


async def test_an_error_of_graph_comes_as_often_as_it_was_asked_for(meta: Meta, account: Account) -> None:
    await fails(meta, "error", code=130429, times=2)
    statuses = [await send(meta, account) for _ in range(3)]
    assert [status for status, _, _ in statuses] == [400, 400, 200]
    assert '"code":130429' in statuses[0][2]


async def test_only_the_calls_that_are_named_fail(meta: Meta, account: Account) -> None:
    fault = await fails(meta, "error", code=131000, times=None)
    await meta.ok("GET", account.phone_id, account.token)
    assert [(await send(meta, account))[0] for _ in range(3)] == [500, 500, 500]
    await meta.control("DELETE", f"faults/{fault}")
    assert (await send(meta, account))[0] == 200


async def test_any_call_may_fail_also_the_one_without_a_token(meta: Meta, account: Account) -> None:
    await fails(meta, "error", code=4, edge="*", method="*")
    assert (await meta.error("GET", account.waba_id, account.token))[1] == 4
    await fails(meta, "error", code=2, edge="oauth/access_token", method="GET")
    assert (await meta.error("GET", "oauth/access_token", None))[1] == 2


async def test_a_page_comes_instead_of_json(meta: Meta, account: Account) -> None:
    await fails(meta, "html")
    status, kind, body = await send(meta, account)
    assert (status, kind) == (502, "text/html")
    assert body.startswith("<!DOCTYPE html>")


async def test_an_answer_is_cut_in_the_middle(meta: Meta, account: Account) -> None:
    await fails(meta, "cut")
    with pytest.raises(aiohttp.ClientPayloadError):
        await send(meta, account)


async def test_no_answer_comes(meta: Meta, account: Account) -> None:
    await fails(meta, "hang")
    with pytest.raises(TimeoutError):
        async with meta.http.post(
            f"{meta.base}/sandbox/graph/{account.phone_id}/messages",
            json={},
            headers={"Authorization": f"Bearer {account.token}"},
            timeout=aiohttp.ClientTimeout(total=0.5),
        ):
            pass


async def test_answers_take_their_time(meta: Meta, account: Account) -> None:
    await meta.control("PATCH", "switches", json={"latency_ms": 300})
    began = time.monotonic()
    assert (await send(meta, account))[0] == 200
    assert time.monotonic() - began >= 0.3


async def test_a_fault_that_makes_no_sense_is_refused(meta: Meta) -> None:
    for wrong in ({"kind": "flood"}, {"kind": "error", "code": 7}, {"kind": "html", "times": 0}):
        async with meta.http.post(f"{meta.base}/sandbox/api/faults", json=wrong) as answer:
            assert answer.status == 400, wrong
    for wrong in ({"copies": 0}, {"copies": 6}, {"latency_ms": -1}, {"spread_ms": 60_001}):
        async with meta.http.patch(f"{meta.base}/sandbox/api/switches", json=wrong) as answer:
            assert answer.status == 400, wrong


async def test_webhooks_come_twice_with_the_same_bytes(meta: Meta, account: Account) -> None:
    await meta.control("PATCH", "switches", json={"copies": 2})
    await meta.control("POST", f"wabas/{account.waba_id}/review", json={"decision": "DEFERRED"})
    owed = (await meta.control("GET", "webhooks", params={"waba_id": account.waba_id}))["data"]
    reviews = [one for one in owed if one["field"] == "account_review_update"]
    assert len(reviews) == 2
    assert reviews[0]["body"] == reviews[1]["body"]


async def test_webhooks_come_out_of_order(meta: Meta, account: Account) -> None:
    await meta.control("PATCH", "switches", json={"spread_ms": 1500})
    customer = await meta.customer(answers=False)
    sent = [f"{number}" for number in range(12)]
    for text in sent:
        await meta.control("POST", f"customers/{customer}/messages", json={"to": account.digits, "text": text})

    def texts() -> list[str]:
        changes = [change for _, body in meta.app.got for change in body["entry"][0]["changes"]]
        messages = [one for change in changes for one in change["value"].get("messages", [])]
        return [one["text"]["body"] for one in messages if one["from"] == customer]

    await meta.app.first(lambda _path, _change: len(texts()) == len(sent))
    assert texts() != sent
    assert sorted(texts(), key=int) == sent


async def test_time_is_not_travelled_in_where_others_live(meta: Meta) -> None:
    async with meta.http.patch(f"{meta.base}/sandbox/api/switches", json={"ahead_s": 3600}) as answer:
        assert answer.status == 400
        assert "demo" in (await answer.json())["error"]
