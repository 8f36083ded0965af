"""Tokens of WABAs that a multi-partner solution shares with us: they end, so they are replaced at half of their life."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from partnerhub.db.pool import Database
from partnerhub.domain.wabas import solution_store as store
from partnerhub.domain.wabas.solution_store import Ending
from partnerhub.kit.crypto import Vault
from partnerhub.upstream.graph import Graph, solutions

AGAIN_AFTER = timedelta(minutes=10)  # when Meta did not give one


def refresh_at(expires_at: int, now: datetime) -> datetime | None:
    """`expires_at` in Unix seconds; 0 is never."""
    if not expires_at:
        return None
    return now + max((datetime.fromtimestamp(expires_at, UTC) - now) / 2, timedelta())


async def claim_ending_tokens(database: Database, *, limit: int, now: datetime) -> list[Ending]:
    async with database.working_write() as db:
        return await store.claim_ending(db, now, now + AGAIN_AFTER, limit)


async def refresh_token(
    database: Database, graph: Graph, vault: Vault, system_token: str, waba: Ending, clock: Callable[[], datetime]
) -> None:
    """Raises GraphError; the WABA is due again then, a little later."""
    token = await solutions.token(graph, system_token, waba.solution_id, waba.fb_business_id)
    async with database.writing(waba.partner_id) as db:
        due = refresh_at(token.expires_at, clock())
        await store.set_token(db, waba.partner_id, waba.id, vault.seal(token.access_token), due)
