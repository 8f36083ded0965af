"""Keys are looked up together, and each is judged as if it were alone."""

import asyncio
import time

import asyncpg
from tests import world
from tests.waiting import PATIENCE, until_waits
from tests.world import VAULT, World

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain.channel_keys import Entrance
from partnerhub.kit.crypto import new_secret

REVOKE = "UPDATE channel_key SET revoked_at = now() WHERE channel_id = $1"


async def test_each_of_many_keys_at_once_lets_its_own_channel_in(database: Database) -> None:
    acme = await world.make(database)
    sides = [acme.partner, acme.rival] * 150
    strange = [new_secret("PHCH"), "PHCHnone", ""]
    entrance = Entrance(database, VAULT)
    found = await asyncio.gather(
        *(entrance.enter(secret) for secret in [*(one.d360_api_key for one in sides), *strange])
    )
    assert [one and (one.partner_id, one.channel_id) for one in found] == [
        *((one.partner_id, one.channel_id) for one in sides), None, None, None,
    ]  # fmt: skip


class TestWhileOthersAreLookedUp:
    async def test_a_key_that_is_revoked_is_refused(self, database: Database, dsns: Dsns) -> None:
        acme, entrance = await world.make(database), Entrance(database, VAULT)
        owner = await asyncpg.connect(dsns.owner)
        async with owner.transaction():
            first, second = await _under_way(owner, dsns, acme, entrance)
            asked = asyncio.create_task(entrance.enter(acme.rival.d360_api_key))
            await _turns()
            await owner.execute(REVOKE, acme.rival.channel_id)
        assert await asked is None
        assert await first
        assert await second
        await owner.close()

    async def test_a_caller_who_leaves_takes_nobody_along(self, database: Database, dsns: Dsns) -> None:
        acme, entrance = await world.make(database), Entrance(database, VAULT)
        owner = await asyncpg.connect(dsns.owner)
        async with owner.transaction():
            first, second = await _under_way(owner, dsns, acme, entrance)
            leaves, stays = (asyncio.create_task(entrance.enter(acme.rival.d360_api_key)) for _ in range(2))
            await _turns()
            for one in (first, leaves):
                one.cancel()
        assert await stays
        assert await second
        assert leaves.cancelled()
        await owner.close()


async def test_nobody_who_comes_as_all_statements_end_is_left_waiting(database: Database, dsns: Dsns) -> None:
    """The loop stands, so that both answers come in one turn, and who has one asks anew in that turn."""
    acme, entrance = await world.make(database), Entrance(database, VAULT)
    owner = await asyncpg.connect(dsns.owner)
    async with owner.transaction():
        under_way = await _under_way(owner, dsns, acme, entrance, again=True)
        await until_waits(dsns, "channels_of_keys", 2)
    time.sleep(0.2)  # noqa: ASYNC251
    async with asyncio.timeout(PATIENCE):
        assert all(await asyncio.gather(*under_way))
    await owner.close()


async def test_what_fails_is_told_to_all_who_wait_and_the_next_are_let_in(database: Database, dsns: Dsns) -> None:
    acme = await world.make(database)
    away = Database(dsns.app, dsns.worker, set_role=False, size=1)
    await away.open()
    entrance = Entrance(away, VAULT)
    await away.close()
    both = (entrance.enter(one.d360_api_key) for one in (acme.partner, acme.rival))
    told = await asyncio.gather(*both, return_exceptions=True)
    assert all(isinstance(one, asyncpg.InterfaceError) for one in told)
    await away.open()
    assert await entrance.enter(acme.partner.d360_api_key)
    await away.close()


async def _under_way(
    owner: asyncpg.Connection, dsns: Dsns, acme: World, entrance: Entrance, *, again: bool = False
) -> list[asyncio.Task[object]]:
    """Two statements that wait for the transaction of `owner`: no more are under way at a time."""

    async def enter() -> object:
        found = await entrance.enter(acme.partner.d360_api_key)
        return await entrance.enter(acme.partner.d360_api_key) if again else found

    await owner.execute("LOCK TABLE channel_key IN ACCESS EXCLUSIVE MODE")
    first = asyncio.create_task(enter())
    await until_waits(dsns, "channels_of_keys")
    second = asyncio.create_task(enter())
    await _turns()
    return [first, second]


async def _turns() -> None:
    """Everything that can go on without the database does."""
    for _ in range(20):
        await asyncio.sleep(0)
