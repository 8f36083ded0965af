"""`partnerhub up`: PostgreSQL, migrations, all surfaces and workers, on one port, until told to stop."""

import signal
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from partnerhub.cli import demo
from partnerhub.cli.addresses import answers, require_free
from partnerhub.cli.children import Child, Failed, stop_all
from partnerhub.cli.installation import completed, embedded_of, log_folder
from partnerhub.cli.steps import Steps
from partnerhub.db.embedded import Dsns, Embedded
from partnerhub.kit.processes import STOPPING
from partnerhub.settings import Settings

READY_WITHIN = 60.0  # seconds
LOOK_EVERY = 0.5  # seconds between two looks at the children


class Stopped(BaseException):
    """A signal asked us to stop."""


def up(settings: Settings, credentials: Path | None) -> None:
    """Returns after SIGINT, SIGTERM or SIGHUP, when everything has stopped; raises when a part cannot run."""
    require_free(settings.host, settings.port)
    try:
        with _signals(), ExitStack() as house:
            _run(settings, credentials, house)
    except Stopped:
        print("Stopped.", flush=True)


def _run(settings: Settings, credentials: Path | None, house: ExitStack) -> NoReturn:
    logs = log_folder(settings)
    with Steps() as steps:
        parts = [Child("serve", logs), Child("work", logs)]
        embedded = embedded_of(settings)
        if embedded is not None:
            house.callback(embedded.stop)
        house.callback(stop_all, parts)
        for part in parts:
            part.start()
        settings = _with_database(settings, embedded, logs, steps)
        steps("Starting the server and the workers")
        for part in parts:
            part.give(replace(settings, database_url="") if settings.app_database_url else settings)
        filler = Child(
            "demo", logs, "--quiet", *(["--credentials", str(credentials.absolute())] if credentials else [])
        )
        house.callback(stop_all, [filler])
        world = _world(settings, credentials, parts, filler, steps)
    _say_ready(settings, world)
    _watch(embedded, parts, filler)


def _with_database(settings: Settings, embedded: Embedded | None, logs: Path, steps: Steps) -> Settings:
    """The database started, if it is ours, and up to date."""
    migrate = Child("migrate", logs)
    try:
        migrate.start()
        settings = completed(settings, _started(settings, embedded, steps) if embedded else None)
        if settings.database_url:
            steps("Bringing the database up to date")
            migrate.give(settings)
            migrate.finish()
    finally:
        stop_all([migrate])
    return settings


def _started(settings: Settings, embedded: Embedded, steps: Steps) -> Dsns:
    new = not embedded.made
    demo.begin(settings, new=new)
    dsns = embedded.start(alone=True, say=steps)
    demo.clear(settings, dsns.owner, new=new)
    return dsns


def _world(
    settings: Settings, credentials: Path | None, parts: list[Child], filler: Child, steps: Steps
) -> dict[str, Any] | None:
    """Returns when all parts are ready and the demo world, if it is wanted, is there. Its history comes after."""
    kept = settings.demo and demo.kept(settings) is not None
    if settings.demo and (not kept or demo.lacks_history(settings)):
        filler.start()
    _wait(settings, parts)
    if not settings.demo:
        return None
    if kept:
        world = demo.reopened(settings, credentials)
        if demo.lacks_history(settings):
            filler.give(settings)
        return world
    steps("Filling the demo world")
    filler.give(settings)
    while not filler.told_ready():
        if filler.exited() is not None:
            filler.finish()
            break
        time.sleep(0.02)
    demo.done(settings)
    return demo.kept(settings)


def _wait(settings: Settings, parts: list[Child]) -> None:
    """Until all parts say that they are ready: the workers by a pipe, the server by its own address."""
    deadline = time.monotonic() + READY_WITHIN
    workers = parts[1]
    while not (workers.told_ready() and answers(settings.host, settings.port, "/readyz")):
        for part in parts:
            if part.exited() is not None:
                raise Failed(f"{part.name} did not start. {part.last_words()}")
        if time.monotonic() > deadline:
            raise Failed(f"PartnerHub did not get ready in {READY_WITHIN:.0f} s. {parts[0].last_words()}")
        time.sleep(0.02)


def _watch(embedded: Embedded | None, parts: list[Child], filler: Child) -> NoReturn:
    """Until a signal ends it: what fails is started again, what fails too often ends us.

    A history that fails is written on at the next start.
    """
    while True:
        time.sleep(LOOK_EVERY)
        filler.exited()
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
