"""Where a channel's messages go: the webhook of a number, and that of its whole WABA (contract A.2, A.7)."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Request
from litestar.params import JSONBody

from partnerhub.domain import webhooks
from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.surfaces.messaging_api.entrance import Channel
from partnerhub.surfaces.messaging_api.noting import noting

Nothing = Annotated[list[str], msgspec.Meta(max_length=0)]


class WebhookIn(msgspec.Struct):
    """`headers`: also an empty list, as PHP writes an object without members."""

    url: str
    headers: dict[str, str] | Nothing | None = None

    @property
    def given(self) -> dict[str, str]:
        return self.headers if isinstance(self.headers, dict) else {}


class WabaWebhookIn(WebhookIn):
    """`override_all`: the WABA's webhook wins over those of its numbers."""

    override_all: bool = False


class WebhookOut(msgspec.Struct):
    url: str
    headers: dict[str, str]


class MessageOut(msgspec.Struct):
    message: str


async def read(request: Request[Any, Any, Any], channel: Channel) -> WebhookOut:
    return await _read(request, channel, "channel", channel.channel_id)


async def put(request: Request[Any, Any, Any], channel: Channel, data: JSONBody[WebhookIn]) -> WebhookOut:
    await _put(request, channel, "channel", channel.channel_id, data)
    return WebhookOut(data.url, data.given)


async def read_of_waba(request: Request[Any, Any, Any], channel: Channel) -> WebhookOut:
    return await _read(request, channel, "waba", channel.waba_id)


async def put_of_waba(request: Request[Any, Any, Any], channel: Channel, data: JSONBody[WabaWebhookIn]) -> MessageOut:
    await _put(request, channel, "waba", channel.waba_id, data, override_all=data.override_all)
    return MessageOut("The webhook URL was set and takes effect within 20 seconds; read it again before messaging")


async def remove_of_waba(request: Request[Any, Any, Any], channel: Channel) -> MessageOut:
    """Also without one: it is gone either way."""
    async with noting(request, channel, "webhook.remove").writing(channel.partner_id) as db:
        await webhooks.drop_target(db, channel.partner_id, "waba", channel.waba_id)
    return MessageOut("The webhook URL was removed")


async def _read(
    request: Request[Any, Any, Any], channel: EnteredChannel, kind: Literal["channel", "waba"], owner_id: str
) -> WebhookOut:
    """Without a webhook the URL is empty: clients read the two keys without asking whether they are there."""
    async with request.app.state.database.reading(channel.partner_id) as db:
        target = await webhooks.target(db, channel.partner_id, kind, owner_id, request.app.state.vault)
    return WebhookOut(target.url, target.headers) if target else WebhookOut("", {})


async def _put(
    request: Request[Any, Any, Any],
    channel: EnteredChannel,
    kind: Literal["channel", "waba"],
    owner_id: str,
    data: WebhookIn,
    *,
    override_all: bool = False,
) -> None:
    state = request.app.state
    webhooks.check_target(data.url, state.settings.any_target)
    async with noting(request, channel, "webhook.put").writing(channel.partner_id) as db:
        await webhooks.set_target(
            db, channel.partner_id, kind, owner_id, data.url, data.given, state.vault, override_all=override_all
        )
