"""The end of Embedded Signup: a WABA is shared with the app, and a code proves it (B.1)."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.kit.ids import random_id
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.store import codes, tokens, wabas
from partnerhub.sandbox.world import webhooks

CODE_LIFE = timedelta(seconds=30)
CODE_LENGTH = 190
PARTNER_BUSINESS = "121000000000001"  # the portfolio of the app's own owner
CLIENT_USER = "122000000000002"  # who clicks through the dialog


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What the browser is told."""

    code: str
    waba_id: str
    business_id: str
    phone_number_id: str | None

    @property
    def data(self) -> dict[str, Any]:
        """`data` of the WA_EMBEDDED_SIGNUP message."""
        phone = {"phone_number_id": self.phone_number_id} if self.phone_number_id else {}
        return {**phone, "waba_id": self.waba_id, "business_id": self.business_id}


async def share(db: Db, config: Config, waba_id: str, phone_id: str | None, now: datetime) -> Outcome:
    """The code reaches this WABA first, then those of the same business that were shared before."""
    waba = await wabas.find(db, waba_id)
    if waba is None:
        raise LookupError(waba_id)
    earlier = await tokens.granted(db, waba["business_id"], besides=waba_id)
    code = "AQ" + random_id(CODE_LENGTH)
    await codes.add(db, code, CLIENT_USER, [waba_id, *earlier], now + CODE_LIFE)
    info = {"waba_id": waba_id, "owner_business_id": waba["business_id"], "partner_app_id": config.app_id}
    await webhooks.tell_app(
        db, config, PARTNER_BUSINESS, "account_update", {"event": "PARTNER_ADDED", "waba_info": info}, now
    )
    return Outcome(code=code, waba_id=waba_id, business_id=waba["business_id"], phone_number_id=phone_id)
