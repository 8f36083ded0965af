"""What Meta says a message costs (contract messaging-and-meta B.6): noted once a message, when it is first delivered.

Meta bills what is delivered. The price stands beside `sent` and beside one of `delivered` and `read`, so `sent` is
passed over and whichever of the others comes first counts.
"""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime

import msgspec

from partnerhub.domain.messaging.split import Change
from partnerhub.kit import clock

ARRIVED = {"delivered", "read", "played"}
REGULAR = "regular"
LONGEST = 12  # digits of a time in seconds
MARK = b'"pricing"'  # most values have none and are not read again


class Price(msgspec.Struct, frozen=True):
    """One delivered message; `recipient` is a phone number in digits, or empty; `billable` is Meta's word."""

    key: uuid.UUID
    recipient: str
    category: str
    pricing_type: str
    billable: bool
    at: datetime


class _Pricing(msgspec.Struct):
    category: str
    type: str = REGULAR
    billable: bool | None = None


class _Status(msgspec.Struct):
    id: str
    status: str
    pricing: _Pricing | None = None
    timestamp: str = ""
    recipient_id: str = ""
    recipient_participant_id: str = ""


class _Value(msgspec.Struct):
    statuses: list[_Status] = []


def prices_in(change: Change, now: datetime) -> Iterable[Price]:
    if change.field == "messages" and MARK in change.value:
        for status in _read(change.value):
            if status.pricing is not None and status.status in ARRIVED:
                yield _price(status, status.pricing, now)


def _read(value: bytes) -> list[_Status]:
    try:
        return msgspec.json.decode(value, type=_Value).statuses
    except msgspec.ValidationError:  # of a kind we do not know: it is carried, but nothing is counted
        return []


def _key(status: _Status) -> uuid.UUID:
    """A message to a group is delivered, and billed, to each participant."""
    parts = (b"priced", status.id.encode(), status.recipient_participant_id.encode())
    return uuid.UUID(bytes=hashlib.blake2b(b"\0".join(parts), digest_size=16).digest())


def _price(status: _Status, pricing: _Pricing, now: datetime) -> Price:
    kind = pricing.type.lower()
    return Price(
        key=_key(status),
        recipient=_plain(status.recipient_participant_id or status.recipient_id),
        category=_plain(pricing.category.lower().replace("-", "_")),
        pricing_type=_plain(kind),
        billable=kind == REGULAR if pricing.billable is None else pricing.billable,
        at=moment(status.timestamp, now),
    )


def _plain(text: str) -> str:
    """PostgreSQL takes no NUL."""
    return text.replace("\0", "")


def moment(timestamp: str, now: datetime) -> datetime:
    """Meta's clock says on which day a message counts, unless it is not a time or lies ahead of ours."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= LONGEST):
        return now
    return clock.from_unix(min(int(timestamp), int(now.timestamp())))
