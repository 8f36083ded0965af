"""Thousands of requests that are no HTTP, over sockets to the real server: it answers, refuses or hangs up, and goes on."""

import asyncio
import re

import pytest
from tests.cli.house import House
from tests.fuzz.broken import requests
from tests.fuzz.running import EXAMPLES, SEED
from tests.processes import family

COUNT = 250 * EXAMPLES
AT_ONCE = 40
PATIENCE = 0.3  # seconds without an answer: the server waits for the rest
GROWTH = 50 * 2**20  # bytes
STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
GOOD = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"


@pytest.mark.usefixtures("unharmed")
async def test_no_bytes_bring_the_server_down(house: House) -> None:
    server = house.part("serve")
    before = {one.pid for one in family(server.pid)}
    await all_of(house.port, list(requests(0, 400)))  # what is loaded at first use is no growth
    memory = resident(server.pid)
    said = await all_of(house.port, list(requests(int(SEED), COUNT)))
    statuses = [int(found) for answer in said for found in STATUS.findall(answer)]
    assert len(statuses) > COUNT / 2, "most of it is answered"
    assert [one for one in statuses if one >= 500] == []
    assert b" 200 " in await asked(house.port, GOOD)
    assert {one.pid for one in family(server.pid)} == before, "no process was replaced"
    assert resident(server.pid) - memory <= GROWTH


async def all_of(port: int, given: list[bytes]) -> list[bytes]:
    """What came back for each."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(request: bytes) -> bytes:
        async with slots:
            return await asked(port, request)

    return await asyncio.gather(*map(one, given))


async def asked(port: int, request: bytes) -> bytes:
    """Everything the server says until it hangs up or falls silent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    said = b""
    try:
        writer.write(request)
        await asyncio.wait_for(writer.drain(), PATIENCE)
        while more := await asyncio.wait_for(reader.read(65_536), PATIENCE if said else 10 * PATIENCE):
            said += more
    except (TimeoutError, ConnectionError):
        pass  # it waits for the rest, or refused to read it
    finally:
        writer.close()
    return said


def resident(pid: int) -> int:
    return sum(one.memory_info().rss for one in family(pid))
