"""A channel's API key (contract partner-api §8)."""

from typing import Any

import msgspec
from litestar import Request
from litestar.params import FromPath

from partnerhub.domain import channel_keys
from partnerhub.domain.channel_keys import ChannelKey
from partnerhub.kit import clock
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.errors import Done, done

MASK = "*" * 24


class ChannelKeyOut(msgspec.Struct, kw_only=True):
    """`address` is where this key is good: the base URL of the Messaging API."""

    id: str
    address: str
    api_key: str
    app_id: str


class ChannelKeysOut(msgspec.Struct):
    api_keys: list[ChannelKeyOut]


async def create(request: Request[Any, Any, Any], caller: Who, db: Tenant, channel_id: FromPath[str]) -> ChannelKeyOut:
    vault = request.app.state.vault
    key, secret = await channel_keys.create(db, caller.partner_id, channel_id, vault=vault, now=clock.now())
    return _out(request, key, secret)


async def read(request: Request[Any, Any, Any], caller: Who, db: Tenant, channel_id: FromPath[str]) -> ChannelKeysOut:
    keys = await channel_keys.live(db, caller.partner_id, channel_id)
    return ChannelKeysOut([_out(request, key, key.hint + MASK) for key in keys])


async def end(caller: Who, db: Tenant, channel_id: FromPath[str]) -> Done:
    await channel_keys.end(db, caller.partner_id, channel_id, now=clock.now())
    return done("The channel's API key was deleted")


def _out(request: Request[Any, Any, Any], key: ChannelKey, shown: str) -> ChannelKeyOut:
    address: str = request.app.state.settings.messaging_base
    return ChannelKeyOut(id=key.id, address=address, api_key=shown, app_id=key.app_id)
