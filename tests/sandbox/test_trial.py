"""START gives a key that sends to whoever asked, and to nobody else (contract A.8)."""

import re
from typing import Any

import pytest
from tests.sandbox.meta import Meta

from partnerhub.db.pool import Database
from partnerhub.sandbox.trial import number

WORD = "START"


async def key_of(meta: Meta, customer: str) -> str:
    """Asked for on the handset; the answer stands in the chat."""
    async with meta.http.get(f"{meta.base}/sandbox/handset/{customer}") as answer:
        assert number.NAME in await answer.text()
    await meta.control("POST", f"customers/{customer}/messages", json={"to": number.DIGITS, "text": WORD})
    chat = (await meta.control("GET", f"customers/{customer}/messages"))["data"]
    return re.findall(r"SBN[A-Z0-9]{29}", chat[0]["message"]["text"]["body"])[0]


async def ask(meta: Meta, method: str, path: str, key: str, body: Any = None) -> tuple[int, Any]:
    headers = {"D360-API-KEY": key}
    async with meta.http.request(method, f"{meta.base}/sandbox/v1/{path}", headers=headers, json=body) as answer:
        return answer.status, await answer.json()


@pytest.fixture
async def customer(meta: Meta) -> str:
    return await meta.customer(answers=False)


async def test_the_key_sets_a_webhook_and_sends_to_its_owner(meta: Meta, customer: str) -> None:
    key, hook = await key_of(meta, customer), {"url": f"{meta.app.base}/of-trial"}
    assert await ask(meta, "POST", "configs/webhook", key, hook) == (200, hook)
    assert await ask(meta, "GET", "configs/webhook", key) == (200, hook)
    status, sent = await ask(meta, "POST", "messages", key, {"to": customer, "type": "text", "text": {"body": "Hi"}})
    assert status == 201
    assert set(sent) == {"messages", "contacts"}
    assert await meta.app.statuses(sent["messages"][0]["id"], "read") == ["sent", "delivered", "read"]
    await meta.control("POST", f"customers/{customer}/messages", json={"to": number.DIGITS, "text": "Answer"})
    told = await meta.app.first(lambda path, change: path == "/of-trial" and "messages" in change["value"])
    assert told["messages"][0]["text"] == {"body": "Answer"}


async def test_the_newer_body_gets_the_newer_answer(meta: Meta, customer: str) -> None:
    key = await key_of(meta, customer)
    body = {"messaging_product": "whatsapp", "to": f"+{customer}", "type": "text", "text": {"body": "Hi"}}
    status, sent = await ask(meta, "POST", "messages", key, body)
    assert (status, sent["messaging_product"]) == (200, "whatsapp")


async def test_nobody_else_can_be_written_to(meta: Meta, customer: str) -> None:
    key, other = await key_of(meta, customer), await meta.customer()
    status, body = await ask(meta, "POST", "messages", key, {"to": other, "type": "text", "text": {"body": "Hi"}})
    assert (status, body["meta"]["success"]) == (403, False)


async def test_media_come_by_link_only(meta: Meta, customer: str) -> None:
    body = {"to": customer, "type": "image", "image": {"id": "1"}}
    assert (await ask(meta, "POST", "messages", await key_of(meta, customer), body))[0] == 400


async def test_a_new_key_ends_the_one_before(meta: Meta, customer: str) -> None:
    old, new = await key_of(meta, customer), await key_of(meta, customer)
    assert [(await ask(meta, "GET", "configs/webhook", key))[0] for key in (old, new, "", "SBN")] == [
        401, 200, 401, 401,
    ]  # fmt: skip


async def test_only_the_word_alone_asks(meta: Meta, customer: str) -> None:
    await key_of(meta, customer)
    for said in ("start", "START now"):
        await meta.control("POST", f"customers/{customer}/messages", json={"to": number.DIGITS, "text": said})
    chat = (await meta.control("GET", f"customers/{customer}/messages"))["data"]
    assert [one["direction"] for one in chat] == ["in", "in", "out", "in"]


async def test_two_hundred_messages_are_all(meta: Meta, customer: str, database: Database) -> None:
    key = await key_of(meta, customer)
    async with database.working() as db:
        await db.execute("UPDATE sandbox.trial_key SET sent = 199 WHERE customer = $1", customer)
    body = {"to": customer, "type": "text", "text": {"body": "Hi"}}
    assert [(await ask(meta, "POST", "messages", key, body))[0] for _ in range(2)] == [201, 403]


async def test_a_webhook_is_of_the_web(meta: Meta, customer: str) -> None:
    assert (await ask(meta, "POST", "configs/webhook", await key_of(meta, customer), {"url": "ftp://x"}))[0] == 400
