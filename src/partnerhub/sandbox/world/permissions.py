"""Whether a business may call a customer: asked by a message, given or refused by an answer (contract A.2, Calling)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from partnerhub.db.pool import Db
from partnerhub.sandbox.store import customers as store
from partnerhub.sandbox.wire.envelope import GraphError

REQUEST, REPLY = "call_permission_request", "call_permission_reply"
GIVEN_FOR = timedelta(days=7)
DAY = timedelta(days=1)
REQUESTS_A_DAY = 1


async def may_ask(db: Db, phone_id: str, customer: str, now: datetime) -> bool:
    return await store.call_asked_since(db, phone_id, customer, now - DAY) < REQUESTS_A_DAY


async def check_request(db: Db, phone_id: str, customer: str, body: dict[str, Any], now: datetime) -> None:
    """`body`: a message of the business. Raises GraphError 138009 when it asks too often."""
    if (body.get("interactive") or {}).get("type") == REQUEST and not await may_ask(db, phone_id, customer, now):
        raise GraphError(138009, "This person was asked for the permission to call within the last 24 hours.")


def reply(now: datetime, *, yes: bool, by: str = "user_action") -> dict[str, Any]:
    """What the customer's answer says. `by`: automatic, when the customer called."""
    if not yes:
        return {"type": REPLY, REPLY: {"response": "reject", "response_source": by}}
    until = int((now + GIVEN_FOR).timestamp())
    return {"type": REPLY, REPLY: {"response": "accept", "expiration_timestamp": until, "response_source": by}}


async def heed(db: Db, phone_id: str, customer: str, content: dict[str, Any], now: datetime) -> None:
    """`content`: what a customer writes; an answer of this kind holds from now on."""
    interactive = content.get("interactive")
    if not isinstance(interactive, dict) or interactive.get("type") != REPLY:
        return
    said = interactive.get(REPLY) or {}
    if said.get("response") == "accept":
        until = said.get("expiration_timestamp")
        given = datetime.fromtimestamp(int(until), UTC) if until else now + GIVEN_FOR
        await store.let_call(db, phone_id, customer, given)
    else:
        await store.forbid_calls(db, phone_id, customer)
