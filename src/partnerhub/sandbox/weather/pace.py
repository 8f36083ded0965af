"""How fast Meta lets things go (contract B.8), once the switch `limits` is on: messages of a number and to a person,
calls about a WABA.
"""

from datetime import datetime, timedelta

from partnerhub.db.pool import Db
from partnerhub.sandbox.weather import store
from partnerhub.sandbox.wire.envelope import Exhausted, GraphError

PAIR, PAIR_AT_ONCE = timedelta(seconds=6), 45
A_SECOND = {"STANDARD": 80, "HIGH": 1000}
HOUR = timedelta(hours=1)
AN_HOUR, AN_HOUR_UNREGISTERED = 5000, 200
COUNTED = frozenset(
    {"", "assigned_users", "phone_numbers", "message_templates", "subscribed_apps"}
)  # "": the node itself
COUNTED_KINDS = frozenset({"waba", "phone"})
TOO_FAST = "Too many messages of this phone number at once: wait a moment and send again."
PAIR_TOO_FAST = "Too many messages to this person in a short time: wait some seconds and send again."
USED_UP = "The calls of this hour for this WhatsApp Business Account are used up."


async def send(db: Db, phone_id: str, throughput: str, person: str | None, now: datetime) -> None:
    """A message of the number; `person`: None for a group. Raises GraphError 130429, 131056."""
    a_second = A_SECOND.get(throughput, A_SECOND["STANDARD"])
    if await store.advance(db, f"number:{phone_id}", timedelta(seconds=1) / a_second, a_second, now) is None:
        raise GraphError(130429, TOO_FAST)
    if person and await store.advance(db, f"pair:{phone_id}:{person}", PAIR, PAIR_AT_ONCE, now) is None:
        raise GraphError(131056, PAIR_TOO_FAST)


async def receive(db: Db, phone_id: str, throughput: str, now: datetime) -> None:
    """What arrives counts too, and is never refused."""
    every = timedelta(seconds=1) / A_SECOND.get(throughput, A_SECOND["STANDARD"])
    await store.push(db, f"number:{phone_id}", every, now)


async def ask(db: Db, waba_id: str, now: datetime) -> int:
    """A call about the WABA or its numbers. Returns the percent of the hour's calls that are used; raises Exhausted (80007)."""
    most = AN_HOUR if await store.has_registered(db, waba_id) else AN_HOUR_UNREGISTERED
    clear_at = await store.advance(db, f"waba:{waba_id}", HOUR / most, most, now)
    if clear_at is None:
        raise Exhausted(80007, waba_id, USED_UP)
    return min(max(1, round((clear_at - now) / HOUR * 100)), 99)


def counts(kind: str, edge: str) -> bool:
    return kind in COUNTED_KINDS and edge in COUNTED
