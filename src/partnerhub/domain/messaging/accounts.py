"""What Meta says about a whole WABA (contract messaging-and-meta B.6): recorded, by the name of the field.

A field that changes something here (`account_update`, `phone_number_quality_update`, …) is taken in at this place:
one function a field.
"""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain.messaging import store
from partnerhub.domain.messaging.split import Change
from partnerhub.domain.messaging.store import Place


async def take_in(db: Db, place: Place, change: Change, now: datetime) -> None:
    await store.insert_update(db, place.partner_id, place.waba_id, field=change.field, body=change.value, now=now)
