"""Marketing templates by Meta's Marketing Messages API, for partners who set it so (contract hub-and-onboarding §1.4)."""

from collections.abc import Mapping

import msgspec

from partnerhub.db.pool import Database
from partnerhub.domain import templates
from partnerhub.domain.channel_keys import EnteredChannel

FALLBACK = msgspec.Raw(b'"CLOUD_API_FALLBACK"')  # what that API cannot carry goes the normal way, at Meta


class _Language(msgspec.Struct):
    code: str


class _Template(msgspec.Struct):
    name: str
    language: _Language


class _Message(msgspec.Struct):
    type: str = ""
    template: _Template | None = None


async def marketing_body(
    database: Database, channel: EnteredChannel, members: Mapping[str, msgspec.Raw]
) -> bytes | None:
    """What goes to the Marketing Messages API in place of this message; None when it goes the normal way."""
    if not channel.routes_marketing:
        return None
    try:
        message = msgspec.convert(msgspec.json.decode(msgspec.json.encode(members)), _Message)
    except msgspec.ValidationError:
        return None
    named = message.template
    if message.type != "template" or named is None:
        return None
    async with database.reading(channel.partner_id) as db:
        category = await templates.category_of(db, channel.partner_id, channel.waba_id, named.name, named.language.code)
    if category != "MARKETING":
        return None
    return msgspec.json.encode({"product_policy": FALLBACK, **members})
