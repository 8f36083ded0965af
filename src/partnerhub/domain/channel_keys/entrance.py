"""Using a channel key: it is proven in the database at each request, so that a revoked one is refused at once."""

import asyncio
from collections import deque

from partnerhub.db.pool import Database
from partnerhub.domain.channel_keys import store
from partnerhub.domain.channel_keys.keys import PREFIX
from partnerhub.domain.channel_keys.store import EnteredChannel
from partnerhub.kit.crypto import Vault, well_formed

MOST_AT_ONCE = 100  # keys in one statement
UNDER_WAY = 2  # statements at a time: while one hangs the other goes on
WITHIN = 20.0  # seconds for a statement, if PostgreSQL did not end it: its own limit comes first

Found = asyncio.Future[EnteredChannel | None]


class Entrance:
    """Keys that come while statements are under way are looked up together, by the next one: never by one that began
    before they came. Of one event loop.
    """

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database, self._vault = database, vault
        self._waiting: deque[tuple[bytes, Found]] = deque()
        self._under_way = 0
        self._work: set[asyncio.Task[None]] = set()

    async def enter(self, secret: str) -> EnteredChannel | None:
        """Let the bearer of `secret` in; None when it is not a live key, or the client withdrew the partner's permission."""
        if not well_formed(secret, PREFIX):
            return None
        if self._under_way == 0 or (not self._waiting and self._under_way < UNDER_WAY):
            self._begin()
        found: Found = asyncio.get_running_loop().create_future()
        self._waiting.append((self._vault.digest(secret), found))
        return await found

    def _begin(self) -> None:
        self._under_way += 1
        work = asyncio.create_task(self._until_empty())
        self._work.add(work)
        work.add_done_callback(self._work.discard)

    async def _until_empty(self) -> None:
        """Seeing that nobody waits and being under way no longer are one step: nobody can come between."""
        try:
            while self._waiting:
                await self._look_up([self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE))])
        finally:
            self._under_way -= 1

    async def _look_up(self, asked: list[tuple[bytes, Found]]) -> None:
        """Whoever asked may be gone."""
        try:
            async with asyncio.timeout(WITHIN):
                channels = await store.channels_of_keys(self._database, {digest for digest, _ in asked})
        except Exception as error:  # noqa: BLE001  it is raised where it belongs
            for _, found in asked:
                if not found.done():
                    found.set_exception(error)
        else:
            for digest, found in asked:
                if not found.done():
                    found.set_result(channels.get(digest))
