"""Customers: they answer for a phone number, and write to businesses when they are told to."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.store import customers as store
from partnerhub.sandbox.store import messages, templates
from partnerhub.sandbox.weather import pace
from partnerhub.sandbox.world import bsuid, payloads, permissions, switches, template_use, wamid, webhooks

REPLY = "Thanks! You wrote: {text}"
# Two answering machines would talk for ever; after so many messages in a minute a customer falls silent.
TALKATIVE = 30
MINUTE = timedelta(minutes=1)
MAX_QUOTED = 1000
# What Meta tells of a message only after it has taken it, and nobody can bring about otherwise.
FAILURES = (130472, 131000, 131016, 131026, 131042, 131048, 131049, 131050, 131053, 131057)


async def make(
    db: Db,
    digits: str,
    name: str,
    now: datetime,
    *,
    reply_text: str = REPLY,
    window: str = "open",
    answers: bool = True,
    reads: bool = True,
    fails_with: int | None = None,
) -> Row:
    """`fails_with`: a code of FAILURES."""
    user_id = bsuid.of(digits)
    return await store.put(
        db, digits, name, user_id, reply_text, window, now, answers=answers, reads=reads, fails_with=fails_with
    )


async def write(
    db: Db, config: Config, phone_id: str, digits: str, kind: str, content: dict[str, Any], now: datetime
) -> str:
    """The customer writes to a business; returns the id of the message. `content`: keyed by type, and `context`."""
    message_id = wamid.new(digits, wamid.FROM_CUSTOMER)
    body = msgspec.json.encode({"type": kind, **content}).decode()
    await messages.add(db, message_id, phone_id, digits, "in", kind, None, body, "delivered", now)
    await permissions.heed(db, phone_id, digits, content, now)
    message = await messages.find(db, message_id)
    if message is not None and not await store.is_blocked(db, phone_id, digits):
        meta = await switches.current(db)
        if meta.limits:
            await pace.receive(db, phone_id, message["throughput"], now)
        value = payloads.inbound(message, content, meta)
        await webhooks.enqueue(db, config, message["waba_id"], phone_id, "messages", value, now, customer=digits)
    return message_id


async def answer(db: Db, config: Config, message: Row, now: datetime) -> None:
    """Once to each message; a question with buttons is answered by the first of them."""
    if await messages.answers_since(db, message["phone_id"], message["customer"], now - MINUTE) >= TALKATIVE:
        return
    body = msgspec.json.decode(message["body"])
    kind, content = await _choice(db, message, body, now) or (
        "text",
        {"text": {"body": await _said(db, message, body)}},
    )
    await write(db, config, message["phone_id"], message["customer"], kind, content, now)


async def _choice(db: Db, message: Row, body: dict[str, Any], now: datetime) -> tuple[str, dict[str, Any]] | None:
    context = {"context": {"from": message["business"], "id": message["id"]}}
    interactive = body.get("interactive") or {}
    if interactive.get("type") == "button":
        reply = interactive["action"]["buttons"][0]["reply"]
        return "interactive", {**context, "interactive": {"type": "button_reply", "button_reply": reply}}
    if interactive.get("type") == permissions.REQUEST:
        return "interactive", {**context, "interactive": permissions.reply(now, yes=True)}
    if interactive.get("type") == "list":
        row = next((row for section in interactive["action"]["sections"] for row in section.get("rows", [])), None)
        return row and ("interactive", {**context, "interactive": {"type": "list_reply", "list_reply": row}})
    if message["kind"] == "template":
        text = await _first_quick_reply(db, message, body["template"])
        return text and ("button", {**context, "button": {"payload": text, "text": text}})
    return None


async def _first_quick_reply(db: Db, message: Row, part: dict[str, Any]) -> Any:
    row = await templates.find_named(db, message["waba_id"], part["name"], part["language"]["code"])
    components = msgspec.json.decode(row["components"]) if row is not None else []
    buttons = [button for one in components if one.get("type") == "BUTTONS" for button in one.get("buttons", [])]
    return next((button["text"] for button in buttons if button.get("type") == "QUICK_REPLY"), None)


async def _said(db: Db, message: Row, body: dict[str, Any]) -> str:
    kind = message["kind"]
    text = (
        str((body.get("text") or {}).get("body") or (body.get(kind) or {}).get("caption") or kind)
        if kind != "contacts"
        else kind
    )
    if kind == "template":
        part = body["template"]
        row = await templates.find_named(db, message["waba_id"], part["name"], part["language"]["code"])
        text = template_use.rendered(row["components"], part) if row is not None else part["name"]
    return str(message["reply_text"]).replace("{text}", text[:MAX_QUOTED])
