"""What partners change about a channel at Meta (contract partner-api §7.4).

The original's path and body for the display name, and its answers for click-to-WhatsApp ads, are not known; these are ours.
"""

from typing import Annotated

import msgspec
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation

from partnerhub.domain.channels.at_meta import operations
from partnerhub.domain.channels.at_meta.operations import Reached
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.partner_api.channels import ChannelOut
from partnerhub.surfaces.partner_api.wire.entrance import Rows, Secrets, Upstream
from partnerhub.surfaces.partner_api.wire.lists import document
from partnerhub.surfaces.partner_api.wire.openapi.telling import told
from partnerhub.upstream.graph.numbers import Commerce

Channel = NamedDependency[SkipValidation[Reached]]
NAME = msgspec.Meta(min_length=1, max_length=512, description="As customers shall see it, once Meta has approved it.")


class DisplayNameIn(msgspec.Struct):
    new_display_name: Annotated[str, NAME]


class CommerceOut(msgspec.Struct):
    """As Meta has it."""

    data: list[Commerce]


class CommerceIn(msgspec.Struct, omit_defaults=True):
    """At least one."""

    is_cart_enabled: bool | None = None
    is_catalog_visible: bool | None = None


EITHER = [
    {"required": [name], "properties": {name: {"not": {"type": "null"}}}}
    for name in ("is_cart_enabled", "is_catalog_visible")
]
Commercial = Annotated[CommerceIn, told(anyOf=EITHER)]


class Success(msgspec.Struct):
    success: bool


async def reached(
    rows: Rows, graph: Upstream, vault: Secrets, client_id: FromPath[str], channel_id: FromPath[str]
) -> Reached:
    return await operations.reach(rows.database, graph, vault, rows.partner_id, client_id, channel_id)


async def rename(channel: Channel, data: JSONBody[DisplayNameIn]) -> ChannelOut:
    return document(await operations.ask_name(channel, data.new_display_name, clock=clock.now))


async def enable_ctwa(channel: Channel) -> ChannelOut:
    return document(await operations.enable_ctwa(channel, clock=clock.now))


async def disable_ctwa(channel: Channel) -> ChannelOut:
    return document(await operations.disable_ctwa(channel, clock=clock.now))


async def read_commerce(channel: Channel) -> CommerceOut:
    return CommerceOut(await operations.commerce_settings(channel))


async def change_commerce(channel: Channel, data: JSONBody[Commercial]) -> Success:
    given: dict[str, bool] = msgspec.to_builtins(data)
    if not given:
        raise BadInput("is_cart_enabled or is_catalog_visible is required.", field="is_cart_enabled")
    await operations.set_commerce(channel, **given)
    return Success(success=True)
