"""The one probe of an open breaker."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from tests.domain.webhooks.breaker import LEASE, Driven

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.kit.crypto import Vault
from partnerhub.upstream.receivers.answers import Answer

WORKERS = 10


@pytest.fixture
async def failing(database: Database, dsns: Dsns, vault: Vault) -> AsyncIterator[Driven]:
    """An endpoint whose breaker has been open for its time."""
    owner = await asyncpg.connect(dsns.owner)
    driven = Driven(database, owner, vault)
    await driven.begin()
    held = await driven.claim(10)
    await driven.settle(held, [Answer(500, "status")] * 10)
    await driven.pass_time(31)
    yield driven
    await owner.execute("DELETE FROM delivery WHERE partner_id = $1", driven.partner_id)
    await owner.close()


class TestProbe:
    async def test_is_one_however_many_workers_want_it_at_once(self, failing: Driven) -> None:
        for _ in range(20):
            claimed = await asyncio.gather(*(failing.claim(64) for _ in range(WORKERS)))
            assert sum(map(len, claimed)) == 1
            await failing.pass_time(LEASE + 1)

    async def test_that_succeeds_lets_everything_through(self, failing: Driven) -> None:
        await failing.settle(await failing.claim(64), [Answer(200, None)])
        assert len(await failing.claim(64)) == 64

    async def test_that_fails_leaves_the_endpoint_alone_again(self, failing: Driven) -> None:
        await failing.settle(await failing.claim(64), [Answer(0, "timeout")])
        assert await failing.claim(64) == []

    async def test_of_a_worker_that_died_is_given_to_another(self, failing: Driven) -> None:
        await failing.claim(1)
        await failing.pass_time(LEASE + 1)
        assert len(await failing.claim(64)) == 1
