"""What Meta decides about a whole account (contract messaging-and-meta B.6, account_update): its standing, and who is told."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import channels, wabas
from partnerhub.domain.messaging.store import Place

NO_TEMPLATES = "RESTRICTED_BIZ_INITIATED_MESSAGING"


class _Violation(msgspec.Struct):
    violation_type: str


class _Ban(msgspec.Struct):
    waba_ban_state: str
    waba_ban_date: str | None = None


class Update(msgspec.Struct):
    """`restriction_info` is told as it came; only what is acted on is read from it."""

    event: str
    violation_info: _Violation | None = None
    restriction_info: list[dict[str, Any]] = []
    ban_info: _Ban | None = None


async def account_update(db: Db, place: Place, value: bytes, now: datetime) -> None:
    update = msgspec.json.decode(value, type=Update)
    if act := ACTS.get(update.event):
        await act(db, place, update, now)
        await channels.review(db, place.partner_id, place.waba_id, now=now)
        await _ask_anew(db, place, now)


async def account_review(db: Db, place: Place, value: bytes, now: datetime) -> None:
    decision = msgspec.json.decode(value, type=dict[str, Any]).get("decision", "")
    await wabas.review(db, place.partner_id, place.waba_id, decision, now=now)
    await channels.review(db, place.partner_id, place.waba_id, now=now)
    await _ask_anew(db, place, now)


async def _violated(db: Db, place: Place, update: Update, now: datetime) -> None:
    await wabas.set_status(db, place.partner_id, place.waba_id, "account_violation", now=now)
    kind = update.violation_info.violation_type if update.violation_info else None
    await channels.warn(db, place.partner_id, place.waba_id, "account_violation", {"violation_type": kind}, now=now)


async def _restricted(db: Db, place: Place, update: Update, now: datetime) -> None:
    kinds = [str(one.get("restriction_type", "")) for one in update.restriction_info]
    await wabas.set_status(
        db, place.partner_id, place.waba_id, "account_restriction", now=now, restricted_until=_end(update)
    )
    kind = update.violation_info.violation_type if update.violation_info else next(iter(kinds), None)
    facts = {"violation_type": kind, "restriction_info": update.restriction_info}
    await channels.warn(db, place.partner_id, place.waba_id, "account_restriction", facts, now=now)
    if NO_TEMPLATES in kinds:
        await channels.block_templates_of_waba(db, place.partner_id, place.waba_id, "restriction", now=now)


def _end(update: Update) -> datetime | None:
    """The latest end, in Unix seconds at Meta; None when one of them has none."""
    ends = [str(one.get("expiration") or "") for one in update.restriction_info]
    if not ends or not all(end.isdecimal() for end in ends):
        return None
    return datetime.fromtimestamp(max(map(int, ends)), UTC)


async def _banned(db: Db, place: Place, update: Update, now: datetime) -> None:
    """A ban comes in up to three steps: announced, in force, taken back."""
    if update.ban_info is None:
        return
    state, date = update.ban_info.waba_ban_state, update.ban_info.waba_ban_date
    if state == "REINSTATE":
        await wabas.set_status(db, place.partner_id, place.waba_id, "approved", now=now)
        for reason in ("ban", "restriction"):
            await channels.unblock_templates_of_waba(db, place.partner_id, place.waba_id, reason, now=now)
        return
    facts = {"violation_type": state, "ban_info": {"waba_ban_state": state, "waba_ban_date": date}}
    if state == "DISABLE":
        await wabas.set_status(db, place.partner_id, place.waba_id, "account_banned", now=now)
        await channels.warn(db, place.partner_id, place.waba_id, "account_restriction", facts, now=now)
        await channels.block_templates_of_waba(db, place.partner_id, place.waba_id, "ban", now=now)
    else:
        await wabas.set_status(db, place.partner_id, place.waba_id, "account_violation", now=now)
        await channels.warn(db, place.partner_id, place.waba_id, "account_violation", facts, now=now)


async def _removed(db: Db, place: Place, _update: Update, now: datetime) -> None:
    await wabas.remove(db, place.partner_id, place.waba_id, now=now)


async def _offboarded(db: Db, place: Place, _update: Update, now: datetime) -> None:
    await wabas.set_status(db, place.partner_id, place.waba_id, "account_offboarded", now=now)


async def _reconnected(db: Db, place: Place, _update: Update, now: datetime) -> None:
    await wabas.set_status(db, place.partner_id, place.waba_id, "account_reconnected", now=now)


async def _ask_anew(db: Db, place: Place, now: datetime) -> None:
    """What became of its numbers and their messages, Meta says when it is asked; else it would be known in hours."""
    for channel_id, _ in await channels.of_waba(db, place.partner_id, place.waba_id):
        await channels.want_sync(db, place.partner_id, channel_id, now)


async def _marketing_terms(db: Db, place: Place, _update: Update, now: datetime) -> None:
    settings = {"marketing_messages_lite_api_status": "ONBOARDED"}
    await wabas.merge_settings(db, place.partner_id, place.waba_id, settings, now=now)


Act = Callable[[Db, Place, Update, datetime], Awaitable[None]]
ACTS: dict[str, Act] = {
    "ACCOUNT_VIOLATION": _violated,
    "ACCOUNT_RESTRICTION": _restricted,
    "DISABLED_UPDATE": _banned,
    "PARTNER_REMOVED": _removed,
    "ACCOUNT_DELETED": _removed,
    "ACCOUNT_OFFBOARDED": _offboarded,
    "ACCOUNT_RECONNECTED": _reconnected,
    "MM_LITE_TERMS_SIGNED": _marketing_terms,
}
