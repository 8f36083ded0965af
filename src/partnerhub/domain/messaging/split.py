"""Meta's webhook taken apart: an envelope holds many changes, each for one number or one WABA (contract B.6).

    {"object": "whatsapp_business_account", "entry": [{"id": WABA, "changes": [{"field": …, "value": {…}}]}]}

Values are never decoded and encoded again: what leaves us has the bytes that came, unknown fields included.
"""

import hashlib
import uuid
from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

import msgspec

from partnerhub.kit.problems import BadInput

LONGEST_FIELD = 100  # characters; Meta's are below 40
Members = dict[str, msgspec.Raw]
T = TypeVar("T", bound=msgspec.Struct)


class Malformed(BadInput):
    """The body is not a webhook of the WhatsApp platform."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One update. `keys` are the same when Meta sends it again; without `phone_number_id` it concerns the WABA."""

    entry: int
    field: str
    value: bytes
    raw: bytes
    waba: str
    phone_number_id: str | None
    keys: tuple[uuid.UUID, ...]


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    body: bytes
    top: Members
    entries: list[Members]
    changes: list[Change]

    @property
    def of_accounts(self) -> list[Change]:
        """Those that concern a WABA as a whole."""
        return [change for change in self.changes if change.phone_number_id is None]

    def only(self, kept: Sequence[Change]) -> bytes:
        """The envelope with only these of its changes, in their order; with all of them it is the very body that came."""
        if len(kept) == len(self.changes):
            return self.body
        entries: list[Members] = []
        for number, changes in groupby(kept, key=lambda change: change.entry):
            raw = [msgspec.Raw(change.raw) for change in changes]
            entries.append({**self.entries[number], "changes": msgspec.Raw(msgspec.json.encode(raw))})
        return msgspec.json.encode({**self.top, "entry": entries})


def taken_apart(body: bytes) -> Payload:
    """Raises `Malformed`."""
    try:
        top = msgspec.json.decode(body, type=Members)
        entries = msgspec.json.decode(top.get("entry", b"[]"), type=list[Members])
        found = [
            (number, entry, raw)
            for number, entry in enumerate(entries)
            for raw in msgspec.json.decode(entry.get("changes", b"[]"), type=list[msgspec.Raw])
        ]
        changes = [_change(*one) for one in found]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed from error
    return Payload(body=body, top=top, entries=entries, changes=changes)


class _Change(msgspec.Struct):
    field: str
    value: msgspec.Raw


class _Metadata(msgspec.Struct):
    phone_number_id: str


class _Message(msgspec.Struct):
    id: str


class _Status(msgspec.Struct):
    id: str
    status: str
    recipient_participant_id: str = ""


class _Waba(msgspec.Struct):
    waba_id: str | None = None


class _Whose(msgspec.Struct):
    """Settings of a number (field `account_settings_update`) name it in a place of their own."""

    metadata: _Metadata | None = None
    phone_number_settings: _Metadata | None = None
    waba_info: _Waba | None = None

    @property
    def phone_number_id(self) -> str | None:
        named = self.metadata or self.phone_number_settings
        return named.phone_number_id if named else None


class _Told(msgspec.Struct):
    messages: list[_Message] = []
    statuses: list[_Status] = []


def _change(number: int, entry: Members, raw: msgspec.Raw) -> Change:
    change = msgspec.json.decode(raw, type=_Change)
    if len(change.field) > LONGEST_FIELD or not change.field.isprintable():
        raise Malformed
    whose, told = _read(change.value, _Whose), _read(change.value, _Told)
    # PARTNER_ADDED and its like come on the partner's own entry and name the client's WABA inside.
    waba = whose.waba_info and whose.waba_info.waba_id
    return Change(
        entry=number,
        field=change.field,
        value=bytes(change.value),
        raw=bytes(raw),
        waba=waba or str(msgspec.json.decode(entry.get("id", b'""'))),
        phone_number_id=whose.phone_number_id,
        keys=tuple(_keys(change.field, told)) or (_key(bytes(entry.get("time", b"")), bytes(raw)),),
    )


def _read(value: msgspec.Raw, kind: type[T]) -> T:
    """A field we do not know may use these names in its own way: then nothing is read."""
    try:
        return msgspec.json.decode(value, type=kind)
    except msgspec.ValidationError:
        return kind()


def _keys(field: str, told: _Told) -> list[uuid.UUID]:
    messages = [_key(field.encode(), b"message", one.id.encode()) for one in told.messages]
    return messages + [
        # A message to a group has one status for each participant.
        _key(field.encode(), one.status.encode(), one.id.encode(), one.recipient_participant_id.encode())
        for one in told.statuses
    ]


def _key(*parts: bytes) -> uuid.UUID:
    return uuid.UUID(bytes=hashlib.blake2b(b"\0".join(parts), digest_size=16).digest())
