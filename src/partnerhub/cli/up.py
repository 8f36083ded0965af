"""`partnerhub up`: PostgreSQL, migrations, all surfaces and workers, on one port, until told to stop."""

import signal
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from partnerhub.cli import demo
from partnerhub.cli.addresses import answers, taken
from partnerhub.cli.children import Child, Failed, stop_all
from partnerhub.cli.installation import completed, embedded_of
from partnerhub.cli.steps import Steps
from partnerhub.db.embedded import Embedded
from partnerhub.settings import Settings, to_env

READY_WITHIN = 60.0  # seconds
LOOK_EVERY = 0.5  # seconds between two looks at the children
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """A signal asked us to stop."""


def up(settings: Settings, credentials: Path | None) -> None:
    """Returns after SIGINT, SIGTERM or SIGHUP, when everything has stopped; raises when a part cannot run."""
    reason = taken(settings.host, settings.port)
    if reason:
        raise Failed(reason)
    try:
        with _signals(), ExitStack() as house:
            _run(settings, credentials, house)
    except Stopped:
        print("Stopped.", flush=True)


def _run(settings: Settings, credentials: Path | None, house: ExitStack) -> NoReturn:
    with Steps() as steps:
        embedded = embedded_of(settings)
        if embedded is not None:
            house.callback(embedded.stop)
        settings = completed(settings, embedded.start(alone=True, say=steps) if embedded else None)
        logs = settings.data_dir / "log"
        logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        if settings.database_url:
            steps("Bringing the database up to date")
            _do(Child("migrate", to_env(settings), logs))
        steps("Starting the server and the workers")
        parts = _start_parts(house, settings, logs)
        world = None
        if settings.demo:
            steps("Filling the demo world" if demo.kept(settings) is None else "Opening the demo world")
            arguments = ["--credentials", str(credentials.absolute())] if credentials else []
            _do(Child("demo", to_env(settings), logs), *arguments)
            world = demo.kept(settings)
    _say_ready(settings, world)
    _watch(embedded, parts)


def _do(child: Child, *arguments: str) -> None:
    """Run a child that does one thing and ends."""
    try:
        child.start(arguments)
        child.finish()
    finally:
        stop_all([child])


def _start_parts(house: ExitStack, settings: Settings, logs: Path) -> list[Child]:
    environ = to_env(replace(settings, database_url="" if settings.app_database_url else settings.database_url))
    server, workers = Child("serve", environ, logs), Child("work", environ, logs)
    parts = [server, workers]
    house.callback(stop_all, parts)
    for part in parts:
        part.start()
    _wait(parts, workers.told_ready)
    _wait(parts, lambda: answers(settings.host, settings.port, "/readyz"))
    return parts


def _wait(parts: list[Child], ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not ready():
        for part in parts:
            if part.exited() is not None:
                raise Failed(f"{part.name} did not start. {part.last_words()}")
        if time.monotonic() > deadline:
            raise Failed(f"PartnerHub did not get ready in {READY_WITHIN:.0f} s. {parts[0].last_words()}")
        time.sleep(0.02)


def _watch(embedded: Embedded | None, parts: list[Child]) -> NoReturn:
    """Until a signal ends it: what fails is started again, what fails too often ends us."""
    while True:
        time.sleep(LOOK_EVERY)
        if embedded is not None and embedded.exited():
            print("PostgreSQL ended unexpectedly; starting it again.", flush=True)
            embedded.stop()
            embedded.start(alone=True)
        for part in parts:
            if part.exited() is not None:
                print(f"{part.name} ended unexpectedly; starting it again. See {part.log}.", flush=True)
                part.revive()


def _say_ready(settings: Settings, world: dict[str, Any] | None) -> None:
    print(f"\nPartnerHub is ready: {settings.url}   (logs: {settings.data_dir / 'log'}, stop: Ctrl-C)", flush=True)
    if world:
        print(demo.shown(world), flush=True)


@contextmanager
def _signals() -> Generator[None]:
    """The first signal stops us in order; while that goes on, further ones change nothing."""

    def stop(_number: int, _frame: Any) -> None:
        for one in STOPPING:
            signal.signal(one, signal.SIG_IGN)
        raise Stopped

    hears = [one for one in STOPPING if one != signal.SIGHUP or signal.getsignal(one) != signal.SIG_IGN]  # nohup
    before = {one: signal.signal(one, stop) for one in hears}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
