"""Faults that wait for a call, and the clock."""

from datetime import datetime, timedelta

from partnerhub.db.pool import Db, Row


async def faults(db: Db) -> list[Row]:
    return await db.fetch("SELECT * FROM sandbox.fault ORDER BY id")


async def add_fault(db: Db, method: str, edge: str, kind: str, code: int, times: int | None, now: datetime) -> int:
    return await db.fetchval(
        """INSERT INTO sandbox.fault (method, edge, kind, code, times, created_at) VALUES ($1, $2, $3, $4, $5, $6)
           RETURNING id""",
        method,
        edge,
        kind,
        code,
        times,
        now,
    )


async def remove_fault(db: Db, fault_id: int) -> bool:
    return await db.fetchval("DELETE FROM sandbox.fault WHERE id = $1 RETURNING true", fault_id) is not None


async def remove_faults(db: Db) -> None:
    await db.execute("DELETE FROM sandbox.fault")


async def meet(db: Db, method: str, edge: str) -> Row | None:
    """The first fault that waits for such a call, used once more; `*` is any."""
    return await db.fetchrow(
        """UPDATE sandbox.fault SET times = times - 1
           WHERE id = (SELECT id FROM sandbox.fault
                       WHERE method IN ('*', $1) AND edge IN ('*', $2) AND coalesce(times, 1) > 0
                       ORDER BY id LIMIT 1 FOR UPDATE)
           RETURNING kind, code""",
        method,
        edge,
    )


async def waiting(db: Db) -> Row:
    """What a call of the Graph must know at its door: `latency_ms`, and whether any fault waits."""
    found = await db.fetchrow(
        """SELECT (SELECT (value)::int FROM sandbox.switch WHERE name = 'latency_ms') AS latency_ms,
                  EXISTS (SELECT FROM sandbox.fault WHERE coalesce(times, 1) > 0) AS faulty"""
    )
    assert found is not None  # noqa: S101 — one row always
    return found


async def ahead(db: Db) -> int:
    """Seconds by which this Meta's clock is ahead."""
    return int(await db.fetchval("SELECT (value)::int FROM sandbox.switch WHERE name = 'ahead_s'") or 0)


async def advance(db: Db, name: str, every: timedelta, at_once: int, now: datetime) -> datetime | None:
    """One step more at a pace of one in `every`, `at_once` ahead of it at most; when it will have caught up. None: too fast."""
    return await db.fetchval(
        """INSERT INTO sandbox.pace AS p (name, clear_at) VALUES ($1, $2::timestamptz + $3::interval)
           ON CONFLICT (name) DO UPDATE SET clear_at = greatest(p.clear_at, $2) + $3
               WHERE p.clear_at <= $2 + $3 * ($4::int - 1)
           RETURNING clear_at""",
        name,
        now,
        every,
        at_once,
    )


async def push(db: Db, name: str, every: timedelta, now: datetime) -> None:
    """The same, however fast."""
    await db.execute(
        """INSERT INTO sandbox.pace AS p (name, clear_at) VALUES ($1, $2::timestamptz + $3::interval)
           ON CONFLICT (name) DO UPDATE SET clear_at = greatest(p.clear_at, $2) + $3""",
        name,
        now,
        every,
    )


async def forget_paces(db: Db) -> None:
    await db.execute("DELETE FROM sandbox.pace")


async def has_registered(db: Db, waba_id: str) -> bool:
    """Whether the WABA is active: one of its numbers is registered."""
    return bool(
        await db.fetchval("SELECT EXISTS (SELECT FROM sandbox.phone WHERE waba_id = $1 AND registered)", waba_id)
    )
