"""Meta's webhooks on their way to receivers: found, seen once, carried — in one transaction, no network."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

import msgspec

from partnerhub.db.pool import Database, Db
from partnerhub.domain.messaging import accounts
from partnerhub.domain.messaging import taking_store as store
from partnerhub.domain.messaging.bundles import Key, bundled
from partnerhub.domain.messaging.split import Payload
from partnerhub.domain.messaging.taking_store import PartlySeenError
from partnerhub.kit import failpoints

TRIES = 5  # more than one only while others take in the same at once


class Tally(msgspec.Struct):
    """What became of the changes. `unknown` is counted only: a stranger's number is nobody's to read."""

    carried: int = 0
    recorded: int = 0
    duplicate: int = 0
    unknown: int = 0


async def receive(database: Database, payloads: Sequence[Payload], *, now: datetime) -> Tally:
    """Returning means committed: only then may Meta be told 200."""
    old: set[Key] = set()
    for _ in range(TRIES):
        try:
            return await _receive(database, payloads, old, now)
        except PartlySeenError:
            async with database.working() as db:
                old |= await store.seen(db, [key for one in bundled(payloads, old, now) for key in one.pairs])
    raise PartlySeenError


async def _receive(database: Database, payloads: Sequence[Payload], old: AbstractSet[Key], now: datetime) -> Tally:
    tally = Tally()
    if any(payload.of_accounts for payload in payloads):
        async with database.working_write() as db:
            await _take_accounts(db, payloads, tally, now)
            await _take_numbers(db, payloads, old, tally, now)
            failpoints.step("accept: recorded, not committed")
    else:
        async with database.working() as db:
            await _take_numbers(db, payloads, old, tally, now)
    return tally


async def _take_accounts(db: Db, payloads: Sequence[Payload], tally: Tally, now: datetime) -> None:
    changes = [change for payload in payloads for change in payload.of_accounts]
    found = await accounts.placed(db, changes)
    fresh = await accounts.not_seen(db, found, now)
    for place, change in fresh:
        await accounts.take_in(db, place, change, now)
    tally.recorded = len(fresh)
    tally.duplicate = len(found) - len(fresh)
    tally.unknown = len(changes) - len(found)


async def _take_numbers(
    db: Db, payloads: Sequence[Payload], old: AbstractSet[Key], tally: Tally, now: datetime
) -> None:
    bundles = bundled(payloads, old, now)
    is_new = await store.take_in(db, bundles, now) if bundles else {}
    ours = {number for number, _ in old} | {bundles[n].number for n in is_new}
    numbers = [change.phone_number_id for payload in payloads for change in payload.changes if change.phone_number_id]
    known = sum(number in ours for number in numbers)
    tally.carried = sum(len(bundles[n].changes) for n, new in is_new.items() if new)
    tally.duplicate += known - tally.carried
    tally.unknown += len(numbers) - known
