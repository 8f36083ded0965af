"""Deliveries a second of one worker (claimed, signed, sent, logged, settled) against a bare libcurl loop to the same sink.

Both are measured in turn, in this process; PostgreSQL and the sink are processes of their own on the same machine.
With `--workers 2` (or more) the workers are processes of their own, too.
"""

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import asyncpg
import psutil
import pycurl
import uvloop

from partnerhub.db.embedded import Dsns, Embedded
from partnerhub.db.migrate import migrate
from partnerhub.db.pool import Database
from partnerhub.domain import partners, webhooks
from partnerhub.kit import clock, ids
from partnerhub.kit.crypto import Vault
from partnerhub.workers import deliver

DATA = b'{"id":"exampleCH","client_id":"exampleCL","status":"ready","setup_info":{"phone_number":"15553785635"}}' * 3
AT_ONCE = 256
KEY = bytes(32)
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK"


@dataclass
class Figure:
    """One measurement; `cpu` is this process's own time for one delivery."""

    rate: float
    cpu: float


class Sink(asyncio.Protocol):
    """Answers 200 to each whole request, and does nothing else."""

    def connection_made(self, transport: Any) -> None:
        self.transport, self.rest = transport, b""

    def data_received(self, data: bytes) -> None:
        data = self.rest + data
        answers = 0
        while (end := data.find(b"\r\n\r\n")) >= 0:
            head = data[:end].lower()
            length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
            if len(data) < end + 4 + length:
                break
            data, answers = data[end + 4 + length :], answers + 1
        self.rest = data
        self.transport.write(ANSWER * answers)


async def sink() -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@asynccontextmanager
async def sinking() -> AsyncIterator[int]:
    process = subprocess.Popen([sys.executable, __file__, "--sink"], stdout=subprocess.PIPE)  # noqa: ASYNC220
    assert process.stdout
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


class Meter:
    """Wall and processor time since it was made."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def figure(self, count: int) -> Figure:
        return Figure(count / (time.perf_counter() - self.wall), (time.process_time() - self.cpu) / count)


async def bare(port: int, count: int, endpoints: int) -> Figure:
    """POST the same bytes with nothing around: no database, no signature, no log."""
    body, left, meter = b'{"id":"evt_1","event":"channel_live","data":%s}' % DATA, count, Meter()
    async with pycurl.AsyncCurlMulti() as multi:

        async def one(start: int) -> None:
            nonlocal left
            curl = pycurl.Curl()
            curl.setopt(pycurl.WRITEFUNCTION, len)
            curl.setopt(pycurl.HTTPHEADER, ["content-type: application/json"])
            while left > 0:
                left -= 1
                curl.setopt(pycurl.URL, f"http://127.0.0.1:{port}/{(start + left) % endpoints}")
                curl.setopt(pycurl.POSTFIELDS, body)
                await multi.perform(curl)

        await asyncio.gather(*(one(start) for start in range(AT_ONCE)))
    return meter.figure(count)


async def owe(database: Database, owner: Any, partner_ids: list[str], count: int) -> None:
    for partner_id in partner_ids:
        async with database.writing(partner_id) as db:
            for _ in range(count // len(partner_ids)):
                await webhooks.publish(db, partner_id, type="channel_live", data=DATA, now=clock.now())
    await owner.execute("VACUUM ANALYZE delivery")


async def workers(dsns: Dsns, owner: Any, number: int, count: int) -> Figure:
    """Processes that are ready before the clock starts."""
    command = [sys.executable, __file__, "--work", dsns.app, dsns.worker]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: ASYNC220
        for _ in range(number)
    ]
    try:
        for one in running:
            assert one.stdout
            one.stdout.readline()
        began, used = time.perf_counter(), cpu_of(running)
        for one in running:
            assert one.stdin
            one.stdin.close()
        while await owner.fetchval("SELECT EXISTS (SELECT 1 FROM delivery)"):
            assert all(one.poll() is None for one in running), "a worker ended"
            await asyncio.sleep(0.01)
        return Figure(count / (time.perf_counter() - began), (cpu_of(running) - used) / count)
    finally:
        for one in running:
            one.terminate()
            one.wait()


def cpu_of(running: list[subprocess.Popen[bytes]]) -> float:
    """Seconds, of all together."""
    return sum(sum(psutil.Process(one.pid).cpu_times()[:2]) for one in running)


async def work(app: str, worker: str) -> None:
    """One of `workers`: says that it is ready, and begins at the end of its input."""
    database, stop = Database(app, worker, set_role=False), asyncio.Event()
    await database.open()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    print("ready", flush=True)
    sys.stdin.read()
    await deliver.run(database, Vault(KEY), any_target=True, stop=stop)
    await database.close()


async def worker(database: Database, owner: Any, vault: Vault, count: int) -> Figure:
    stop, meter = asyncio.Event(), Meter()
    task = asyncio.create_task(deliver.run(database, vault, any_target=True, stop=stop))
    while await owner.fetchval("SELECT EXISTS (SELECT 1 FROM delivery)"):
        assert not task.done(), task
        await asyncio.sleep(0.01)
    figure = meter.figure(count)
    stop.set()
    await task
    return figure


async def prepared(dsns: Dsns, vault: Vault, port: int, endpoints: int) -> tuple[Database, list[str]]:
    await migrate(dsns.owner)
    database = Database(dsns.app, dsns.worker, set_role=False)
    await database.open()
    partner_ids = [ids.random_id(8, "PA") for _ in range(endpoints)]
    for number, partner_id in enumerate(partner_ids):
        async with database.writing(partner_id) as db:
            await partners.create(
                db, partner_id, brand_name="Bench", country="DE", payment_model="partner",
                platform_secret=vault.seal("a platform secret"),
            )  # fmt: skip
            await webhooks.set_partner_url(db, partner_id, f"http://127.0.0.1:{port}/{number}")
    return database, partner_ids


async def measure(dsns: Dsns, given: argparse.Namespace) -> None:
    vault = Vault(KEY)
    name = f"{given.workers} workers" if given.workers > 1 else "worker"
    async with sinking() as port:
        database, partner_ids = await prepared(dsns, vault, port, given.endpoints)
        owner = await asyncpg.connect(dsns.owner)
        both: list[tuple[Figure, Figure]] = []
        for run in range(given.runs):
            limit = await bare(port, given.deliveries, given.endpoints)
            await owe(database, owner, partner_ids, given.deliveries)
            if given.workers > 1:
                ours = await workers(dsns, owner, given.workers, given.deliveries)
            else:
                ours = await worker(database, owner, vault, given.deliveries)
            both.append((limit, ours))
            print(f"run {run + 1}: bare {said(limit)}   {name} {said(ours)}   load {os.getloadavg()[0]:.1f}")
        assert await owner.fetchval("SELECT count(*) FROM attempt WHERE outcome = 'delivered'") == (
            given.runs * (given.deliveries // given.endpoints) * given.endpoints
        )
        rates = [median(pair[n].rate for pair in both) for n in (0, 1)]
        print(f"median: bare {rates[0]:.0f}/s, {name} {rates[1]:.0f}/s = {rates[1] / rates[0]:.0%}")
        await owner.close()
        await database.close()


def said(figure: Figure) -> str:
    return f"{figure.rate:6.0f}/s {figure.cpu * 1e6:4.0f} µs CPU"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=20_000)
    parser.add_argument("--endpoints", type=int, default=50)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--work", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--sink", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        if given.sink:
            runner.run(sink())
            return
        if given.work:
            runner.run(work(*given.work))
            return
        with tempfile.TemporaryDirectory(prefix="partnerhub-bench-") as folder, Embedded(Path(folder)) as dsns:
            runner.run(measure(dsns, given))


if __name__ == "__main__":
    main()
