"""What may grow while an installation runs: memory and descriptors of its processes, the queue's table, the time of a claim."""

import time
from typing import NamedTuple

import asyncpg
import psutil
from tests.conftest import run
from tests.faults.rig.installation import Installation

from partnerhub.domain.webhooks.queue.due_store import DUE

LOOKS = 100
TABLE = """
SELECT n_live_tup, n_dead_tup, pg_total_relation_size('delivery') FROM pg_stat_user_tables WHERE relname = 'delivery'
"""


class Sample(NamedTuple):
    """`memory`: bytes, by process. `table`: bytes with indexes. `claim_p99`: seconds to find what a claim may take."""

    at: float
    acknowledged: int
    memory: dict[str, int]
    descriptors: dict[str, int]
    live: int
    dead: int
    table: int
    claim_p99: float


def sampled(installation: Installation, acknowledged: int) -> Sample:
    processes = {part.name: psutil.Process(part.process.pid) for part in installation.parts if part.process}
    live, dead, table, claim_p99 = run(_of_the_queue(installation.postgres.dsns.owner))
    return Sample(
        at=time.monotonic(),
        acknowledged=acknowledged,
        memory={part.name: part.memory() for part in installation.parts},
        descriptors={name: one.num_fds() for name, one in processes.items()},
        live=live,
        dead=dead,
        table=table,
        claim_p99=claim_p99,
    )


async def _of_the_queue(dsn: str) -> tuple[int, int, int, float]:
    db = await asyncpg.connect(dsn)
    try:
        taken = list[float]()
        for _ in range(LOOKS):
            began = time.monotonic()
            await db.fetch(DUE, "", 0, 256)
            taken.append(time.monotonic() - began)
        found = await db.fetchrow(TABLE)
        assert found is not None
        return found[0], found[1], found[2], sorted(taken)[LOOKS * 99 // 100]
    finally:
        await db.close()
