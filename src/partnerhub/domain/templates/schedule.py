"""WABAs whose templates are due to be read from Meta: claimed by a lease, read, and put off when Meta does not answer."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Database
from partnerhub.domain import wabas
from partnerhub.domain.templates import store
from partnerhub.domain.templates.sync import sync
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Problem
from partnerhub.upstream.graph import Graph, GraphError

LEASE = timedelta(minutes=5)  # longer than Meta may take for all pages
RETRY_AFTER = (60, 300, 1800, 7200, 6 * 3600)  # seconds; the last again and again


class Due(msgspec.Struct, frozen=True):
    partner_id: str
    waba_id: str
    attempts: int


async def claim(database: Database, *, limit: int, now: datetime) -> list[Due]:
    """Ours until the lease ends; a worker that dies leaves them to the next."""
    async with database.working_write() as db:
        rows = await store.claim(db, limit=limit, now=now, leased_until=now + LEASE)
    return [Due(row["partner_id"], row["waba_id"], row["attempts"]) for row in rows]


async def run(database: Database, graph: Graph, vault: Vault, due: Due, *, clock: Callable[[], datetime]) -> bool:
    """Whether Meta could be read."""
    try:
        await sync(await wabas.opened(database, graph, vault, due.partner_id, due.waba_id), clock=clock)
    except (GraphError, Problem) as error:
        later = clock() + timedelta(seconds=RETRY_AFTER[min(due.attempts, len(RETRY_AFTER)) - 1])
        async with database.writing(due.partner_id) as db:
            await store.put_off(db, due.partner_id, due.waba_id, until=later, error=str(error)[:500])
        return False
    return True
