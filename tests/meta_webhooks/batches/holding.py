"""Keeping the database from writing, so that requests gather; sending many of them; looking at what was stored."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from prometheus_client import REGISTRY
from tests.meta_webhooks.conftest import Send, change, message, payload
from tests.waiting import eventually
from tests.world import World

from partnerhub.kit import ids

BLOCKED = (
    "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()"
)


class Held:
    """The database, as far as writing is concerned: nothing is committed before `let_go`."""

    def __init__(self, owner: Any, lock: Any) -> None:
        self.owner, self.lock = owner, lock

    async def hold(self, table: str = "meta_seen") -> None:
        await self.lock.execute(f"BEGIN; LOCK TABLE {table} IN SHARE MODE")

    async def let_go(self) -> None:
        await self.lock.execute("ROLLBACK")

    async def writers(self, count: int) -> None:
        """Wait until so many writers wait for us."""
        await eventually(lambda: self._has(count))

    async def _has(self, count: int) -> bool:
        return await self.owner.fetchval(BLOCKED) == count


def inbound(acme: World, text: str = "Hi") -> bytes:
    return payload(
        (
            acme.partner.waba_external_id,
            [change(acme.partner.phone_number_id, **message(f"wamid.{ids.random_id(30)}", text))],
        )
    )


async def stored(owner: Any, acme: World) -> list[bytes]:
    rows = await owner.fetch(
        "SELECT body FROM event WHERE channel_id = $1 AND audience = 'channel'", acme.partner.channel_id
    )
    return [row["body"] for row in rows]


async def waiting(count: int) -> None:
    """Until so many requests wait for their commit."""

    async def do_they() -> bool:
        return REGISTRY.get_sample_value("partnerhub_meta_waiting") == count

    await eventually(do_they)


@asynccontextmanager
async def sending(send: Send, bodies: list[bytes]) -> AsyncIterator[list[asyncio.Task[int]]]:
    """All at once; every answer is there at the end."""
    tasks = [asyncio.create_task(send(body)) for body in bodies]
    yield tasks
    await asyncio.wait(tasks)
