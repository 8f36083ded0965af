"""`partnerhub` as people run it: a process of its own, in a folder of its own."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from tests.processes import family, wait_until
from tests.serving import free_port

import partnerhub
from partnerhub.cli.addresses import answers

COMMAND = [sys.executable, "-m", "partnerhub.cli"]
SOURCE = str(Path(partnerhub.__file__).parents[1])


def environ(**more: str) -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("PARTNERHUB_")} | {
        "PYTHONPATH": SOURCE,
        "PARTNERHUB_DEMO_HISTORY": "off",  # one channel stays one channel
        **more,
    }


def partnerhub_(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    command = [*COMMAND, *arguments]
    return subprocess.run(  # noqa: S603
        command,
        capture_output=True,
        text=True,
        env=environ(**settings),
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


@dataclass
class House:
    """A running `partnerhub up`."""

    data: Path
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)

    def start(self, *arguments: str) -> None:
        """Returns when it says that it is ready."""
        self.begin(*arguments)
        wait_until(lambda: "ready" in self.said() or self.process.poll() is not None, 120)
        assert self.process.poll() is None, self.said()

    def begin(self, *arguments: str) -> None:
        command = [*COMMAND, "up", "--port", str(self.port), "--data-dir", str(self.data), *arguments]
        self.out = self.data.with_name(f"{self.data.name}.out")
        with self.out.open("wb") as out:
            self.process = subprocess.Popen(  # noqa: S603
                command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=environ(**self.settings)
            )

    def said(self) -> str:
        return self.out.read_text()

    def ready(self) -> bool:
        return answers("127.0.0.1", self.port, "/readyz")

    def part(self, name: str) -> psutil.Process:
        """The child process that runs `partnerhub NAME`; the first, for `serve` has processes below it."""
        return next(one for one in family(self.process.pid) if one.cmdline()[-1:] == [name])

    def has(self, name: str) -> bool:
        return any(one.cmdline()[-1:] == [name] for one in family(self.process.pid))

    def stop(self, sign: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(sign)
        return self.process.wait(60)
