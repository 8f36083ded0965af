"""A worker is killed: what it held is delivered by the next one, once its lease has ended."""

import asyncio
import os
import signal
import sys

import asyncpg
from tests.receiver import OK, Receiver, answer
from tests.waiting import eventually
from tests.workers.conftest import VAULT
from tests.workers.delivering import Delivering

from partnerhub.db.embedded import Dsns
from partnerhub.upstream.receivers.sending import DEADLINE
from partnerhub.workers.deliver.claiming import LEASE

WORKER = """
import asyncio, sys
from partnerhub.db.pool import Database
from partnerhub.kit.crypto import Vault
from partnerhub.workers import deliver

async def main() -> None:
    database = Database(sys.argv[1], sys.argv[2], set_role=False, size=2)
    await database.open()
    await deliver.run(database, Vault(bytes.fromhex(sys.argv[3])), any_target=True, stop=asyncio.Event())

asyncio.run(main())
"""

CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()"
)


async def started(dsns: Dsns) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", WORKER, dsns.app, dsns.worker, VAULT._master.hex(),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip


async def killed(worker: asyncio.subprocess.Process) -> None:
    worker.send_signal(signal.SIGKILL)
    await worker.wait()


class TestKilledWorker:
    async def test_leaves_a_lease_that_ends_and_nothing_is_lost(
        self, delivering: Delivering, receiver: Receiver, worker_dsns: Dsns
    ) -> None:
        receiver.answers["/"] = lambda n: None if n <= 3 else OK
        partner = await delivering.partner(receiver.url())
        events = await delivering.owe(partner, 3)
        worker = await started(worker_dsns)
        held = [request.headers["webhook-id"] for request in await receiver.until("/", 3)]
        await killed(worker)

        owed = await delivering.owed(partner)
        assert sorted(held) == sorted(row["event_id"] for row in owed) == sorted(events)
        assert all(row["attempt"] == 1 and row["claim_id"] for row in owed)
        assert all(0 < row["wait"].total_seconds() <= LEASE for row in owed)
        assert DEADLINE < LEASE <= 15

        await delivering.pass_time()
        async with delivering.worker():
            attempts = await delivering.settled(partner, 3)
        assert {(row["outcome"], row["attempt"]) for row in attempts} == {("delivered", 2)}
        bodies = {request.headers["webhook-id"]: set[bytes]() for request in receiver.requests}
        for request in receiver.requests:
            bodies[request.headers["webhook-id"]].add(request.body)
        assert sorted(bodies) == sorted(events)
        assert all(len(different) == 1 for different in bodies.values())

    async def test_again_and_again_loses_none_of_many(
        self, delivering: Delivering, receiver: Receiver, worker_dsns: Dsns
    ) -> None:
        receiver.answers["/"] = lambda n: answer(500) if n % 10 == 0 else OK
        partner = await delivering.partner(receiver.url())
        events = await delivering.owe(partner, 600)
        for goal in (100, 250, 400):
            worker = await started(worker_dsns)
            await receiver.until("/", goal)
            await killed(worker)
            await delivering.pass_time()
        async with delivering.worker():

            async def all_settled() -> bool:
                await delivering.pass_time_but_not_of_leases()
                return await delivering.owed(partner) == []

            await eventually(all_settled)
        received = [request.headers["webhook-id"] for request in receiver.requests]
        assert set(received) == set(events)
        assert len(received) - len(events) <= 3 * 64 + len(received) // 10 + 1

    async def test_cannot_settle_what_another_took_over(self, delivering: Delivering, receiver: Receiver) -> None:
        gate = asyncio.Event()
        receiver.answers["/"] = lambda _: OK
        receiver.gate = gate
        partner = await delivering.partner(receiver.url())
        (event_id,) = await delivering.owe(partner)
        async with delivering.worker():
            await receiver.until("/", 1)
            await delivering.owner.execute("UPDATE delivery SET claim_id = 1, next_at = now() + interval '1 hour'")
            gate.set()
            (attempt,) = await delivering.settled(partner, 1)
        assert attempt["outcome"] == "delivered"
        assert [row["event_id"] for row in await delivering.owed(partner)] == [event_id]


class TestLostConnections:
    async def test_to_postgresql_lose_nothing_and_end_no_worker(
        self, delivering: Delivering, receiver: Receiver, worker_dsns: Dsns
    ) -> None:
        partner = await delivering.partner(receiver.url())
        events = await delivering.owe(partner, 800)
        saboteur = await asyncpg.connect(worker_dsns.worker)
        async with delivering.worker():
            for goal in (100, 300, 500):
                await receiver.until("/", goal)
                assert await saboteur.fetch(CUT_OFF)
            await saboteur.close()

            async def all_settled() -> bool:
                await delivering.pass_time_of_lost_claims()
                return await delivering.owed(partner) == []

            await eventually(all_settled)
        assert {request.headers["webhook-id"] for request in receiver.requests} == set(events)
