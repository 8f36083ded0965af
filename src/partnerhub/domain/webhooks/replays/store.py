"""Replays in the database."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.replays.model import Replay

COLUMNS = ", ".join(Replay.__struct_fields__)
CREATE = f"""
INSERT INTO replay (partner_id, id, since, until, type, status, endpoint_id, client_id, channel_id, reached, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING {COLUMNS}
"""
CANCEL = """
UPDATE replay SET state = 'cancelled', finished_at = $3 WHERE partner_id = $1 AND id = $2 AND state = 'running'
"""
NEXT = f"""
SELECT partner_id, {COLUMNS} FROM replay WHERE state = 'running' AND due_at <= now()
ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
"""
MOVE = """
UPDATE replay SET reached = coalesce($3, reached), looked_at = looked_at + $4, owed = owed + $5,
    owed_already = owed_already + $6, without_endpoint = without_endpoint + $7,
    due_at = now() + $8::float8 * interval '1 second',
    state = CASE WHEN $9 THEN 'done' ELSE state END, finished_at = CASE WHEN $9 THEN now() END
WHERE partner_id = $1 AND id = $2
"""


async def create(
    db: Db, partner_id: str, replay_id: str, *, since: datetime, until: datetime, chosen: tuple[object, ...],
    reached: str, now: datetime,
) -> Replay:  # fmt: skip
    """`chosen`: type, status, endpoint, client and channel, None for any."""
    row = await db.fetchrow(CREATE, partner_id, replay_id, since, until, *chosen, reached, now)
    assert row is not None  # noqa: S101 — an INSERT without a condition
    return msgspec.convert(dict(row), Replay)


async def running(db: Db, partner_id: str) -> int:
    return await db.fetchval("SELECT count(*) FROM replay WHERE partner_id = $1 AND state = 'running'", partner_id)


async def find(db: Db, partner_id: str, replay_id: str) -> Replay | None:
    row = await db.fetchrow(f"SELECT {COLUMNS} FROM replay WHERE partner_id = $1 AND id = $2", partner_id, replay_id)
    return msgspec.convert(dict(row), Replay) if row else None


async def page(db: Db, partner_id: str, before: str, limit: int) -> list[Replay]:
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM replay WHERE partner_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        partner_id, before, limit,
    )  # fmt: skip
    return [msgspec.convert(dict(row), Replay) for row in rows]


async def cancel(db: Db, partner_id: str, replay_id: str, now: datetime) -> None:
    await db.execute(CANCEL, partner_id, replay_id, now)


async def take_next(db: Db) -> tuple[str, Replay] | None:
    """The replay that has waited longest, whosever it is, held until the transaction ends."""
    row = await db.fetchrow(NEXT)
    if row is None:
        return None
    facts = dict(row)
    return facts.pop("partner_id"), msgspec.convert(facts, Replay)


async def move(
    db: Db, partner_id: str, replay_id: str, reached: str | None, counts: tuple[int, int, int, int], pause: float,
    *, done: bool,
) -> None:  # fmt: skip
    """`counts`: looked at, owed, owed already, without an endpoint. `pause`: seconds until the next chunk."""
    await db.execute(MOVE, partner_id, replay_id, reached, *counts, pause, done)
