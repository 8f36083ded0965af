"""What the fields of the Partner API are called and what they mean: one line each, by field or by `Schema.field`."""

from partnerhub.surfaces.partner_api.wire.openapi.words import (
    billing,
    channels,
    clients,
    everywhere,
    partners,
    templates,
    webhooks,
)
from partnerhub.surfaces.partner_api.wire.openapi.words.word import Schema

ROOMS = (everywhere, partners, clients, channels, billing, webhooks, templates)
WORDS: dict[str, Schema] = {name: word for room in ROOMS for name, word in room.WORDS.items()}

__all__ = ["ROOMS", "WORDS"]
