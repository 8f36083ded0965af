"""What may grow while an installation runs: memory and descriptors of its processes, the queue's table, the time of a claim."""

import time
from typing import NamedTuple

import asyncpg
import psutil
from tests.conftest import run
from tests.faults.looking.metrics import scraped
from tests.faults.rig.installation import Installation

CLAIMS = "partnerhub_claim_seconds"
TABLE = """
SELECT n_live_tup, n_dead_tup, pg_total_relation_size('delivery') FROM pg_stat_user_tables WHERE relname = 'delivery'
"""


class Sample(NamedTuple):
    """`memory`: bytes, by process. `table`: bytes with indexes. `claims`: so far, and `quick` of them within 20 ms."""

    at: float
    acknowledged: int
    memory: dict[str, int]
    descriptors: dict[str, int]
    live: int
    dead: int
    table: int
    claims: float
    quick: float


def sampled(installation: Installation, acknowledged: int, worker_port: int) -> Sample:
    """`worker_port`: where the worker tells its numbers."""
    processes = {part.name: psutil.Process(part.process.pid) for part in installation.parts if part.process}
    live, dead, table = run(_of_the_queue(installation.postgres.dsns.owner))
    numbers = scraped(worker_port)
    return Sample(
        at=time.monotonic(),
        acknowledged=acknowledged,
        memory={part.name: part.memory() for part in installation.parts},
        descriptors={name: one.num_fds() for name, one in processes.items()},
        live=live,
        dead=dead,
        table=table,
        claims=numbers[f"{CLAIMS}_count",],
        quick=numbers[f"{CLAIMS}_bucket", "0.02"],
    )


async def _of_the_queue(dsn: str) -> tuple[int, int, int]:
    db = await asyncpg.connect(dsn)
    try:
        found = await db.fetchrow(TABLE)
        assert found is not None
        return found[0], found[1], found[2]
    finally:
        await db.close()
