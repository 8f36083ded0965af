"""What Meta says of channels: kept, and told to the partner when it makes a difference (contract partner-api §14.3).

`note` takes what was said of one number, `review` looks again at a WABA's numbers after its status changed. Both tell
`phone_number_quality_changed` for quality and limit, `channel_status_changed` for what no other event tells.
"""

from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import wabas
from partnerhub.domain.channels.at_meta import standing_store as store
from partnerhub.domain.channels.at_meta.standing_store import Access, Standing
from partnerhub.domain.channels.notice import tell
from partnerhub.upstream.graph.health import AVAILABLE, Health

WORKING = {
    None,
    "CONNECTED",
    "FLAGGED",
    "RESTRICTED",
    "RATE_LIMITED",
}  # Meta's statuses of a number that may still send


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What Meta said of a number just now; None: nothing about this."""

    current_limit: str | None = None
    current_quality_rating: str | None = None
    meta_status: str | None = None
    phone_name: str | None = None
    new_name_status: str | None = None
    is_oba: bool | None = None
    is_on_biz_app: bool | None = None
    throughput: str | None = None
    can_send_message: str | None = None
    meta_access: Access | None = None


async def note(
    db: Db, partner_id: str, channel_id: str, said: Said, *, now: datetime, health: Health | None = None
) -> None:
    """`health`: all that `can_send_message` comes from, for those who are told that it changed."""
    before = await store.lock(db, partner_id, channel_id)
    if before is None:
        return
    given = {name: value for name, value in msgspec.structs.asdict(said).items() if value is not None}
    after = msgspec.structs.replace(before, **given)
    after = msgspec.structs.replace(after, availability_status=availability(after))
    if after == before:
        return
    doc = await store.set_standing(db, partner_id, channel_id, after, now)
    if before.account_mode != "live":  # the events of its coming life show it
        return
    if _quality(after) != _quality(before):
        previous = {"previous_quality_rating": before.current_quality_rating, "previous_limit": before.current_limit}
        await tell(db, partner_id, "phone_number_quality_changed", doc, now, **previous)
    if changed := _changed(before, after):
        facts = _facts(changed, after, health)
        await tell(db, partner_id, "channel_status_changed", doc, now, changed=changed, **facts)


async def review(db: Db, partner_id: str, waba_id: str, *, now: datetime) -> None:
    for channel_id, _ in await store.of_waba(db, partner_id, waba_id):
        await note(db, partner_id, channel_id, Said(), now=now)


def availability(channel: Standing) -> str:
    """`ready`, `setting_up` or `error`."""
    if channel.waba_status in wabas.GONE or channel.meta_status not in WORKING:
        return "error"
    return "ready" if channel.account_mode == "live" else "setting_up"


def _quality(channel: Standing) -> tuple[str | None, str | None]:
    return channel.current_quality_rating, channel.current_limit


def _changed(before: Standing, after: Standing) -> list[str]:
    """Names of the fields that `channel_status_changed` is about."""
    names = (name for name in Standing.__struct_fields__ if getattr(_rest(before), name) != getattr(_rest(after), name))
    return sorted(names)


def _facts(changed: list[str], after: Standing, health: Health | None) -> dict[str, Any]:
    """What has changed and does not stand in the channel's document."""
    facts: dict[str, Any] = {}
    if "can_send_message" in changed:
        facts |= {"can_send_message": after.can_send_message, "health_status": health}
    if "meta_access" in changed:
        facts["meta_access"] = after.meta_access
    return facts


def _rest(channel: Standing) -> Standing:
    """Without what an event of its own tells, and what nobody is told. The first reading is news only if it is bad."""
    sends = channel.can_send_message or AVAILABLE
    return msgspec.structs.replace(
        channel, current_quality_rating=None, current_limit=None, throughput=None, can_send_message=sends
    )
