"""The provider's objects and its answers by idempotency key, in the database."""

from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.kit.ids import random_id

Thing = dict[str, Any]


async def add(db: Db, prefix: str, customer: str, doc: Thing, now: datetime) -> Thing:
    """The document with its new id: `pi_` and random letters."""
    made = {"id": f"{prefix}_{random_id(24)}", **doc, "created": int(now.timestamp())}
    await db.execute(
        "INSERT INTO sandbox.pay_thing (id, customer, doc, created_at) VALUES ($1, $2, $3, $4)",
        made["id"], customer, msgspec.json.encode(made).decode(), now,
    )  # fmt: skip
    return made


async def find(db: Db, thing_id: str) -> Thing | None:
    """Held until the transaction ends."""
    text = await db.fetchval("SELECT doc FROM sandbox.pay_thing WHERE id = $1 FOR UPDATE", thing_id)
    return msgspec.json.decode(text) if text else None


async def change(db: Db, thing: Thing, **changes: Any) -> Thing:
    changed = {**thing, **changes}
    await db.execute(
        "UPDATE sandbox.pay_thing SET doc = $2 WHERE id = $1", thing["id"], msgspec.json.encode(changed).decode()
    )
    return changed


async def of_customer(db: Db, customer: str, prefix: str, limit: int) -> list[Thing]:
    """Newest first."""
    rows = await db.fetch(
        "SELECT doc FROM sandbox.pay_thing WHERE customer = $1 AND id LIKE $2 || '\\_%' ORDER BY created_at DESC LIMIT $3",
        customer, prefix, limit,
    )  # fmt: skip
    return [msgspec.json.decode(row["doc"]) for row in rows]


async def begin(db: Db, key: str) -> tuple[int, str] | None:
    """None for a new key, which is held until the transaction ends; else the answer that it got."""
    new = await db.fetchval(
        "INSERT INTO sandbox.pay_request (key, status, body) VALUES ($1, 0, '') ON CONFLICT DO NOTHING RETURNING true",
        key,
    )
    if new:
        return None
    row = await db.fetchrow("SELECT status, body FROM sandbox.pay_request WHERE key = $1", key)
    return (row["status"], row["body"]) if row else None


async def answered(db: Db, key: str, status: int, body: str) -> None:
    await db.execute("UPDATE sandbox.pay_request SET status = $2, body = $3 WHERE key = $1", key, status, body)
