"""What a channel's key changes is written down in the partner's audit log, in the transaction of the change."""

from functools import partial
from typing import Any

from litestar import Request

from partnerhub.db.pool import Database, Db
from partnerhub.domain import audit
from partnerhub.domain.audit import Origin
from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.kit import clock


def noting(request: Request[Any, Any, Any], channel: EnteredChannel, action: str) -> Database:
    """The database, with a line for every transaction that writes."""
    database: Database = request.app.state.database
    return database.ending_with(partial(_note, request, channel, action))


async def _note(request: Request[Any, Any, Any], channel: EnteredChannel, action: str, db: Db) -> None:
    scope: Any = request.scope
    address = request.client.host if request.client else None
    origin = Origin(actor=f"channel_key:{channel.channel_id}", address=address, request_id=scope.get("request_id"))
    await audit.record(db, channel.partner_id, origin, action=action, subject=channel.channel_id, now=clock.now())
