"""Two partners begin and end a solution: one asks, the other answers, and webhooks tell the app (B.6, partner_solutions).

The app plays one of them by the Graph; the other one is played by the control API.
"""

from datetime import datetime

from partnerhub.db.pool import Db, Row
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.graph.solutions import store
from partnerhub.sandbox.wire.envelope import GraphError, no_such_object
from partnerhub.sandbox.world import webhooks
from partnerhub.sandbox.world.signup import PARTNER_BUSINESS

FIELD = "partner_solutions"
BY_US, BY_THEM = "asked by us", "asked by them"
NOTHING_TO_ANSWER = "There is no pending request of the other partner for this Multi-Partner Solution."


async def held(db: Db, solution_id: str) -> Row:
    row = await store.locked(db, solution_id)
    if row is None:
        raise no_such_object("POST", solution_id)
    return row


async def answer_beginning(db: Db, config: Config, row: Row, now: datetime, *, by_us: bool, yes: bool) -> str:
    """Whoever does not own the solution answers the invitation to it. Returns the status."""
    if row["status"] != "INITIATED" or row["ours"] is by_us:
        raise GraphError(100, title=NOTHING_TO_ANSWER)
    return await _become(db, config, row["id"], "ACTIVE" if yes else "REJECTED", None, now)


async def ask_to_end(db: Db, config: Config, row: Row, now: datetime, *, by_us: bool) -> None:
    if row["status"] != "ACTIVE" or row["ending"]:
        raise GraphError(
            100, title="Only an active Multi-Partner Solution without a pending request can be deactivated."
        )
    await _become(db, config, row["id"], "ACTIVE", BY_US if by_us else BY_THEM, now)


async def answer_ending(db: Db, config: Config, row: Row, now: datetime, *, by_us: bool, yes: bool) -> None:
    if row["ending"] != (BY_THEM if by_us else BY_US):
        raise GraphError(100, title=NOTHING_TO_ANSWER)
    await _become(db, config, row["id"], "DEACTIVATED" if yes else "ACTIVE", None, now)


async def _become(db: Db, config: Config, solution_id: str, status: str, ending: str | None, now: datetime) -> str:
    await store.become(db, solution_id, status, ending)
    await tell(db, config, solution_id, "SOLUTION_UPDATED", "PENDING_DEACTIVATION" if ending else status, now)
    return status


async def tell(db: Db, config: Config, solution_id: str, event: str, status: str, now: datetime) -> None:
    value = {"event": event, "solution_id": solution_id, "solution_status": status}
    await webhooks.tell_app(db, config, PARTNER_BUSINESS, FIELD, value, now)
