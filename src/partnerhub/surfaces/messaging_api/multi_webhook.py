"""Up to three further destinations of a number (contract messaging-and-meta A.2, A.7)."""

from typing import Any

import msgspec
from litestar import Request
from litestar.params import JSONBody

from partnerhub.domain.webhooks import destinations
from partnerhub.domain.webhooks.destinations import Destination, MultiWebhook
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.messaging_api.entrance import Channel
from partnerhub.surfaces.messaging_api.noting import noting
from partnerhub.surfaces.messaging_api.webhook import MessageOut


class SwitchIn(msgspec.Struct):
    """With `destinations`, these are the destinations from now on."""

    enabled: bool
    destinations: list[Destination] | None = None


class AppendIn(msgspec.Struct):
    destinations: list[Destination]


class ChangeIn(msgspec.Struct):
    """What is left out stays."""

    name: str
    url: str | None = None
    headers: dict[str, str] | None = None


class NoName(BadInput):
    """Name the destination to remove."""


async def read(request: Request[Any, Any, Any], channel: Channel) -> MultiWebhook:
    state = request.app.state
    async with state.database.reading(channel.partner_id) as db:
        return await destinations.multi_webhook(db, channel.partner_id, channel.channel_id, state.vault)


async def switch(request: Request[Any, Any, Any], channel: Channel, data: JSONBody[SwitchIn]) -> MessageOut:
    state = request.app.state
    destinations.check(data.destinations or [], any_target=state.settings.any_target)
    async with noting(request, channel, "multi_webhook.switch").writing(channel.partner_id) as db:
        if data.enabled:
            await destinations.enable(db, channel.partner_id, channel.channel_id, data.destinations, state.vault)
        else:
            await destinations.disable(db, channel.partner_id, channel.channel_id)
    return MessageOut(f"Multi-webhook is {'enabled' if data.enabled else 'disabled'}")


async def append(request: Request[Any, Any, Any], channel: Channel, data: JSONBody[AppendIn]) -> MessageOut:
    state = request.app.state
    destinations.check(data.destinations, any_target=state.settings.any_target)
    async with noting(request, channel, "multi_webhook.append").writing(channel.partner_id) as db:
        await destinations.append(db, channel.partner_id, channel.channel_id, data.destinations, state.vault)
    return MessageOut("The destinations were added")


async def change(request: Request[Any, Any, Any], channel: Channel, data: JSONBody[ChangeIn]) -> MessageOut:
    state = request.app.state
    async with noting(request, channel, "multi_webhook.change").writing(channel.partner_id) as db:
        kept = await destinations.get(db, channel.partner_id, channel.channel_id, data.name, state.vault)
        url = kept.url if data.url is None else data.url
        changed = Destination(data.name, url, kept.headers if data.headers is None else data.headers)
        destinations.check([changed], any_target=state.settings.any_target)
        await destinations.change(db, channel.partner_id, channel.channel_id, changed, state.vault)
    return MessageOut("The destination was changed")


async def remove(request: Request[Any, Any, Any], channel: Channel) -> MessageOut:
    """How it is named is not written: in the query, or in the body as for PATCH."""
    name = request.query_params.get("name") or _name_in(await request.body())
    async with noting(request, channel, "multi_webhook.remove").writing(channel.partner_id) as db:
        await destinations.remove(db, channel.partner_id, channel.channel_id, name)
    return MessageOut("The destination was removed")


def _name_in(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=ChangeIn).name
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NoName(field="name") from error
