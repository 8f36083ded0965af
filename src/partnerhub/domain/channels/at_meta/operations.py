"""What a partner changes about a channel at Meta (contract partner-api §7.4). Meta is asked with no transaction open."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from partnerhub.db.pool import Database
from partnerhub.domain import wabas
from partnerhub.domain.channels.at_meta.standing import Said, note
from partnerhub.domain.channels.at_meta.sync import want_sync
from partnerhub.domain.channels.cancellation import NoSuchChannel
from partnerhub.domain.channels.store import GONE, find_doc, find_place, set_ctwa
from partnerhub.domain.wabas import Line
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Conflict
from partnerhub.upstream.graph import Graph, numbers
from partnerhub.upstream.graph.numbers import Commerce


class ChannelTerminated(Conflict):
    """The channel is terminated."""

    code = "channel_terminated"


class Reached(msgspec.Struct, frozen=True):
    """A channel, and its way to Meta: `number_id` is Meta's."""

    channel_id: str
    number_id: str
    line: Line

    async def doc(self) -> bytes:
        async with self.line.reading() as db:
            return await find_doc(db, self.line.partner_id, self.channel_id) or b""


async def reach(
    database: Database, graph: Graph, vault: Vault, partner_id: str, client_id: str, channel_id: str
) -> Reached:
    """Raises NoSuchChannel, ChannelTerminated, wabas.NotConnected."""
    async with database.reading(partner_id) as db:
        place = await find_place(db, partner_id, client_id, channel_id)
    if place is None:
        raise NoSuchChannel
    if place["hub_status"] in GONE:
        raise ChannelTerminated
    line = await wabas.opened(database, graph, vault, partner_id, place["waba_id"])
    return Reached(channel_id, place["external_id"], line)


async def ask_name(channel: Reached, name: str, *, clock: Callable[[], datetime]) -> bytes:
    """The new display name waits for Meta's review; returns the channel's document."""
    line = channel.line
    await numbers.ask_name(line.graph, line.token, channel.number_id, name)
    async with line.writing() as db:
        now = clock()
        await note(db, line.partner_id, channel.channel_id, Said(new_name_status="PENDING_REVIEW"), now=now)
        await want_sync(db, line.partner_id, channel.channel_id, now)
    return await channel.doc()


async def enable_ctwa(channel: Reached, *, clock: Callable[[], datetime]) -> bytes:
    """Events of click-to-WhatsApp ads go to the WABA's dataset at Meta."""
    line = channel.line
    dataset_id = await numbers.dataset(line.graph, line.token, line.external_id)
    async with line.writing() as db:
        await set_ctwa(db, line.partner_id, channel.channel_id, dataset_id, clock())
    return await channel.doc()


async def disable_ctwa(channel: Reached, *, clock: Callable[[], datetime]) -> bytes:
    """The dataset stays at Meta, with what is in it."""
    line = channel.line
    async with line.writing() as db:
        await set_ctwa(db, line.partner_id, channel.channel_id, None, clock())
    return await channel.doc()


async def commerce_settings(channel: Reached) -> list[Commerce]:
    return await numbers.commerce_settings(channel.line.graph, channel.line.token, channel.number_id)


async def set_commerce(channel: Reached, **switches: bool) -> None:
    await numbers.set_commerce(channel.line.graph, channel.line.token, channel.number_id, **switches)
