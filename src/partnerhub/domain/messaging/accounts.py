"""What Meta says about a whole WABA (contract messaging-and-meta B.6): recorded, and taken in by the field's function."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import msgspec
import structlog

from partnerhub.db.pool import Db
from partnerhub.domain import templates
from partnerhub.domain.messaging import enforcement, numbers, store
from partnerhub.domain.messaging.split import Change
from partnerhub.domain.messaging.store import Place

log = structlog.get_logger("messaging")

Take = Callable[[Db, Place, bytes, datetime], Awaitable[None]]
FIELDS: dict[str, Take] = {
    "account_update": enforcement.account_update,
    "account_review_update": enforcement.account_review,
    "account_alerts": numbers.alert,
    "business_capability_update": numbers.capability_update,
    "phone_number_name_update": numbers.name_update,
    "phone_number_quality_update": numbers.quality_update,
}


Found = tuple[Place, Change]


async def placed(db: Db, changes: Sequence[Change]) -> list[Found]:
    """Without those of WABAs that are not ours."""
    places = await store.places_of_wabas(db, {change.waba for change in changes})
    return [(place, change) for change in changes if (place := places.get(change.waba))]


async def not_seen(db: Db, found: Sequence[Found], now: datetime) -> list[Found]:
    """From now on they are seen."""
    new = await store.see(db, [(place.partner_id, key) for place, change in found for key in change.keys], now)
    fresh: list[Found] = []
    for place, change in found:
        keys = {(place.partner_id, key) for key in change.keys}
        if keys & new:
            fresh.append((place, change))
            new -= keys
    return fresh


async def take_in(db: Db, place: Place, change: Change, now: datetime) -> None:
    """A value of another form than is documented is recorded all the same: Meta would send it again for days."""
    await store.insert_update(db, place.partner_id, place.waba_id, field=change.field, body=change.value, now=now)
    try:
        if take := FIELDS.get(change.field):
            await take(db, place, change.value, now)
        await templates.hear(db, place.partner_id, place.waba_id, change.field, change.value, now)
    except msgspec.ValidationError:
        log.exception("update_not_understood", field=change.field, waba_id=place.waba_id)
