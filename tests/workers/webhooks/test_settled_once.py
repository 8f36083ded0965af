"""What came of an attempt is written down once, whenever the connection to PostgreSQL is lost."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.receiver import Receiver
from tests.waiting import PATIENCE
from tests.workers.conftest import VAULT
from tests.workers.delivering import Delivering

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain.webhooks import queue
from partnerhub.domain.webhooks.queue import Settled, Wanted
from partnerhub.upstream.receivers.answers import Answer
from partnerhub.workers.deliver.looking import FIRST
from partnerhub.workers.deliver.settling import Settler

WRITTEN = b"INSERT 0 "  # PostgreSQL's word that a settling is committed


class Relay:
    """Between a pool and PostgreSQL. When told to, it loses PostgreSQL's next word that something was written."""

    def __init__(self, server: str) -> None:
        self.server, self.loses, self.lost = server, False, 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(self.server)
        passing = [
            asyncio.create_task(self._pass(reader, back)),
            asyncio.create_task(self._pass(there, writer, told=True)),
        ]
        await asyncio.wait(passing, return_when=asyncio.FIRST_COMPLETED)
        for task in passing:
            task.cancel()
        writer.close()
        back.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, told: bool = False) -> None:
        while data := await reader.read(65536):
            if told and self.loses and WRITTEN in data:
                self.loses, self.lost = False, self.lost + 1
                return
            writer.write(data)
            await writer.drain()


def socket_of(dsns: Dsns) -> Path:
    (socket,) = Path(parse_qs(urlsplit(dsns.worker).query)["host"][0]).glob(".s.PGSQL.*[0-9]")
    return socket


@pytest.fixture
async def relay(worker_dsns: Dsns, tmp_path: Path) -> AsyncIterator[Relay]:
    socket = socket_of(worker_dsns)
    one = Relay(str(socket))
    server = await asyncio.start_unix_server(one.serve, tmp_path / socket.name)
    yield one
    server.close()


@pytest.fixture
async def through_relay(worker_dsns: Dsns, relay: Relay, tmp_path: Path, owner: object) -> AsyncIterator[Delivering]:
    folder = str(socket_of(worker_dsns).parent)
    opened = Database(worker_dsns.app, worker_dsns.worker.replace(folder, str(tmp_path)), set_role=False, size=2)
    await opened.open()
    yield Delivering(opened, VAULT, owner)
    await opened.close()


async def test_an_outcome_whose_commit_nobody_heard_of_is_logged_once(
    through_relay: Delivering, relay: Relay, receiver: Receiver
) -> None:
    delivering = through_relay
    partner = await delivering.partner(receiver.url())
    relay.loses = True
    await delivering.owe(partner, 3)
    async with delivering.worker():
        await delivering.settled(partner, 3)
        await receiver.until("/", 3)
    assert relay.lost == 1
    assert len(await delivering.attempts(partner)) == 3
    assert await delivering.owed(partner) == []


async def test_a_worker_that_can_write_down_no_more_ends(delivering: Delivering) -> None:
    """It would go on looking alive, and send nothing."""
    partner = await delivering.partner("http://127.0.0.1:9/")
    await delivering.owe(partner)
    async with delivering.database.working() as db:
        (endpoint,) = [one for one in await queue.due(db, FIRST, 256) if one.partner_id == partner]
        (claimed,) = await queue.claim(db, [Wanted(endpoint, 1, 1)], claim_id=1, lease=13)

    def broken() -> None:
        raise ZeroDivisionError

    async def settle() -> None:
        async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
            settler = Settler(delivering.database, broken, group)
            settler.put(Settled(claimed, "delivered", None, 200, None, b"", 1), endpoint, Answer(200, None))

    with pytest.raises(ExceptionGroup) as raised:
        await settle()
    assert raised.group_contains(ZeroDivisionError)
