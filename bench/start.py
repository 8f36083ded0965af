"""How long from `partnerhub up` to ready, empty and warm, with and without the demo world, and how much memory it all takes.

Run on a quiet machine; each figure is the median of several runs. `make bench`, or: .venv/bin/python bench/start.py 3
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil

RUNS = 5
COMMAND = [sys.executable, "-m", "partnerhub.cli", "up"]
SETTLE = 3.0  # seconds after all is written at which memory is measured
HISTORY = 30.0  # seconds that the demo's history may take


class Limit(NamedTuple):
    name: str
    most: float
    unit: str


EMPTY = Limit("empty folder to ready", 5, "s")
DEMO = Limit("empty folder to ready, demo world included", 10, "s")
WARM = Limit("warm start to ready", 2, "s")
MEMORY = Limit("all processes together, demo world (PSS)", 300, "MB")
STOP = Limit("Ctrl-C to the end", 10, "s")


class Start:
    """One run of `partnerhub up`."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [*COMMAND, "--port", port, "--data-dir", str(folder), *arguments],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout
        for line in self.process.stdout:
            if "ready" in line:
                self.seconds = time.perf_counter() - began
                return
        raise SystemExit("partnerhub up did not get ready")

    def memory(self, written: Path) -> float:
        """MB, at rest: once the demo's history is `written`. Pages shared between processes count once."""
        until = time.monotonic() + HISTORY
        while not written.exists() and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(SETTLE)
        head = psutil.Process(self.process.pid)
        return sum(one.memory_full_info().pss for one in [head, *head.children(recursive=True)]) / 1e6

    def stop(self) -> float:
        began = time.perf_counter()
        self.process.send_signal(signal.SIGINT)
        self.process.wait()
        return time.perf_counter() - began


def measure() -> dict[Limit, float]:
    """One round."""
    found: dict[Limit, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        empty = Start(Path(folder) / "empty")
        found[EMPTY] = empty.seconds
        empty.stop()
        demo = Start(Path(folder) / "demo", "--demo")
        found[DEMO] = demo.seconds
        found[MEMORY] = demo.memory(Path(folder) / "demo" / "demo.history")
        found[STOP] = demo.stop()
        warm = Start(Path(folder) / "demo", "--demo")
        found[WARM] = warm.seconds
        warm.stop()
    return found


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    rounds = [measure() for _ in range(runs)]
    print(f"median of {runs} runs, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    over = 0
    for limit in (EMPTY, DEMO, WARM, STOP, MEMORY):
        value = statistics.median(one[limit] for one in rounds)
        over += value > limit.most
        ratio, mark = value / limit.most, "over" if value > limit.most else "ok"
        figures = f"{value:7.1f} {limit.unit:<2}  limit {limit.most:g} {limit.unit:<2}  {ratio:.2f}  {mark}"
        print(f"{limit.name:<45} {figures}")
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
