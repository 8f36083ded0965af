"""Meta's webhooks: how many a second are stored, against the same server storing nothing; and how soon they arrive.

The second part runs the whole way (server, PostgreSQL, worker, receivers), also with 100,000 deliveries parked on a dead endpoint.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median
from typing import Any

import asyncpg

from partnerhub.db.embedded import Dsns
from partnerhub.settings import Settings, to_env
from rig.filled import SECRET, database, free_port, postgres_of, process
from rig.measure import BENCH, about, cpu
from rig.meta import SECRET as APP_SECRET
from rig.sink import Arrivals, arrivals

ENDPOINTS = (
    "INSERT INTO endpoint (partner_id, kind, owner_id, url) SELECT partner_id, 'channel', id,"
    " 'http://127.0.0.1:' || $1 || '/' || id FROM channel WHERE partner_id <> 'p00001PA'"
)
DEAD = (
    "INSERT INTO endpoint (partner_id, kind, owner_id, url) SELECT partner_id, 'channel', id, 'http://127.0.0.1:9/'"
    " FROM channel WHERE partner_id = 'p00001PA'"
)
PARK = (
    "WITH parked AS (INSERT INTO event (partner_id, id, audience, type, channel_id, body, created_at) SELECT 'p00001PA',"
    " 'evt_' || lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || lpad(to_hex(n), 20, '0'), 'channel', 'messages',"
    " 'c1x1CL1CH', '{}', now() FROM generate_series(1, $1::bigint) n RETURNING id)"
    " INSERT INTO delivery (partner_id, endpoint_id, event_id) SELECT e.partner_id, e.id, p.id FROM parked p, endpoint e"
    " WHERE e.partner_id = 'p00001PA'"
)
NUMBERS = "SELECT w.external_id, c.external_id FROM channel c JOIN waba w ON w.id = c.waba_id WHERE c.partner_id <> 'p00001PA'"
WITHIN = 60.0  # seconds for what is still on its way
ROW = "  {:<28} {:>8.0f} {:>9.1f} {:>9.1f} {:>9.1f} {:>9.1f} {:>9.0f} {:>9.0f} {:>11.0f}"


def environ(dsns: Dsns, port: int) -> dict[str, str]:
    settings = Settings(
        port=port, app_database_url=dsns.app, worker_database_url=dsns.worker, secret_key=SECRET, sandbox=False,
        meta_app_id="1", meta_app_secret=APP_SECRET, meta_config_id="1", meta_verify_token="1",  # noqa: S106
        meta_system_token="1", webhook_targets="any", log_level="warning",  # noqa: S106
    )  # fmt: skip
    return to_env(settings)


@contextmanager
def serving(dsns: Dsns, module: str) -> Iterator[tuple[int, int]]:
    """(port, process) of `serve`, ours or the one that stores nothing."""
    port = free_port()
    with process([sys.executable, "-m", module, "serve"], environ(dsns, port), port, "/readyz") as pid:
        yield port, pid


@contextmanager
def working(dsns: Dsns) -> Iterator[int]:
    """The process of a worker."""
    argv = [sys.executable, "-m", "partnerhub.cli", "work"]
    given = {**os.environ, **environ(dsns, free_port())}
    worker = subprocess.Popen(argv, env=given, cwd=BENCH, stdout=subprocess.DEVNULL)
    try:
        yield worker.pid
    finally:
        worker.terminate()
        worker.wait(30)


def load(port: int, numbers: list[Any], **given: float) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "rig.meta"],
        input=json.dumps({"port": port, "numbers": numbers, **given}),
        capture_output=True, text=True, check=False, cwd=BENCH,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return json.loads(done.stdout)


async def sql(dsns: Dsns, statement: str, *arguments: Any) -> list[Any]:
    db = await asyncpg.connect(dsns.owner)
    try:
        return [list(row) for row in await db.fetch(statement, *arguments)]
    finally:
        await db.close()


def accepted(given: argparse.Namespace, dsns: Dsns, numbers: list[Any], postgres: int) -> None:
    """Both servers in turn, as many requests as they take."""
    with ExitStack() as stack:
        ours = stack.enter_context(serving(dsns, "partnerhub.cli"))
        bare = stack.enter_context(serving(dsns, "rig.not_saving"))
        found: dict[str, list[dict[str, float]]] = {"PartnerHub": [], "the same, storing nothing": []}
        for round_ in range(given.rounds + 1):
            for name, (port, pid) in zip(found, (ours, bare), strict=True):
                before, behind = cpu(pid), cpu(postgres)
                one = load(port, numbers, connections=given.connections, seconds=given.seconds if round_ else 1)
                each = 1e6 / one["count"]
                one |= {"cpu": (cpu(pid) - before) * each, "behind": (cpu(postgres) - behind) * each}
                if round_:
                    found[name].append(one)
    print(f"accepted, {given.connections} connections, medians of {given.rounds}")
    rates = {name: median(one["rate"] for one in runs) for name, runs in found.items()}
    for name, runs in found.items():
        figures = {key: median(one[key] for one in runs) for key in runs[0]}
        print(
            f"  {name:<28} {figures['rate']:>7.0f}/s  p50 {figures['p50']:6.1f} ms  p99 {figures['p99']:6.1f} ms"
            f"  server {figures['cpu']:4.0f} µs  PostgreSQL {figures['behind']:4.0f} µs  {figures['rate'] / rates['the same, storing nothing']:.0%}"
        )


def arrived(given: argparse.Namespace, dsns: Dsns, numbers: list[Any], postgres: int, sink: Arrivals) -> None:
    """The whole way, at given rates."""
    found: dict[tuple[int, int], list[list[float]]] = {}
    with ExitStack() as stack:
        port, server = stack.enter_context(serving(dsns, "partnerhub.cli"))
        worker = stack.enter_context(working(dsns))
        sink.all_of(load(port, numbers, rate=50, seconds=2)["count"], within=WITHIN)
        for _ in range(given.rounds):
            for parked in (0, given.parked):
                asyncio.run(sql(dsns, "DELETE FROM delivery WHERE partner_id = 'p00001PA'"))
                if parked:
                    asyncio.run(sql(dsns, PARK.replace("$1", str(parked))))
                time.sleep(3)
                for rate in given.rates:
                    before = [cpu(one) for one in (server, worker, postgres)]
                    told = load(port, numbers, rate=rate, seconds=given.seconds)
                    got = sink.all_of(told["count"], within=WITHIN)
                    used = [
                        (cpu(one) - was) / told["count"] * 1e6
                        for one, was in zip((server, worker, postgres), before, strict=True)
                    ]
                    found.setdefault((parked, rate), []).append(
                        [told["rate"], told["p50"], told["p99"], got["p50"], got["p99"], *used]
                    )
    print(
        f"arrived, {len(numbers)} endpoints, medians of {given.rounds}; ms from Meta's sending to the answer and to the receiver, µs of CPU an event"
    )
    print(
        f"  {'':<28} {'rate':>8} {'200 p50':>9} {'p99':>9} {'there p50':>9} {'p99':>9} {'serve':>9} {'work':>9} {'PostgreSQL':>11}"
    )
    for (parked, rate), runs in found.items():
        name = f"{rate}/s" + (f", {parked} parked" if parked else "")
        print(ROW.format(name, *(median(column) for column in zip(*runs, strict=True))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--rates", type=int, nargs="+", default=[100, 500, 1000])
    parser.add_argument("--parked", type=int, default=100_000)
    parser.add_argument("--only", choices=["accepted", "arrived"])
    given = parser.parse_args()
    with database(51, 1) as dsns, arrivals() as sink:
        postgres = asyncio.run(postgres_of(dsns))
        numbers = asyncio.run(sql(dsns, NUMBERS))
        about()
        if given.only != "arrived":
            accepted(given, dsns, numbers, postgres)
        asyncio.run(sql(dsns, ENDPOINTS.replace("$1", str(sink.port))))
        asyncio.run(sql(dsns, DEAD))
        if given.only != "accepted":
            arrived(given, dsns, numbers, postgres, sink)


if __name__ == "__main__":
    main()
