"""What comes back, as the documentation tells it. Meta's answers are passed on unread, so they may hold more than this."""

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType


class SentTo(msgspec.Struct):
    """Whom it went to: `input` as it was sent, `wa_id` as WhatsApp knows it."""

    input: str
    wa_id: str | UnsetType = UNSET


class SentMessage(msgspec.Struct):
    """The message; its statuses carry the same id."""

    id: str
    message_status: Literal["accepted", "held_for_quality_assessment", "paused"] | UnsetType = UNSET


class Sent(msgspec.Struct):
    """A message that Meta has taken. Of one that was marked as read: only `success`."""

    messaging_product: str | UnsetType = UNSET
    contacts: list[SentTo] | UnsetType = UNSET
    messages: list[SentMessage] | UnsetType = UNSET
    success: bool | UnsetType = UNSET


class Uploaded(msgspec.Struct):
    """Under `id` it can be sent, for 30 days."""

    id: str


class MediaOut(msgspec.Struct):
    """Where a file is, for five minutes; fetch it with the same key. Or how far an upload in pieces has come."""

    id: str | UnsetType = UNSET
    messaging_product: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    mime_type: str | UnsetType = UNSET
    sha256: str | UnsetType = UNSET
    file_size: int | str | UnsetType = UNSET


class SuccessOut(msgspec.Struct):
    success: bool


class Entity(msgspec.Struct):
    """One of the number, its WABA, its business and its app."""

    entity_type: str
    id: str
    can_send_message: str


class Health(msgspec.Struct):
    """The worst of its entities."""

    can_send_message: str
    entities: list[Entity]


class HealthStatusOut(msgspec.Struct):
    health_status: Health
    id: str | UnsetType = UNSET


class ProfileOut(msgspec.Struct):
    """What customers see of the business; what is not set is left out."""

    about: str | UnsetType = UNSET
    address: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    email: str | UnsetType = UNSET
    profile_picture_url: str | UnsetType = UNSET
    websites: list[str] | UnsetType = UNSET
    vertical: str | UnsetType = UNSET


class Profiles(msgspec.Struct):
    """One, in a list."""

    data: list[ProfileOut]
