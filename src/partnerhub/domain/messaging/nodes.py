"""What a channel's key may name at Graph, where the WABA's token reaches further than the key does."""

from datetime import datetime, timedelta

from partnerhub.db.pool import Database
from partnerhub.domain import templates
from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.domain.messaging import store
from partnerhub.upstream.graph import Graph
from partnerhub.upstream.graph import templates as graph_api

SETTLED_AFTER = timedelta(seconds=5)  # several changes in a row are read once


async def has_template(database: Database, graph: Graph, channel: EnteredChannel, token: str, external_id: str) -> bool:
    """Whether the template is of the channel's WABA. Meta is asked about one that our rows do not have yet.

    Raises `GraphError`.
    """
    async with database.reading(channel.partner_id) as db:
        if await templates.is_known(db, channel.partner_id, channel.waba_id, external_id):
            return True
    return external_id in await graph_api.ids(graph, token, channel.waba_external_id)


async def is_managed(database: Database, channel: EnteredChannel, external_id: str) -> bool:
    """Whether the id is of a number or a WABA of the channel's partner, its own included."""
    async with database.reading(channel.partner_id) as db:
        return await store.is_managed(db, channel.partner_id, external_id)


async def templates_changed(database: Database, channel: EnteredChannel, *, now: datetime) -> None:
    """The worker reads them from Meta soon."""
    async with database.writing(channel.partner_id) as db:
        await templates.sync_soon(db, channel.partner_id, channel.waba_id, now=now, due=now + SETTLED_AFTER)
