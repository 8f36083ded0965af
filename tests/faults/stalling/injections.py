"""Ways in which deliveries come to a stand although no process has ended by itself."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
from tests.faults.rig.installation import Installation
from tests.faults.rig.postgres import Postgres

SLOW, AWAKE = 4, 0.4  # seconds of PostgreSQL's sleep, and of its work between
STUCK = "UPDATE endpoint SET paused_until = now() + interval '1 hour' WHERE standing = 'failing'"
MENDED = "UPDATE endpoint SET paused_until = now() WHERE standing = 'failing'"


@contextmanager
def no_worker(installation: Installation) -> Iterator[None]:
    gone, installation.workers = installation.workers, []  # or it would be started again
    for part in gone:
        part.kill()
    yield
    installation.workers = gone


@contextmanager
def frozen_worker(installation: Installation) -> Iterator[None]:
    worker = installation.workers[0].process
    assert worker
    os.kill(worker.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(worker.pid, signal.SIGCONT)


@contextmanager
def slow_postgresql(installation: Installation) -> Iterator[None]:
    """Each word of it takes seconds."""
    assert isinstance(installation.postgres, Postgres)
    over = threading.Event()
    dozing = threading.Thread(target=_doze, args=(psutil.Process(installation.postgres.pid), over))
    dozing.start()
    try:
        yield
    finally:
        over.set()
        dozing.join()


def _doze(postmaster: psutil.Process, over: threading.Event) -> None:
    while not over.is_set():
        family = [postmaster, *postmaster.children()]
        _each(family, signal.SIGSTOP)
        over.wait(SLOW)
        _each(family, signal.SIGCONT)
        over.wait(AWAKE)


def _each(family: list[psutil.Process], sign: signal.Signals) -> None:
    for one in family:
        try:
            one.send_signal(sign)
        except psutil.NoSuchProcess:
            continue


@contextmanager
def locked_queue(installation: Installation) -> Iterator[None]:
    """As by a careless change of the table."""
    with installation.postgres.holding("LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE"):
        yield


@contextmanager
def stuck_breaker(installation: Installation) -> Iterator[None]:
    """It opened, and is told to stay open for longer than any does."""
    installation.until(
        lambda: installation.postgres.ask("SELECT count(*) FROM endpoint WHERE standing = 'failing'") > 0, 60
    )
    installation.postgres.ask(STUCK)
    yield
    installation.postgres.ask(MENDED)
