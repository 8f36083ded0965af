"""The statuses in what was carried to a channel's receivers (contract messaging-and-meta B.6)."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime

import msgspec

from partnerhub.domain.messaging.priced import moment

SENT, DELIVERED, READ, FAILED = 1, 2, 4, 8
# Who has read it got it, whether Meta says so or not; and what failed had been sent by somebody.
STEPS = {
    "sent": SENT,
    "delivered": SENT | DELIVERED,
    "read": SENT | DELIVERED | READ,
    "played": SENT | DELIVERED | READ,
    "failed": SENT | FAILED,
}
MOST = 2**31 - 1  # PostgreSQL's integer
LONGEST = 200  # characters of an error's title


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One status. `code` and `title` are of a failure; 0 when Meta named none."""

    key: uuid.UUID
    steps: int
    day: date
    code: int = 0
    title: str = ""


class _Error(msgspec.Struct):
    code: int = 0
    title: str = ""


class _Status(msgspec.Struct):
    id: str
    status: str
    timestamp: str = ""
    recipient_participant_id: str = ""
    errors: list[_Error] = []


class _Value(msgspec.Struct):
    statuses: list[_Status] = []


class _Change(msgspec.Struct):
    field: str
    value: msgspec.Raw


class _Entry(msgspec.Struct):
    changes: list[_Change] = []


class _Envelope(msgspec.Struct):
    entry: list[_Entry] = []


def told_in(body: bytes, came: datetime) -> Iterable[Told]:
    """`came`: when it did. What is of a kind that we do not know is not counted."""
    for value in _values(body):
        try:
            statuses = msgspec.json.decode(value, type=_Value, strict=False).statuses
        except msgspec.ValidationError:
            continue
        yield from (_told(one, came) for one in statuses if one.status in STEPS)


def _values(body: bytes) -> list[msgspec.Raw]:
    try:
        entries = msgspec.json.decode(body, type=_Envelope).entry
    except msgspec.DecodeError:
        return []
    return [change.value for entry in entries for change in entry.changes if change.field == "messages"]


def _told(status: _Status, came: datetime) -> Told:
    """A message to a group has an outcome for each participant."""
    parts = (b"outcome", status.id.encode(), status.recipient_participant_id.encode())
    error = status.errors[0] if status.errors and status.status == "failed" else _Error()
    return Told(
        key=uuid.UUID(bytes=hashlib.blake2b(b"\0".join(parts), digest_size=16).digest()),
        steps=STEPS[status.status],
        day=moment(status.timestamp, came).astimezone(UTC).date(),
        code=error.code if 0 <= error.code <= MOST else 0,
        title=error.title.replace("\0", "")[:LONGEST],
    )
