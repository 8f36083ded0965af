"""Processes of the tests' own and of PartnerHub: started, watched, killed, and gone when the tests are."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

import partnerhub
from partnerhub.kit.processes import die_with_parent

ROOT = Path(__file__).parents[3]
TOLD = 2_000  # characters of the log of what died
SOURCE = Path(partnerhub.__file__).parents[1]


def environ(more: Mapping[str, str]) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PARTNERHUB_")}
    return kept | {"PYTHONPATH": os.pathsep.join([str(SOURCE), str(ROOT)])} | dict(more)


def started(module: str, *arguments: str, more: Mapping[str, str], log: Path, **pipes: int) -> subprocess.Popen[bytes]:
    """`python -m MODULE`; the kernel kills it when we die. `pipes` as for Popen; what is left goes to `log`."""
    parent = os.getpid()
    with log.open("ab") as file:
        given = {"stdin": subprocess.DEVNULL, "stdout": file} | pipes
        return subprocess.Popen[bytes](
            [sys.executable, "-m", module, *arguments], stderr=file, env=environ(more), cwd=ROOT,
            preexec_fn=lambda: die_with_parent(parent, signal.SIGKILL), **given,
        )  # fmt: skip


class Part:
    """One process of PartnerHub that is started again when it is gone, as systemd or `up` does it."""

    def __init__(self, name: str, command: str, settings: Mapping[str, str], log: Path) -> None:
        self.name, self.log = name, log
        self._command, self._settings = command, settings
        self.process: subprocess.Popen[bytes] | None = None
        self.killed = False
        self.starts = 0
        self.deaths: list[str] = []

    def start(self, **more: str) -> None:
        """`more`: variables of this start only."""
        self.killed = False
        self.starts += 1
        self.process = started("partnerhub.cli", self._command, more={**self._settings, **more}, log=self.log)

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def tend(self) -> None:
        """Start it again if it is gone; a death that we did not cause is remembered."""
        if not self.runs:
            if self.process is not None and not self.killed:
                self.deaths.append(f"{self.name} ended with {self.process.returncode}: {self.log.read_text()[-TOLD:]}")
            self.start()

    def kill(self) -> None:
        assert self.process
        self.killed = True
        self.process.kill()
        self.process.wait()

    def ask_to_stop(self) -> None:
        assert self.process
        self.killed = True
        self.process.terminate()

    def stop(self, seconds: float) -> float:
        """Clean; how long it took. Fails when it takes longer."""
        assert self.process
        began = time.monotonic()
        self.ask_to_stop()
        self.process.wait(seconds)
        return time.monotonic() - began

    def memory(self) -> int:
        """Bytes that it holds now and nobody else does."""
        assert self.process
        return psutil.Process(self.process.pid).memory_full_info().uss

    def end(self) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.kill()
            self.process.wait()


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Whatever happens in the block, the process is gone after it."""
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
