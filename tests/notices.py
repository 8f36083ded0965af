"""Telling people in tests: the worker's round for one partner, whose letters wait in the database."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import asyncpg
from tests.world import VAULT, Side

from partnerhub.db.pool import Database, Db
from partnerhub.domain import notifications
from partnerhub.domain.notifications.mailing import Post
from partnerhub.kit import clock

HUB = "http://hub.test"
POST = Post(url=HUB, vault=VAULT)


async def tell(database: Database, side: Side, post: Post | None = POST) -> int:
    """Make notices of all that was recorded of this partner; how many events there were."""
    async with database.writing(side.partner_id) as db:
        return await notifications.make(db, side.partner_id, post, now=clock.now())


async def send_daily(database: Database, side: Side, now: datetime) -> int:
    async with database.writing(side.partner_id) as db:
        return await notifications.send_digests(db, side.partner_id, POST, now=now)


async def noticed(database: Database, side: Side, *, type: str = "") -> list[asyncpg.Record]:  # noqa: A002
    """The partner's notices, oldest first; of one type, or of all."""
    async with database.reading(side.partner_id) as db:
        return await db.fetch(
            "SELECT * FROM notice WHERE partner_id = $1 AND ($2 = '' OR type = $2) ORDER BY id", side.partner_id, type
        )


async def letters_since(database: Database, email: str, known: int = 0) -> list[dict[str, Any]]:
    """Letters to this address that wait, oldest first, but for the first `known`."""
    async with database.working() as db:
        rows = await db.fetch("SELECT subject, body FROM letter WHERE recipient = $1 ORDER BY id", email)
    return [{"subject": row["subject"], "text": VAULT.unseal(row["body"])} for row in rows[known:]]


class _KilledError(Exception):
    pass


async def undone(database: Database, side: Side, work: Callable[[Db], Awaitable[object]]) -> None:
    """The work, in a transaction that ends as if its process had been killed."""
    with suppress(_KilledError):
        async with database.writing(side.partner_id) as db:
            await work(db)
            raise _KilledError
