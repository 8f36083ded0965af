"""What is due to be read of WABAs from Meta: claimed by a lease, read, and put off when Meta does not answer."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Database
from partnerhub.domain.wabas import errand_store as store
from partnerhub.domain.wabas.errand_store import Kind
from partnerhub.domain.wabas.line import Line, opened
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Problem
from partnerhub.upstream.graph import Graph, GraphError, GraphExhausted

LEASE = timedelta(minutes=5)  # longer than Meta may take for all pages
RETRY_AFTER = (60, 300, 1800, 7200, 6 * 3600)  # seconds; the last again and again

Read = Callable[[Line], Awaitable[None]]  # raises GraphError when Meta does not answer


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """`leased_until`: as long it is ours."""

    partner_id: str
    waba_id: str
    kind: Kind
    attempts: int
    leased_until: datetime


async def claim(database: Database, *, limit: int, now: datetime) -> list[Due]:
    """Ours until the lease ends; a worker that dies leaves them to the next."""
    async with database.working_write() as db:
        rows = await store.claim(db, limit=limit, now=now, leased_until=now + LEASE)
    return [Due(**row) for row in rows]


async def run(
    database: Database, graph: Graph, vault: Vault, due: Due, read: Read, *, clock: Callable[[], datetime]
) -> bool:
    """Whether Meta could be read."""
    try:
        await read(await opened(database, graph, vault, due.partner_id, due.waba_id))
    except (GraphError, Problem) as error:
        until, attempts = _again(error, due.attempts, clock())
        async with database.writing(due.partner_id) as db:
            await store.put_off(
                db, due.partner_id, due.waba_id, due.kind,
                leased_until=due.leased_until, until=until, attempts=attempts, error=str(error)[:500],
            )  # fmt: skip
        return False
    return True


def _again(error: Exception, attempts: int, now: datetime) -> tuple[datetime, int]:
    """When to ask the next time, and how often it was tried in vain; not to be asked is no try."""
    if isinstance(error, GraphExhausted):
        return now + timedelta(seconds=error.retry_after), attempts - 1
    return now + timedelta(seconds=RETRY_AFTER[min(attempts, len(RETRY_AFTER)) - 1]), attempts
