"""What Meta says about one number of a WABA without its id: found by its digits (contract messaging-and-meta B.6).

Such a webhook often tells less than has changed (a flagged number's new quality is not in it), so Meta is also asked.
"""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import channels
from partnerhub.domain.channels import Said
from partnerhub.domain.messaging.store import Place

LIMITS = {
    50: "TIER_50", 250: "TIER_250", 1000: "TIER_1K", 2000: "TIER_2K", 10_000: "TIER_10K", 100_000: "TIER_100K",
    -1: "TIER_UNLIMITED",
}  # fmt: skip
NAMES = {  # Meta's decision on a display name: the status it has then
    "APPROVED": "APPROVED",
    "REJECTED": "DECLINED",
    "PENDING": "PENDING_REVIEW",
    "DEFERRED": "PENDING_REVIEW",
}


class Quality(msgspec.Struct):
    display_phone_number: str
    current_limit: str | None = None
    max_daily_conversations_per_business: int | str | None = None


class Name(msgspec.Struct):
    display_phone_number: str
    decision: str
    requested_verified_name: str | None = None


class Capability(msgspec.Struct):
    """The limit is of the business portfolio, and so of all its numbers; an older form has it for each number."""

    max_daily_conversations_per_business: int | str | None = None
    max_daily_conversation_per_phone: int | str | None = None


async def quality_update(db: Db, place: Place, value: bytes, now: datetime) -> None:
    update = msgspec.json.decode(value, type=Quality)
    said = Said(current_limit=_limit(update.max_daily_conversations_per_business) or _limit(update.current_limit))
    await _note(db, place, update.display_phone_number, said, now)


async def name_update(db: Db, place: Place, value: bytes, now: datetime) -> None:
    update = msgspec.json.decode(value, type=Name)
    approved = update.decision == "APPROVED"
    said = Said(
        new_name_status=NAMES.get(update.decision), phone_name=update.requested_verified_name if approved else None
    )
    await _note(db, place, update.display_phone_number, said, now)


async def capability_update(db: Db, place: Place, value: bytes, now: datetime) -> None:
    update = msgspec.json.decode(value, type=Capability)
    given = update.max_daily_conversations_per_business or update.max_daily_conversation_per_phone
    for channel_id, _ in await channels.of_waba(db, place.partner_id, place.waba_id):
        await channels.note(db, place.partner_id, channel_id, Said(current_limit=_limit(given)), now=now)


async def alert(db: Db, place: Place, _value: bytes, now: datetime) -> None:
    """An official business account, more capability: what it is, Meta says when it is asked."""
    for channel_id, _ in await channels.of_waba(db, place.partner_id, place.waba_id):
        await channels.want_sync(db, place.partner_id, channel_id, now)


async def _note(db: Db, place: Place, display_phone_number: str, said: Said, now: datetime) -> None:
    digits = "".join(filter(str.isdigit, display_phone_number))
    for channel_id, number in await channels.of_waba(db, place.partner_id, place.waba_id):
        if number == digits:
            await channels.note(db, place.partner_id, channel_id, said, now=now)
            await channels.want_sync(db, place.partner_id, channel_id, now)


def _limit(given: int | str | None) -> str | None:
    """Meta has written limits as numbers and as words; what is not set is nothing said."""
    if isinstance(given, int):
        return LIMITS.get(given)
    return given if given and given.startswith("TIER_") else None
