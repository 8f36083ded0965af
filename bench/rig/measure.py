"""One interleaved run over several servers, and what it found, as ratios and medians."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import NamedTuple

import psutil

BENCH = Path(__file__).parents[1]


class Peer(NamedTuple):
    """A server that answers `requests`, one after the other on each connection; `pid` is its first process."""

    name: str
    port: int
    requests: list[str]
    pid: int


def cpu(pid: int) -> float:
    """Seconds of processor that a process and its children have used so far."""
    head = psutil.Process(pid)
    return sum(sum(one.cpu_times()[:2]) for one in [head, *head.children(recursive=True)])


def ask(peer: Peer, connections: int, seconds: float, postgres: int) -> dict[str, float]:
    """The load's own figures, and µs of processor for a request, in the server and in PostgreSQL."""
    given = {"port": peer.port, "requests": peer.requests, "connections": connections, "seconds": seconds}
    before, behind = cpu(peer.pid), cpu(postgres)
    done = subprocess.run(
        [sys.executable, "-m", "rig.load"],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        cwd=BENCH,
    )
    if done.returncode:
        raise SystemExit(f"{peer.name}: {done.stderr[-2000:]}")
    found = json.loads(done.stdout)
    each = 1e6 / (found["rate"] * seconds)
    return found | {"cpu": (cpu(peer.pid) - before) * each, "behind": (cpu(postgres) - behind) * each}


def interleaved(
    peers: list[Peer], *, rounds: int, connections: int, seconds: float, postgres: int
) -> dict[str, dict[str, float]]:
    """The medians of each peer; the peers take turns, so that what else the machine does meets all alike."""
    found: dict[str, list[dict[str, float]]] = {peer.name: [] for peer in peers}
    for peer in peers:
        ask(peer, connections, 0.5, postgres)
    for _ in range(rounds):
        for peer in peers:
            found[peer.name].append(ask(peer, connections, seconds, postgres))
    return {name: {key: median(one[key] for one in runs) for key in runs[0]} for name, runs in found.items()}


def show(found: dict[str, dict[str, float]], own: str) -> None:
    """Medians, and the rate of `own` as a part of each other's."""
    about()
    print(f"  {'medians':<40} {'rate':>9} {'p50':>9} {'p99':>9} {'CPU':>9} {'PostgreSQL':>11}")
    for name, one in found.items():
        ratio = "" if name == own else f"   ours: {found[own]['rate'] / one['rate']:.2f} of its rate"
        print(
            f"  {name:<40} {one['rate']:>7.0f}/s {one['p50']:>6.2f} ms {one['p99']:>6.2f} ms"
            f" {one['cpu']:>6.0f} µs {one['behind']:>8.0f} µs{ratio}"
        )


def about() -> None:
    """What the figures below were measured on. The data have no seed: they are the same at each run."""
    asked = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.run(asked, check=False, capture_output=True, text=True, cwd=BENCH).stdout.strip()
    print(f"commit {commit or 'unknown'}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
