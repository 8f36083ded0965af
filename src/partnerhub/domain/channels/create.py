"""A new channel: a phone number that onboarding found in a client's WABA."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.channels.notice import tell
from partnerhub.domain.channels.store import find_by_phone, has_room, insert
from partnerhub.kit import ids
from partnerhub.kit.problems import Conflict


class ChannelOfAnother(Conflict):
    """This phone number is already connected to another client."""

    code = "number_taken"


class LimitReached(Conflict):
    """The client has as many channels as its limit allows."""

    code = "channel_limit_reached"


async def create(
    db: Db,
    partner_id: str,
    *,
    client_id: str,
    waba_id: str,
    external_id: str,
    phone_number: str,
    phone_name: str | None,
    current_limit: str | None,
    current_quality_rating: str | None,
    is_on_biz_app: bool,
    now: datetime,
    license_model: str | None = None,
) -> str:
    """Returns the channel's id; tells `channel_created` and `channel_submitted`.

    A number the client already has gives its channel, silently.
    """
    known = await find_by_phone(db, partner_id, external_id)
    if known is not None:
        if known[1] != client_id:
            raise ChannelOfAnother
        return known[0]
    if not await has_room(db, partner_id, client_id):
        raise LimitReached
    channel_id = ids.random_id(6, "CH")
    doc = await insert(
        db,
        partner_id,
        channel_id,
        client_id=client_id,
        waba_id=waba_id,
        external_id=external_id,
        setup_info=_setup_info(phone_number, phone_name),
        current_limit=current_limit,
        current_quality_rating=current_quality_rating,
        is_on_biz_app=is_on_biz_app,
        project=msgspec.json.encode({"license_model": license_model} if license_model else {}).decode(),
        now=now,
    )
    if doc is None:
        raise ChannelOfAnother
    await tell(db, partner_id, "channel_created", doc, now)
    await tell(db, partner_id, "channel_submitted", doc, now)  # older integrations wait for this one
    return channel_id


def _setup_info(phone_number: str, phone_name: str | None) -> str:
    """`phone_number` in digits without `+`, as the wire has it (contract §7.3)."""
    digits = "".join(filter(str.isdigit, phone_number))
    info = {
        "phone_number": digits,
        "phone_name": phone_name,
        "was_in_use": False,
        "ivr": False,
        "verification_method": "sms",
    }
    return msgspec.json.encode({key: value for key, value in info.items() if value is not None}).decode()
