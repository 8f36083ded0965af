"""Webhooks leave: claim, send with no transaction open, settle; retried for seven days (B.6)."""

import asyncio
from datetime import datetime, timedelta

import aiohttp

from partnerhub.db.pool import Database, Row
from partnerhub.kit import clock, crypto
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.store import webhooks

AT_ONCE = 64
TIMEOUT = 10.0  # seconds for the receiver to answer
LEASE = TIMEOUT + 5
RETRY_AFTER = (1, 5, 30, 120, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600)  # seconds; then daily
DAILY = 24 * 3600
GIVE_UP = timedelta(days=7)


class Courier:
    """Carries what is owed; at most `AT_ONCE` webhooks are under way, so a slow receiver cannot hold up the rest for ever."""

    def __init__(self, database: Database, config: Config, http: aiohttp.ClientSession) -> None:
        self._database, self._config, self._http = database, config, http
        self._under_way: set[asyncio.Task[None]] = set()

    async def carry_due(self) -> int:
        """Start carrying what is due; returns how much that was."""
        free = AT_ONCE - len(self._under_way)
        if free <= 0:
            return 0
        async with self._database.working() as db:
            due = await webhooks.claim(db, free, LEASE)
        for row in sorted(due, key=lambda one: one["id"]):
            task = asyncio.create_task(self._carry(row))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return len(due)

    async def finish(self) -> None:
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _carry(self, row: Row) -> None:
        status, error = await self._post(row["url"], row["body"])
        retry_in = None if status == 200 else retry(row["attempt"], row["created_at"], clock.real())  # noqa: PLR2004
        async with self._database.working() as db:
            await webhooks.settle(db, row["id"], status, error, retry_in)

    async def _post(self, url: str, body: bytes) -> tuple[int | None, str | None]:
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "facebookexternalua",
            "X-Hub-Signature-256": "sha256=" + crypto.hmac_sha256_hex(self._config.app_secret, body),
        }
        try:
            async with self._http.post(url, data=body, headers=headers, allow_redirects=False) as response:
                await response.content.read(1024)
                return response.status, None
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return None, f"{type(error).__name__}: {error}"[:300]


def retry(attempt: int, created: datetime, now: datetime) -> float | None:
    """Seconds until the next attempt, `attempt` of them made; None once it is too late."""
    wait = RETRY_AFTER[attempt - 1] if attempt <= len(RETRY_AFTER) else DAILY
    return float(wait) if now + timedelta(seconds=wait) < created + GIVE_UP else None
