"""A number as Meta has it, asked anew: after a webhook that says less than has changed, and every few hours.

One call reads its standing and its health. A call that Meta would refuse, for the WABA has had its calls of this hour,
waits until Meta answers again; an access that Meta refuses is told once, and tried on at the usual times.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from partnerhub.db.pool import Database, Db
from partnerhub.domain.channels.at_meta import errand_store as store
from partnerhub.domain.channels.at_meta import standing_store
from partnerhub.domain.channels.at_meta.errand_store import Errand, Kind
from partnerhub.domain.channels.at_meta.standing import Said, note
from partnerhub.kit.crypto import Unsealable, Vault
from partnerhub.upstream.graph import Graph, GraphError, GraphExhausted
from partnerhub.upstream.graph.onboarding import Number, phone_number

READ_EVERY, SPREAD = timedelta(hours=4), 0.25  # more or less, so that not all numbers are due at once
LEASE = timedelta(seconds=60)  # longer than Graph may take to answer
RETRY_AFTER = (5, 30, 120, 600, 3600)  # seconds; then at the usual time


def next_reading(now: datetime) -> datetime:
    return now + READ_EVERY * random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311 - no secret


async def want_sync(db: Db, partner_id: str, channel_id: str, due: datetime) -> None:
    """Ask Meta for the number then, unless it is asked earlier anyway."""
    await store.add(db, partner_id, channel_id, "sync", due)


async def claim(database: Database, kind: Kind, *, limit: int, now: datetime) -> list[Errand]:
    """Due errands of any partner, ours until the lease ends."""
    async with database.working_write() as db:
        return await store.claim(db, kind, now, LEASE, limit)


async def sync(database: Database, graph: Graph, vault: Vault, due: Errand, clock: Callable[[], datetime]) -> None:
    """No transaction is open while Meta is asked; doing it twice changes nothing more."""
    answer = await _asked(graph, vault, due)
    async with database.writing(due.partner_id) as db:
        now = clock()
        if isinstance(answer, Number):
            await keep(db, due.partner_id, due.channel_id, answer, now=now)
        elif answer is not None and (answer.is_token_refused or answer.is_missing):
            await note(db, due.partner_id, due.channel_id, Said(meta_access="refused"), now=now)
        again, attempts = _again(answer, due.attempts, now)
        await store.put_off(db, due.partner_id, due.channel_id, "sync", due.leased_until, again, attempts)


async def keep(db: Db, partner_id: str, channel_id: str, number: Number, *, now: datetime) -> None:
    """What Meta has just answered about a number."""
    health = number.health_status
    await note(db, partner_id, channel_id, said_by(number), now=now, health=health)
    await standing_store.keep_reading(db, partner_id, channel_id, health.faults if health else (), now)


async def _asked(graph: Graph, vault: Vault, due: Errand) -> Number | GraphError | None:
    """None: there is no token to ask with."""
    if due.graph_token is None:
        return None
    try:
        return await phone_number(graph, vault.unseal(due.graph_token), due.external_id)
    except Unsealable:
        return None
    except GraphError as error:
        return error


def _again(answer: Number | GraphError | None, attempts: int, now: datetime) -> tuple[datetime, int]:
    """When to ask the next time, and how often it was tried in vain; not to be asked is no try."""
    if isinstance(answer, GraphExhausted):
        return now + timedelta(seconds=answer.retry_after), attempts - 1
    if isinstance(answer, GraphError) and answer.transient and attempts <= len(RETRY_AFTER):
        return now + timedelta(seconds=RETRY_AFTER[attempts - 1]), attempts
    return next_reading(now), 0


def said_by(number: Number) -> Said:
    """What Meta does not know (`NA`, `NONE`) is nothing said. Who answers gives access."""
    quality, asked_name = number.quality_rating, number.new_name_status
    return Said(
        current_limit=number.limit,
        current_quality_rating="UNKNOWN" if quality == "NA" else quality,
        meta_status=number.status,
        phone_name=number.verified_name,
        new_name_status=None if asked_name == "NONE" else asked_name,
        is_oba=number.is_official_business_account,
        is_on_biz_app=number.is_on_biz_app,
        throughput=number.throughput.level,
        can_send_message=number.health_status and number.health_status.can_send_message,
        meta_access="granted",
    )
