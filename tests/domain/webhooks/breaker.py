"""The breaker, driven by hand and by a model that is written apart from it: what the tests of its standing compare."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import asyncpg

from partnerhub.db.pool import Database
from partnerhub.domain import partners, webhooks
from partnerhub.domain.webhooks import queue, standing
from partnerhub.domain.webhooks.queue import Claimed, Settled, Wanted
from partnerhub.domain.webhooks.schedule import verdict
from partnerhub.kit import ids
from partnerhub.kit.crypto import Vault
from partnerhub.upstream.receivers.answers import Answer

LEASE = 13.0
DAY = 86_400.0
PASS = """
WITH paused AS (
    UPDATE endpoint SET paused_until = paused_until - $2::interval, failing_since = failing_since - $2::interval
    WHERE partner_id = $1 RETURNING id
), due AS (
    UPDATE delivery SET next_at = CASE WHEN claim_id IS NULL THEN now() ELSE next_at - $2::interval END
    WHERE partner_id = $1
)
INSERT INTO delivery (partner_id, endpoint_id, event_id) SELECT $1, id, 'evt_' || n FROM paused, generate_series(1, 400) n
ON CONFLICT DO NOTHING
"""
STATE = """
SELECT standing, failures, extract(epoch FROM now() - failing_since)::float8 AS failing,
    CASE WHEN paused_until > now() THEN extract(epoch FROM paused_until - now())::float8 ELSE 0 END AS pause,
    (SELECT coalesce(array_agg(type ORDER BY id), '{}') FROM event
     WHERE partner_id = $1 AND type LIKE 'endpoint.%') AS told
FROM endpoint WHERE partner_id = $1
"""


@dataclass
class Model:
    """An endpoint as delivery.md and reliability R8 describe it, answer by answer, on a clock of its own."""

    at: float = 0.0
    standing: str = "healthy"
    failures: int = 0
    since: float | None = None
    paused_until: float = float("-inf")
    told: list[str] = field(default_factory=list)

    def open(self) -> bool:
        return self.standing != "disabled" and self.paused_until <= self.at

    def hear(self, answers: list[tuple[int, int]]) -> None:
        """They arrived together, so only the change that remains is told."""
        before = self.standing
        for status, retry_after in answers:
            self.hear_one(status, retry_after)
        if self.standing != before:
            self.told.append({"healthy": "recovered"}.get(self.standing, self.standing))

    def hear_one(self, status: int, retry_after: int) -> None:
        if self.standing == "disabled":
            return
        if status == 200:
            self.standing, self.failures, self.since, self.paused_until = "healthy", 0, None, float("-inf")
            return
        self.failures += 1
        self.since = self.at if self.since is None else self.since
        if status in {429, 503}:
            self.pause(max(1, retry_after))
        if self.failures >= 10:
            self.pause(30)
        if status == 410 or self.at - self.since >= 5 * DAY:
            self.standing = "disabled"
        elif self.failures >= 10:
            self.standing = "failing"

    def pause(self, seconds: float) -> None:
        self.paused_until = max(self.paused_until, self.at + min(seconds, DAY))

    def enable(self) -> None:
        self.failures, self.since, self.paused_until = 0, None, float("-inf")
        self.standing = "healthy" if self.standing == "healthy" else "resuming"


class Driven:
    """One endpoint in the database, claimed and settled by hand; `pass_time` moves all its times into the past."""

    def __init__(self, database: Database, owner: asyncpg.Connection, vault: Vault) -> None:
        self.database, self.owner, self.vault = database, owner, vault
        self.partner_id = ids.random_id(8, "PA")

    async def begin(self) -> None:
        async with self.database.writing(self.partner_id) as db:
            await partners.create(
                db, self.partner_id, brand_name="Acme", country="DE", payment_model="partner",
                platform_secret=self.vault.seal("a platform secret"),
            )  # fmt: skip
        await self.enable()
        self.endpoint_id: int = await self.owner.fetchval(
            "SELECT id FROM endpoint WHERE partner_id = $1", self.partner_id
        )
        await self.pass_time(0)

    async def claim(self, room: int) -> list[Claimed]:
        """As a worker's round does, for this endpoint alone."""
        async with self.database.working() as db:
            due = await queue.due(db, (self.partner_id, 0), 1)
            if not due or due[0].partner_id != self.partner_id:
                return []
            if due[0].standing == "failing" and not await queue.probing(db, due, LEASE):
                return []
            wanted = Wanted(due[0], min(room, due[0].max_in_flight), due[0].max_in_flight)
            return await queue.claim(db, [wanted], claim_id=1, lease=LEASE)

    async def settle(self, held: list[Claimed], answers: list[Answer]) -> None:
        said = [verdict(1, answer) for answer in answers]
        outcomes = [
            Settled(one, verdict.outcome, verdict.delay, answer.status, answer.failure, b"", 1)
            for one, verdict, answer in zip(held, said, answers, strict=True)
        ]
        async with self.database.working_write() as db:
            await queue.settle(db, outcomes)
            await standing.judge(db, self.partner_id, self.endpoint_id, answers)

    async def enable(self) -> None:
        async with self.database.writing(self.partner_id) as db:
            await webhooks.set_partner_url(db, self.partner_id, "https://a.example/")

    async def pass_time(self, seconds: float) -> None:
        """Leases end; all that nobody holds is due; there is always something owed."""
        await self.owner.execute(PASS, self.partner_id, timedelta(seconds=seconds))

    async def state(self) -> Any:
        return await self.owner.fetchrow(STATE, self.partner_id)
