"""Ways in which deliveries come to a stand although no process has ended by itself."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.rig.installation import Installation
from tests.faults.rig.postgres import Postgres
from tests.faults.stalling.dozing import dozing

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
    with dozing(installation.postgres.pid):
        yield


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
