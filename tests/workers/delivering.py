"""What the tests of the delivery worker do: owe events, run a worker, let time pass, look at the tables."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.waiting import PATIENCE, eventually

from partnerhub.db.pool import Database
from partnerhub.domain import partners, webhooks
from partnerhub.kit import clock, ids
from partnerhub.kit.crypto import Vault
from partnerhub.workers import deliver

SECRET = "a platform secret"
OWED = """
SELECT *, next_at - now() AS wait,
       next_at - (SELECT max(at) FROM attempt a WHERE a.partner_id = d.partner_id AND a.event_id = d.event_id) AS gap
FROM delivery d WHERE partner_id = $1
"""


class Delivering:
    def __init__(self, database: Database, vault: Vault, owner: Any) -> None:
        self.database = database
        self.vault = vault
        self.owner = owner

    async def partner(self, url: str, headers: dict[str, str] | None = None) -> str:
        """A new partner whose webhook URL is `url`."""
        partner_id = ids.random_id(8, "PA")
        async with self.database.writing(partner_id) as db:
            await partners.create(
                db, partner_id, brand_name="Acme", country="DE", payment_model="partner",
                platform_secret=self.vault.seal(SECRET),
            )  # fmt: skip
            await webhooks.set_target(db, partner_id, "partner", partner_id, url, headers or {}, self.vault)
        return partner_id

    async def owe(self, partner_id: str, count: int = 1, channel_id: str | None = None) -> list[str]:
        """Publish `count` events; their ids."""
        async with self.database.writing(partner_id) as db:
            return [
                await webhooks.publish(
                    db, partner_id, type="channel_live", data=b'{"n":%d}' % n, channel_id=channel_id, now=clock.now()
                )
                for n in range(count)
            ]

    @asynccontextmanager
    async def worker(self, *, any_target: bool = True) -> AsyncIterator[asyncio.Event]:
        """A worker in this process; yields the event that stops it, and waits for its clean end."""
        stop = asyncio.Event()
        task = asyncio.create_task(deliver.run(self.database, self.vault, any_target=any_target, stop=stop))
        try:
            yield stop
        finally:
            stop.set()
            await asyncio.wait_for(task, PATIENCE)

    async def pass_time(self) -> None:
        """All that is owed is due now, leases have ended, pauses are over."""
        await self.owner.execute("UPDATE delivery SET next_at = now()")
        await self.owner.execute("UPDATE endpoint SET paused_until = '-infinity'")

    async def pass_time_but_not_of_leases(self) -> None:
        """Retries are due now; what a worker holds stays its own."""
        await self.owner.execute("UPDATE delivery SET next_at = now() WHERE claim_id IS NULL AND next_at > now()")
        await self.owner.execute("UPDATE endpoint SET paused_until = '-infinity' WHERE paused_until > now()")

    async def pass_time_of_lost_claims(self) -> None:
        """Leases in their last eleven seconds have ended: nobody can be at work on those here."""
        await self.owner.execute("UPDATE delivery SET next_at = now() WHERE next_at < now() + interval '11 seconds'")

    async def attempts(self, partner_id: str) -> list[Any]:
        return await self.owner.fetch("SELECT * FROM attempt WHERE partner_id = $1 ORDER BY at, id", partner_id)

    async def owed(self, partner_id: str) -> list[Any]:
        """`wait` is from now on, `gap` from its last attempt on."""
        return await self.owner.fetch(OWED, partner_id)

    async def endpoint(self, partner_id: str) -> Any:
        return await self.owner.fetchrow("SELECT * FROM endpoint WHERE partner_id = $1", partner_id)

    async def settled(self, partner_id: str, attempts: int) -> list[Any]:
        """Wait until so many attempts are logged."""
        await eventually(lambda: self._has(partner_id, attempts))
        return await self.attempts(partner_id)

    async def _has(self, partner_id: str, attempts: int) -> bool:
        return len(await self.attempts(partner_id)) >= attempts
