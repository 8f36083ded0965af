"""Parallel changes of one partner with their lines in the audit log: sealed soon after (as we do), or within the change.

The other way holds a lock on the partner's chain from the line to the commit. Then: how fast the worker seals and how fast
the log is verified.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

from partnerhub.db.pool import Database, Db
from partnerhub.domain import audit
from partnerhub.domain.audit import Origin
from partnerhub.domain.audit.chain import Keys
from partnerhub.domain.audit.verify import verify
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault
from rig.filled import database

PARTNER = "p00010PA"
CLIENTS, SECONDS, ROUNDS = 8, 3.0, 5
VAULT = Vault(b"a master secret for benches only")
ORIGIN = Origin(actor="key:1", address="192.0.2.7", request_id="r")
Note = Callable[[Db], Awaitable[None]]


async def sealed_later(db: Db) -> None:
    await audit.record(db, PARTNER, ORIGIN, action="bench", now=clock.now())


async def sealed_at_once(db: Db) -> None:
    """As one would do it within the change, with the rights that takes."""
    await db.execute("SELECT FROM partner WHERE id = $1 FOR UPDATE", PARTNER)  # stands for the chain's row
    await audit.record(db, PARTNER, ORIGIN, action="bench", now=clock.now())
    Keys(VAULT).mac(b"", PARTNER, 1, 1, None)
    await db.execute("UPDATE partner SET modified_at = now() WHERE id = $1", PARTNER)


async def change(pools: Database, number: int, note: Note, until: float) -> int:
    """How many changes of a client of one's own were committed by then."""
    done = 0
    while time.perf_counter() < until:
        async with pools.writing(PARTNER) as db:
            await db.execute(
                "UPDATE client SET partner_payload = $3 WHERE partner_id = $1 AND id = $2",
                PARTNER, f"c10x{number}CL", f"crm-{done}",
            )  # fmt: skip
            await note(db)
        done += 1
    return done


async def rate(pools: Database, note: Note) -> float:
    until = time.perf_counter() + SECONDS
    return sum(await asyncio.gather(*(change(pools, one, note, until) for one in range(1, CLIENTS + 1)))) / SECONDS


async def measure(pools: Database) -> None:
    ways = {"sealed soon after": sealed_later, "sealed within the change": sealed_at_once}
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, note in ways.items():
            rates[name].append(await rate(pools, note))
    middle = {name: sorted(found)[ROUNDS // 2] for name, found in rates.items()}
    for name, found in middle.items():
        print(f"{name:<28}{found:8.0f} changes/s  {found / middle['sealed within the change']:.2f}")


async def seal_and_verify(pools: Database) -> None:
    async with pools.writing(PARTNER) as db:
        await audit.begin(db, PARTNER, VAULT)
    began = time.perf_counter()
    while await audit.seal(pools, PARTNER, VAULT):
        pass
    sealed = time.perf_counter() - began
    async with pools.working() as db:
        began = time.perf_counter()
        found = await verify(db, PARTNER, VAULT, now=clock.now())
        verified = time.perf_counter() - began
    if found.faults:
        raise SystemExit(found.faults[0])
    print(f"sealed {found.lines / sealed:.0f} lines/s, verified {found.lines / verified:.0f} lines/s")


async def run(app: str, worker: str) -> None:
    pools = Database(app, worker, set_role=False, size=CLIENTS)
    await pools.open()
    await measure(pools)
    await seal_and_verify(pools)
    await pools.close()


def main() -> None:
    with database(20, 100) as dsns:
        asyncio.run(run(dsns.app, dsns.worker))


if __name__ == "__main__":
    main()
