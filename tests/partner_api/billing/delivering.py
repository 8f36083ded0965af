"""Messages that Meta says it delivered, and the meter that counts them."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from tests.world import Side

from partnerhub.db.pool import Database
from partnerhub.domain import messaging
from partnerhub.kit import clock, ids
from partnerhub.workers.meter import meter, tell

GERMAN, AMERICAN, BRITISH = "4915100000001", "12025550123", "447400123456"
APRIL = datetime(2026, 4, 15, 12, tzinfo=UTC)


def priced(category: str, *, free: str = "") -> dict[str, Any]:
    return {
        "billable": not free, "pricing_model": "PMP", "category": category, "type": free or "regular",
    }  # fmt: skip


def status(what: str = "delivered", **more: Any) -> dict[str, Any]:
    """A delivered marketing template to Germany, unless told otherwise."""
    return {
        "id": f"wamid.{ids.random_id(30)}",
        "status": what,
        "timestamp": str(int(APRIL.timestamp())),
        "recipient_id": GERMAN,
        "pricing": priced("marketing"),
        **more,
    }


def marketing(count: int, **more: Any) -> list[dict[str, Any]]:
    return [status(**more) for _ in range(count)]


async def deliver(database: Database, side: Side, *statuses: dict[str, Any]) -> None:
    """Meta's webhook is taken in, everything in it is metered, and what follows is told."""
    await take_in(database, side, *statuses)
    await work(database)


async def work(database: Database) -> None:
    """All that the worker has to do."""
    while await meter(database) or await tell(database):
        pass


async def take_in(database: Database, side: Side, *statuses: dict[str, Any]) -> None:
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": side.phone_number, "phone_number_id": side.phone_number_id},
        "statuses": list(statuses),
    }
    entry = {"id": side.waba_external_id, "changes": [{"field": "messages", "value": value}]}
    body = msgspec.json.encode({"object": "whatsapp_business_account", "entry": [entry]})
    await messaging.receive(database, [messaging.taken_apart(body)], now=clock.now())
