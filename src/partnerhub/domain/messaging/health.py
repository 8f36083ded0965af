"""The health of a channel's line, as the old host told it; asked of Graph every five minutes at most."""

from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Database
from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.domain.messaging import store
from partnerhub.upstream.graph import Graph

GOOD_FOR = timedelta(minutes=5)
FIELDS = "status,platform_type,code_verification_status"
ANY_OTHER = "connected"  # FLAGGED, RESTRICTED, RATE_LIMITED: the line stands, Meta limits what goes through it
GATEWAY_STATUS = {
    "PENDING": "connecting",
    "UNVERIFIED": "uninitialized",
    "DISCONNECTED": "disconnected",
    "OFFLINE": "disconnected",
    "BANNED": "unregistered",
    "DELETED": "unregistered",
    "MIGRATED": "unregistered",
}


async def cached_health(
    database: Database, graph: Graph, channel: EnteredChannel, *, token: str, now: datetime
) -> bytes:
    """JSON of `{"health": {"gateway_status": …}, "meta": {…}}` (contract A.2). Raises `GraphError`; not kept."""
    async with database.reading(channel.partner_id) as db:
        kept = await store.health_since(db, channel.partner_id, channel.channel_id, now - GOOD_FOR)
    if kept is not None:
        return kept.encode()
    node = await graph.call("GET", f"/{channel.phone_number_id}", token=token, params={"fields": FIELDS})
    health = {
        "health": {"gateway_status": gateway_status(str(node.get("status", "")), str(node.get("platform_type", "")))},
        "meta": {"api_status": "stable", "version": graph.version},
    }
    told = msgspec.json.encode(health)
    async with database.writing(channel.partner_id) as db:
        await store.keep_health(db, channel.partner_id, channel.channel_id, told.decode(), now)
    return told


def gateway_status(status: str, platform_type: str) -> str:
    """Meta's status of a number in the five words of the old API."""
    if platform_type == "NOT_APPLICABLE":  # the number is on no platform: nobody registered it
        return "unregistered"
    return GATEWAY_STATUS.get(status, ANY_OTHER)
