"""Child processes of `up`: started, watched, started again when they fail, stopped together.

A child is started before its settings are known, so that it loads its code while PostgreSQL starts; it then reads
the settings, secrets among them, from its standard input.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from partnerhub.kit.processes import die_with_parent, signals_held
from partnerhub.settings import Settings, to_env

STOP_WITHIN = 8.0  # seconds between the polite signal and the last one
FAILURES = 5  # so many in
WINDOW = 60.0  # seconds end `up`
LOG_LIMIT = 10_000_000  # bytes; a longer log is set aside at the next start
LAST_LINES = 15
READY_FD = "PARTNERHUB_READY_FD"
WAITS = "PARTNERHUB_SETTINGS_FOLLOW"


class Failed(Exception):
    """A part does not run; the message says which and shows its last words."""


class Child:
    """`partnerhub NAME` as a child process whose output goes to a log file."""

    def __init__(self, name: str, log_folder: Path, *arguments: str) -> None:
        self.name = name
        self.log = log_folder / f"{name}.log"
        self._arguments = arguments
        self._settings: bytes = b""
        self._log_start = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._failures: list[float] = []
        self._ready: int | None = None
        self._told = False

    def start(self) -> None:
        """The child loads its code and waits for `give`."""
        _set_aside(self.log)
        parent = os.getpid()
        self._close_ready()
        self._ready, telling = os.pipe()
        self._told = False
        command = [sys.executable, "-P", "-m", "partnerhub.cli", self.name, *self._arguments]
        try:
            with self.log.open("ab") as log, signals_held():
                self._log_start = log.tell()
                self._process = subprocess.Popen(  # noqa: S603
                    command, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True,
                    env=os.environ | {WAITS: "yes", READY_FD: str(telling)}, pass_fds=[telling],
                    preexec_fn=lambda: die_with_parent(parent, signal.SIGKILL),  # noqa: PLW1509
                )  # fmt: skip
        finally:
            os.close(telling)

    def give(self, settings: Settings) -> None:
        """The settings, with nothing left to find out: the child begins its work."""
        self._settings = json.dumps(to_env(settings)).encode()
        self._send()

    def told_ready(self) -> bool:
        """True when the child has said so, by `tell_ready`."""
        self._told = self._told or (self._ready is not None and _has_bytes(self._ready))
        return self._told

    def exited(self) -> int | None:
        return self._process.poll() if self._process else None

    def finish(self) -> None:
        """Wait for a child that does one thing; raises when it failed."""
        if self._process and self._process.wait():
            raise Failed(self.last_words())

    def revive(self) -> None:
        """Start again after a failure; raises when that happens too often."""
        now = time.monotonic()
        self._failures = [*(one for one in self._failures if now - one < WINDOW), now]
        if len(self._failures) > FAILURES:
            raise Failed(f"{self.name} failed {len(self._failures)} times in a minute.\n{self.last_words()}")
        self.start()
        self._send()

    def ask_to_stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def stop(self, deadline: float) -> None:
        """Wait for the end that was asked for; at the deadline, end it."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._close_ready()

    def last_words(self) -> str:
        """The end of what this child has written since it was started."""
        with self.log.open("rb") as log:
            log.seek(self._log_start)
            lines = log.read().decode(errors="replace").splitlines()[-LAST_LINES:]
        return f"The end of {self.log}:\n" + "\n".join(lines)

    def _send(self) -> None:
        if self._process and self._process.stdin:
            with suppress(BrokenPipeError), self._process.stdin as pipe:  # a child that is gone is found by `exited`
                pipe.write(self._settings)

    def _close_ready(self) -> None:
        if self._ready is not None:
            os.close(self._ready)
            self._ready = None


def stop_all(children: Sequence[Child]) -> None:
    deadline = time.monotonic() + STOP_WITHIN
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.stop(deadline)


def settings_follow() -> bool:
    """In a child: whether `up` is our parent and will send the settings."""
    return os.environ.pop(WAITS, None) is not None


def settings_sent() -> dict[str, str]:
    """In a child: wait for what `give` sends; ends this process when nothing comes any more."""
    text = sys.stdin.buffer.read()
    if not text:
        raise SystemExit(0)
    return json.loads(text)


def tell_ready() -> None:
    """In a child: tell `up`, if it is our parent, that this part is ready."""
    given = os.environ.pop(READY_FD, None)
    if given is not None:
        os.write(int(given), b"ready")
        os.close(int(given))


def _has_bytes(handle: int) -> bool:
    os.set_blocking(handle, False)
    try:
        return os.read(handle, 16) != b""
    except BlockingIOError:
        return False


def _set_aside(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
