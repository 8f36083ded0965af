"""The database stops and comes back: nothing is acknowledged that is not stored, and a restart is nobody's concern."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest
from tests import world
from tests.meta_webhooks.batches.holding import inbound, waiting
from tests.meta_webhooks.conftest import PATH, SETTINGS, Send, signed
from tests.serving import alone, opened, served
from tests.waiting import eventually
from tests.world import World

from partnerhub.db.embedded import Dsns, Embedded
from partnerhub.db.migrate import migrate
from partnerhub.db.pool import Database
from partnerhub.surfaces import meta_webhooks
from partnerhub.surfaces.meta_webhooks import batches


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Embedded, Dsns]]:
    one = Embedded(tmp_path_factory.mktemp("away") / "data")
    yield one, one.start()
    one.stop()


@pytest.fixture(scope="module")
def server(started: tuple[Embedded, Dsns]) -> Embedded:
    return started[0]


@pytest.fixture(scope="module")
async def database(started: tuple[Embedded, Dsns]) -> AsyncIterator[Database]:
    _, dsns = started
    await migrate(dsns.owner)
    async with opened(dsns) as one:
        yield one


@pytest.fixture(scope="module")
async def base(database: Database) -> AsyncIterator[str]:
    async with served(alone("meta_webhooks", meta_webhooks.create(database, SETTINGS), SETTINGS)) as url:
        yield url


@pytest.fixture
async def acme(database: Database) -> World:
    return await world.make(database)


async def stored(database: Database, acme: World) -> list[bytes]:
    async with database.working() as db:
        rows = await db.fetch(
            "SELECT body FROM event WHERE channel_id = $1 AND audience = 'channel'", acme.partner.channel_id
        )
    return [row["body"] for row in rows]


async def test_while_the_database_is_away_meta_is_told_to_send_again(
    server: Embedded,
    database: Database,
    acme: World,
    send: Send,
    meta: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batches, "AGAIN_FOR", 0.2)
    body = inbound(acme)
    server.stop()
    async with meta.post(PATH, data=body, headers=signed(body)) as answer:
        assert (answer.status, answer.headers["retry-after"]) == (503, "2")
    server.start()

    async def taken() -> bool:
        return await send(body) == 200

    await eventually(taken)
    assert await stored(database, acme) == [body]


async def test_a_restart_meanwhile_is_not_noticed(
    server: Embedded, database: Database, acme: World, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "AGAIN_FOR", 60)
    bodies = [inbound(acme) for _ in range(5)]
    server.stop()
    tasks = [asyncio.create_task(send(body)) for body in bodies]
    await waiting(5)
    server.start()
    assert set(await asyncio.gather(*tasks)) == {200}
    assert sorted(await stored(database, acme)) == sorted(bodies)
