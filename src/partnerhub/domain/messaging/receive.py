"""Meta's webhooks on their way to receivers: found, seen once, carried — in one transaction, no network."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from partnerhub.db.pool import Database, Db
from partnerhub.domain import webhooks
from partnerhub.domain.messaging import priced, store
from partnerhub.domain.messaging.accounts import take_in
from partnerhub.domain.messaging.split import Change, Payload
from partnerhub.domain.messaging.store import Place


class Tally(msgspec.Struct):
    """What became of the changes. `unknown` is counted only: a stranger's number is nobody's to read."""

    carried: int = 0
    recorded: int = 0
    duplicate: int = 0
    unknown: int = 0


class _Found(msgspec.Struct, frozen=True):
    payload: Payload
    change: Change
    place: Place


async def receive(database: Database, payloads: Sequence[Payload], *, now: datetime) -> Tally:
    """Returning means committed: only then may Meta be told 200."""
    async with database.working_write() as db:
        found = await _placed(db, payloads)
        fresh = await _not_seen(db, found, now)
        for one in fresh:
            if one.place.channel_id is None:
                await take_in(db, one.place, one.change, now)
        of_numbers = [one for one in fresh if one.place.channel_id is not None]
        await _carry(db, of_numbers, now)
        await priced.note(db, ((one.place, one.change) for one in of_numbers), now)
    return Tally(
        carried=len(of_numbers),
        recorded=len(fresh) - len(of_numbers),
        duplicate=len(found) - len(fresh),
        unknown=sum(len(payload.changes) for payload in payloads) - len(found),
    )


async def _placed(db: Db, payloads: Sequence[Payload]) -> list[_Found]:
    changes = [change for payload in payloads for change in payload.changes]
    numbers = {change.phone_number_id for change in changes if change.phone_number_id}
    wabas = {change.waba for change in changes if not change.phone_number_id}
    of_number = await store.places_of_numbers(db, numbers) if numbers else {}
    of_waba = await store.places_of_wabas(db, wabas) if wabas else {}
    return [
        _Found(payload, change, place)
        for payload in payloads
        for change in payload.changes
        if (place := of_number.get(change.phone_number_id) if change.phone_number_id else of_waba.get(change.waba))
    ]


async def _not_seen(db: Db, found: Iterable[_Found], now: datetime) -> list[_Found]:
    """A change goes on when anything in it is new, so that a batch Meta put together anew loses nothing."""
    found = list(found)
    new = await store.see(db, [(one.place.partner_id, key) for one in found for key in one.change.keys], now)
    fresh: list[_Found] = []
    for one in found:
        keys = {(one.place.partner_id, key) for key in one.change.keys}
        if keys & new:
            fresh.append(one)
            new -= keys
    return fresh


async def _carry(db: Db, found: Iterable[_Found], now: datetime) -> None:
    """One envelope for each channel and payload: nobody reads in it what is another's."""
    bundles: dict[tuple[int, Place], list[_Found]] = defaultdict(list)
    for one in found:
        bundles[id(one.payload), one.place].append(one)
    for (_, place), bundle in bundles.items():
        body = bundle[0].payload.only({one.change.index for one in bundle})
        await webhooks.carry(
            db, place.partner_id,
            body=body, type=bundle[0].change.field, channel_id=place.channel_id, waba_id=place.waba_id,
            client_id=place.client_id, now=now,
        )  # fmt: skip
