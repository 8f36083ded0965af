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

    def cpu(self) -> float:
        """Seconds of processor that the server and its children have used so far."""
        head = psutil.Process(self.pid)
        return sum(sum(one.cpu_times()[:2]) for one in [head, *head.children(recursive=True)])


def ask(peer: Peer, connections: int, seconds: float) -> dict[str, float]:
    given = {"port": peer.port, "requests": peer.requests, "connections": connections, "seconds": seconds}
    before = peer.cpu()
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
    return found | {"cpu": (peer.cpu() - before) / (found["rate"] * seconds) * 1e6}


def interleaved(peers: list[Peer], *, rounds: int, connections: int, seconds: float) -> dict[str, dict[str, float]]:
    """The medians of each peer; the peers take turns, so that what else the machine does meets all alike."""
    found: dict[str, list[dict[str, float]]] = {peer.name: [] for peer in peers}
    for peer in peers:
        ask(peer, connections, 0.5)
    for _ in range(rounds):
        for peer in peers:
            found[peer.name].append(ask(peer, connections, seconds))
    return {name: {key: median(one[key] for one in runs) for key in runs[0]} for name, runs in found.items()}


def show(found: dict[str, dict[str, float]], own: str) -> None:
    print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians")
    for name, one in found.items():
        ratio = "" if name == own else f"   ours: {found[own]['rate'] / one['rate']:.2f} of its rate"
        print(
            f"  {name:<44} {one['rate']:>8.0f}/s   p50 {one['p50']:6.2f} ms   p99 {one['p99']:7.2f} ms   {one['cpu']:5.0f} µs CPU{ratio}"
        )
