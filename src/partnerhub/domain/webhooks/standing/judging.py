"""Judging an endpoint by its answers, and enabling it again."""

from collections.abc import Sequence

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.standing import store
from partnerhub.domain.webhooks.standing.rules import after
from partnerhub.domain.webhooks.standing.telling import tell_standing
from partnerhub.kit.problems import NotFound
from partnerhub.upstream.receivers.answers import Answer


class NoSuchEndpoint(NotFound):
    """Webhook endpoint not found."""


async def judge(db: Db, partner_id: str, endpoint_id: int, answers: Sequence[Answer]) -> None:
    """`answers` in the order of their arrival. In a transaction: a change of standing and the word of it commit together."""
    judged = await store.locked(db, partner_id, endpoint_id)
    health = after(judged.health, answers, judged.now)
    if health != judged.health:
        await store.put(db, partner_id, endpoint_id, health)
    if health.standing != judged.health.standing:
        await tell_standing(db, partner_id, endpoint_id, judged, health, answers[-1])


async def enable(db: Db, partner_id: str, endpoint_id: int) -> None:
    """What waits for a disabled or paused endpoint goes on at once, with all its attempts. Raises NoSuchEndpoint."""
    if not await store.enable(db, partner_id, endpoint_id):
        raise NoSuchEndpoint
    await store.start_afresh(db, partner_id, endpoint_id)
