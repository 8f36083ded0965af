"""Meta's paces, once the switch is on: messages of a number, to a person, calls about a WABA (contract B.8)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from tests.sandbox.meta import Account, Meta

from partnerhub.db.pool import Database
from partnerhub.kit import clock
from partnerhub.sandbox.weather import pace

AHEAD = 2400  # messages: half a minute of a number


@pytest.fixture
async def strict(meta: Meta) -> AsyncIterator[Meta]:
    await meta.control("PATCH", "switches", json={"limits": True})
    yield meta
    await meta.control("PATCH", "switches", json={"limits": False})


def text(to: str) -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "to": to, "text": {"body": "x"}}


async def refused(meta: Meta, account: Account, to: str) -> tuple[int, int]:
    path = f"{account.phone_id}/messages"
    return (await meta.error("POST", path, account.token, json=text(to)))[:2]


async def test_one_person_takes_45_messages_at_once_and_then_one_in_six_seconds(strict: Meta) -> None:
    account = await strict.onboarded()
    one, other = [await strict.customer(answers=False, reads=False) for _ in range(2)]
    status, body, sent = 200, {}, -1
    while status == 200 and sent < 10 * pace.PAIR_AT_ONCE:  # a slow machine earns some more meanwhile
        status, body = await strict.graph("POST", f"{account.phone_id}/messages", account.token, json=text(one))
        sent += 1
    assert sent >= pace.PAIR_AT_ONCE
    assert (status, body["error"]["code"]) == (400, 131056)
    await strict.send(account, to=other, text={"body": "x"})


async def test_a_number_sends_80_in_a_second_or_1000(meta: Meta, database: Database) -> None:
    account, now = await meta.onboarded(), clock.now()
    for level, many in (("STANDARD", 80), ("HIGH", 1000)):
        async with database.working_write() as db:
            at = now + timedelta(hours=many)
            for _ in range(many):
                await pace.send(db, account.phone_id, level, None, at)
            with pytest.raises(pace.GraphError, match="130429"):
                await pace.send(db, account.phone_id, level, None, at)
            await pace.send(db, account.phone_id, level, None, at + timedelta(seconds=1) / many)


async def test_what_arrives_counts_too(strict: Meta, database: Database) -> None:
    account, customer = await strict.onboarded(), await strict.customer()
    async with database.working_write() as db:
        for _ in range(AHEAD):
            await pace.receive(db, account.phone_id, "STANDARD", clock.now())
    assert await refused(strict, account, customer) == (400, 130429)
    await strict.control("POST", f"customers/{customer}/messages", json={"to": account.digits, "text": "Hi"})


async def test_an_account_without_a_number_at_work_has_200_calls_an_hour(strict: Meta, database: Database) -> None:
    account = await strict.onboarded()
    async with strict.http.get(
        f"{strict.base}/sandbox/graph/{account.waba_id}", headers={"authorization": f"Bearer {account.token}"}
    ) as answer:
        assert usage(answer.headers, account)["estimated_time_to_regain_access"] == 0
    await strict.ok("POST", f"{account.phone_id}/deregister", account.token, json={"messaging_product": "whatsapp"})
    async with database.working_write() as db:
        now = clock.now()
        for _ in range(pace.AN_HOUR_UNREGISTERED - 3):
            await pace.ask(db, account.waba_id, now + timedelta(hours=1))
        with pytest.raises(pace.Exhausted):
            await pace.ask(db, account.waba_id, now)
    async with strict.http.get(
        f"{strict.base}/sandbox/graph/{account.waba_id}/message_templates",
        headers={"authorization": f"Bearer {account.token}"},
    ) as answer:
        assert (answer.status, (await answer.json())["error"]["code"]) == (400, 80007)
        assert usage(answer.headers, account) == {
            "type": "whatsapp",
            "call_count": 100,
            "total_cputime": 1,
            "total_time": 1,
            "estimated_time_to_regain_access": 1,
        }
    await strict.ok("GET", f"{account.phone_id}/whatsapp_business_profile", account.token)  # does not count


async def test_the_paces_of_before_are_forgotten_with_the_switch(meta: Meta, database: Database) -> None:
    account, customer = await meta.onboarded(), await meta.customer()
    await meta.control("PATCH", "switches", json={"limits": True})
    async with database.working_write() as db:
        for _ in range(AHEAD):
            await pace.receive(db, account.phone_id, "STANDARD", clock.now())
    await meta.control("PATCH", "switches", json={"limits": False})
    await meta.send(account, to=customer, text={"body": "x"})
    await meta.control("PATCH", "switches", json={"limits": True})
    try:
        await meta.send(account, to=customer, text={"body": "x"})
    finally:
        await meta.control("PATCH", "switches", json={"limits": False})


def usage(headers: Any, account: Account) -> dict[str, Any]:
    return msgspec.json.decode(headers["x-business-use-case-usage"])[account.waba_id][0]
