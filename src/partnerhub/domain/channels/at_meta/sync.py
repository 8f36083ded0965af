"""A number as Meta has it, asked anew: after a webhook that says less than has changed, and once a day."""

from collections.abc import Callable
from datetime import datetime, timedelta

from partnerhub.db.pool import Database, Db
from partnerhub.domain.channels.at_meta import errand_store as store
from partnerhub.domain.channels.at_meta.errand_store import Errand, Kind
from partnerhub.domain.channels.at_meta.standing import Said, note
from partnerhub.kit.crypto import Unsealable, Vault
from partnerhub.upstream.graph import Graph, GraphError
from partnerhub.upstream.graph.onboarding import Number, phone_number

SYNC_EVERY = timedelta(days=1)
LEASE = timedelta(seconds=60)  # longer than Graph may take to answer
RETRY_AFTER = (5, 30, 120, 600, 3600)  # seconds; then with the next day


async def want_sync(db: Db, partner_id: str, channel_id: str, due: datetime) -> None:
    """Ask Meta for the number then, unless it is asked earlier anyway."""
    await store.add(db, partner_id, channel_id, "sync", due)


async def claim(database: Database, kind: Kind, *, limit: int, now: datetime) -> list[Errand]:
    """Due errands of any partner, ours until the lease ends."""
    async with database.working_write() as db:
        return await store.claim(db, kind, now, LEASE, limit)


async def sync(database: Database, graph: Graph, vault: Vault, due: Errand, clock: Callable[[], datetime]) -> None:
    """No transaction is open while Meta is asked; doing it twice changes nothing more."""
    number, again = await _asked(graph, vault, due)
    async with database.writing(due.partner_id) as db:
        now = clock()
        if number is not None:
            await note(db, due.partner_id, due.channel_id, said_by(number), now=now)
        attempts = 0 if again is SYNC_EVERY else due.attempts
        await store.put_off(db, due.partner_id, due.channel_id, "sync", due.leased_until, now + again, attempts)


async def _asked(graph: Graph, vault: Vault, due: Errand) -> tuple[Number | None, timedelta]:
    """The number, and when to ask again."""
    if due.graph_token is None:
        return None, SYNC_EVERY
    try:
        return await phone_number(graph, vault.unseal(due.graph_token), due.external_id), SYNC_EVERY
    except Unsealable:
        return None, SYNC_EVERY
    except GraphError as error:
        if error.transient and due.attempts <= len(RETRY_AFTER):
            return None, timedelta(seconds=RETRY_AFTER[due.attempts - 1])
        return None, SYNC_EVERY


def said_by(number: Number) -> Said:
    """What Meta does not know (`NA`, `NONE`) is nothing said."""
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
    )
