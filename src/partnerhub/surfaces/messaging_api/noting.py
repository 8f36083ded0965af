"""What a channel's key changes is written down in the partner's audit log, in the transaction of the change.

Where only Meta has what was changed, the line is written once Meta has said yes.
"""

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import Any

import msgspec
from litestar import Request, Response

from partnerhub.db.pool import Database, Db
from partnerhub.domain import audit
from partnerhub.domain.audit import Origin
from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.kit import clock


def noting(request: Request[Any, Any, Any], channel: EnteredChannel, action: str, *, quiet: bool = False) -> Database:
    """The database, with a line for every transaction that writes; `quiet`: only when it changes what the log tells of."""
    database: Database = request.app.state.database
    return database.ending_with(
        partial(_note, request, channel, action, audit.record_changes if quiet else audit.record)
    )


HTTP_ERROR = 400
ACTIONS = {  # what only Meta has, by how the path begins
    "/groups": "groups.change",
    "/calling/settings": "calling.change",
    "/conversational_automation": "automation.change",
    "/whatsapp_business_profile": "profile.change",
    "/v1/settings": "profile.change",
    "/block_users": "blocked_users.change",
    "/whatsapp_business_encryption": "encryption.change",
    "/whatsapp_commerce_settings": "commerce.change",
    "/business_compliance_info": "compliance.change",
    "/message_qrdls": "qr_codes.change",
    "/marketing/dataset": "dataset.change",
    "/marketing/{node_id}/dataset": "dataset.change",
    "/marketing/template_analytics": "insights.change",
}


def action_of(method: str, path: str) -> str:
    """Empty: nothing that stays is changed, or `noting` is used where it is."""
    return "" if method == "GET" else next((what for start, what in ACTIONS.items() if path.startswith(start)), "")


def noted(serve: Callable[..., Awaitable[Any]], action: str) -> Callable[..., Awaitable[Any]]:
    """`serve`, which takes the request and the channel, and a line when it went well."""

    @wraps(serve)
    async def serve_and_note(request: Request[Any, Any, Any], channel: EnteredChannel, **given: Any) -> Any:
        answer = await serve(request=request, channel=channel, **given)
        if not isinstance(answer, Response) or (answer.status_code or 0) < HTTP_ERROR:
            async with noting(request, channel, action).writing(channel.partner_id):
                pass
        return answer

    return serve_and_note


async def _note(
    request: Request[Any, Any, Any], channel: EnteredChannel, action: str, record: Callable[..., Awaitable[Any]], db: Db
) -> None:
    scope: Any = request.scope
    address = request.client.host if request.client else None
    origin = Origin(actor=f"channel_key:{channel.channel_id}", address=address, request_id=scope.get("request_id"))
    detail = msgspec.json.encode({"call": f"{request.method} {request.url.path}"}).decode()
    subject, now = channel.channel_id, clock.now()
    await record(db, channel.partner_id, origin, action=action, subject=subject, now=now, detail=detail)
