"""PostgreSQL has no more to give: no connection, no disk. Whoever asks is refused for a while, and nothing is lost."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest
from tests.faults.conftest import Say
from tests.faults.rig.installation import Installation, Posting, posting, standing
from tests.faults.rig.postgres import Postgres, Shared, running
from tests.faults.rig.scale import of
from tests.faults.rig.small_disk import fill, mounted
from tests.faults.rig.total_queue import judged

pytestmark = pytest.mark.faults

RATE = 100
STEADY = of(2, 5)  # seconds of load, before and after
SCARCE = of(3, 8)  # seconds with nothing to give
MESSAGES, LANES = of(1_000, 10_000), 64
CONNECTIONS = 40
DISK = 400  # MB
PATIENCE = 120


class TestConnections:
    def test_one_for_each_pool_is_enough_for_all(self, folder: Path, database: Shared, say: Say) -> None:
        with (
            standing(folder, database, servers=1, workers=1, pool_size=1) as installation,
            posting(installation.task(MESSAGES, 10**6, lanes=LANES), folder) as client,
        ):
            finished(installation, client)
        say(f"pool used up: {MESSAGES} messages by {LANES} callers over one connection; none lost")

    def test_none_left_in_postgresql_loses_nothing_and_ends_no_process(self, folder: Path, say: Say) -> None:
        with (
            running(folder / "postgres", max_connections=str(CONNECTIONS)) as postgres,
            standing(folder, postgres, servers=1) as installation,
            posting(installation.task(10**6, RATE), folder) as client,
        ):
            installation.steady(client, STEADY * RATE)
            installation.servers[0].kill()
            installation.workers[0].kill()
            with all_taken(postgres):
                tended(installation, SCARCE)
            installation.steady(client, STEADY * RATE)
            client.stop()
            finished(installation, client)
        say(f"no connection left in PostgreSQL for {SCARCE} s, processes begin meanwhile; none ended, none lost")


class TestDisk:
    def test_full_loses_nothing_and_needs_only_room(self, folder: Path, say: Say) -> None:
        with (
            mounted(folder / "disk", DISK) as disk,
            running(disk / "postgres") as postgres,
            standing(folder, postgres, servers=1) as installation,
            posting(installation.task(10**6, RATE), folder) as client,
        ):
            installation.steady(client, STEADY * RATE)
            ballast = fill(disk)
            tended(installation, SCARCE)
            ballast.unlink()
            postgres.start_if_gone()
            installation.steady(client, STEADY * RATE)
            client.stop()
            refused = finished(installation, client)
        say(f"disk full for {SCARCE} s: {refused} requests refused, none lost, no process ended")


def tended(installation: Installation, seconds: float) -> None:
    """As in life: what is killed is started again meanwhile."""
    until = time.monotonic() + seconds
    installation.until(lambda: time.monotonic() > until, seconds + PATIENCE)


def finished(installation: Installation, client: Posting) -> int:
    """All that was acknowledged is delivered, and no process ended by itself; how many requests were refused."""
    installation.until(client.over, PATIENCE)
    told = client.told()
    installation.until(lambda: installation.owed() == 0, PATIENCE)
    verdict = judged(client.acknowledged, told.sent, installation.receipts(), installation.numbers, [])
    assert (verdict.lost, verdict.unexpected, installation.deaths) == ([], [], [])
    return sum(count for status, count in told.statuses.items() if status != 200)


@contextmanager
def all_taken(postgres: Postgres) -> Iterator[None]:
    """Every connection that PostgreSQL has, in our hands."""
    loop = asyncio.new_event_loop()
    held = loop.run_until_complete(_take_all(postgres.dsns.app))
    try:
        yield
    finally:
        loop.run_until_complete(_give_back(held))
        loop.close()


async def _take_all(dsn: str) -> list[asyncpg.Connection]:
    held: list[asyncpg.Connection] = []
    while True:
        try:
            held.append(await asyncpg.connect(dsn))
        except asyncpg.TooManyConnectionsError:
            return held


async def _give_back(held: list[asyncpg.Connection]) -> None:
    for one in held:
        await one.close()
