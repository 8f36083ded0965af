"""What happens by itself in this Meta: statuses, customers' answers, verdicts on templates."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Database, Db
from partnerhub.kit import clock
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.graph.calls import store as calls
from partnerhub.sandbox.graph.calls import telling
from partnerhub.sandbox.graph.groups import messages as group_messages
from partnerhub.sandbox.store import messages, templates
from partnerhub.sandbox.wire.envelope import GraphError
from partnerhub.sandbox.world import customers, names, payloads, review, switches, webhooks

BATCH = 100

log = logging.getLogger(__name__)


async def run_due(database: Database, config: Config) -> int:
    """Do what is due, in one transaction; returns how much that was."""
    async with database.working_write() as db:
        due = await messages.claim_errands(db, BATCH)
        for errand in sorted(due, key=lambda one: (one["due_at"], one["id"])):
            try:
                async with db.transaction():
                    await DEEDS[errand["kind"]](
                        db, config, errand["target"], msgspec.json.decode(errand["detail"]), clock.now()
                    )
            except Exception:  # one that cannot be done must not hold up the others
                log.exception("sandbox errand %s for %s failed and is dropped", errand["kind"], errand["target"])
    return len(due)


async def _status(db: Db, config: Config, target: str, detail: dict[str, Any], now: datetime) -> None:
    message = await messages.find(db, target)
    if message is None:
        return
    state = detail["status"]
    await messages.set_status(db, target, state)
    error = GraphError(detail["code"], detail["details"]).status_error() if state == "failed" else None
    value = payloads.status(message, state, now, await switches.current(db), error)
    echo = msgspec.json.decode(message["body"]).get("biz_opaque_callback_data")
    if echo is not None:
        value["statuses"][0]["biz_opaque_callback_data"] = echo
    waba_id, customer = message["waba_id"], message["customer"]
    await webhooks.enqueue(db, config, waba_id, message["phone_id"], "messages", value, now, customer=customer)


async def _answer(db: Db, config: Config, target: str, _detail: dict[str, Any], now: datetime) -> None:
    message = await messages.find(db, target)
    if message is not None and message["user_id"] is not None:
        await customers.answer(db, config, message, now)


async def _verdict(db: Db, config: Config, target: str, detail: dict[str, Any], now: datetime) -> None:
    row = await templates.find(db, target)
    if row is not None and row["status"] == "PENDING":  # or somebody has decided meanwhile
        await review.decide(db, config, target, detail["status"], detail["reason"], now)


async def _name(db: Db, config: Config, target: str, detail: dict[str, Any], now: datetime) -> None:
    if await names.pending(db, target, detail["name"]):
        await names.decide(db, config, target, detail["decision"], detail["rejection_reason"], now)


async def _call(db: Db, config: Config, target: str, detail: dict[str, Any], now: datetime) -> None:
    """One that the business began: it rings, then the customer takes it."""
    row = await calls.find(db, target)
    if row is None or row["state"] in {"REJECTED", "ENDED"}:
        return
    if detail["state"] == "ACCEPTED":
        await calls.set_state(db, target, "ACCEPTED", now, None)
        await telling.connect(db, config, row, now)
    await telling.state(db, config, row, detail["state"], now)


DEEDS: dict[str, Callable[[Db, Config, str, dict[str, Any], datetime], Awaitable[None]]] = {
    "status": _status,
    "answer": _answer,
    "verdict": _verdict,
    "name": _name,
    "call": _call,
    "group_status": group_messages.tell,
}
