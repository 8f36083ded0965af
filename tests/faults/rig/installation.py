"""PartnerHub as it stands on a machine: PostgreSQL, servers and workers as processes of their own, and the sink."""

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal

import msgspec
from tests.conftest import run
from tests.faults.rig.client import Task, Told
from tests.faults.rig.messages import Number
from tests.faults.rig.population import PLATFORM_SECRET, populate
from tests.faults.rig.postgres import Shared
from tests.faults.rig.processes import Part, ended, started
from tests.faults.rig.sink import Receipt
from tests.serving import free_port
from tests.world import MASTER

from partnerhub.cli.addresses import answers
from partnerhub.db.embedded import Dsns
from partnerhub.settings import Settings, to_env

META_SECRET = "the app's secret"
NOWHERE = "http://127.0.0.1:9"
LOOK_EVERY = 0.02  # seconds


class Installation:
    """Use `standing`."""

    def __init__(self, folder: Path, postgres: Shared, servers: int, workers: int, **settings: str | int) -> None:
        self.folder, self.postgres = folder, postgres
        self.ports = [free_port() for _ in range(servers)]
        self.numbers: Sequence[Number] = []
        env = to_env(Settings(**_settings(postgres.dsns) | settings))  # type: ignore[arg-type]
        self.servers = [
            Part(f"serve-{n}", "serve", env | {"PARTNERHUB_PORT": str(port)}, folder / f"serve-{n}.log")
            for n, port in enumerate(self.ports)
        ]
        self.workers = [Part(f"work-{n}", "work", env, folder / f"work-{n}.log") for n in range(workers)]

    @property
    def parts(self) -> list[Part]:
        return [*self.servers, *self.workers]

    @property
    def deaths(self) -> list[str]:
        """Processes that ended although nobody killed them."""
        return [death for part in self.parts for death in part.deaths]

    def tend(self) -> None:
        for part in self.parts:
            part.tend()

    def until(self, true: Callable[[], bool], seconds: float) -> float:
        """Keep everything running until `true`; how long that took. Fails when it takes longer than `seconds`."""
        began = time.monotonic()
        while not true():
            assert time.monotonic() - began < seconds, f"not true within {seconds} s"
            self.tend()
            time.sleep(LOOK_EVERY)
        return time.monotonic() - began

    def ready(self) -> bool:
        return all(answers("127.0.0.1", port, "/readyz") for port in self.ports)

    def owed(self) -> int:
        return self.postgres.ask("SELECT count(*) FROM delivery")

    def steady(self, client: "Posting", count: int) -> None:
        """Until so many messages more are acknowledged."""
        goal = client.count() + count
        self.until(lambda: client.count() >= goal, 120)

    def task(self, total: int, rate: float, **more: Any) -> Task:
        numbers = more.pop("numbers", self.numbers)
        file = self.folder / f"acknowledged-from-{more.get('first', 0)}"
        return Task(
            ports=self.ports, secret=META_SECRET, numbers=list(numbers), total=total, rate=rate,
            acknowledged=str(file), **more,
        )  # fmt: skip

    def receipts(self) -> list[Receipt]:
        return [Receipt.read(line) for line in (self.folder / "received").read_text().splitlines()]


class Posting:
    """A client at work. `acknowledged`: message by message, when the 200 came on the monotonic clock."""

    def __init__(self, process: subprocess.Popen[bytes], acknowledged: Path) -> None:
        self._process, self._file = process, acknowledged.open("rb")
        self._rest = b""
        self.acknowledged: dict[int, float] = {}

    def count(self) -> int:
        """How many are acknowledged by now."""
        *lines, self._rest = (self._rest + self._file.read()).split(b"\n")
        for line in lines:
            n, at = line.split()
            self.acknowledged[int(n)] = float(at)
        return len(self.acknowledged)

    def over(self) -> bool:
        return self._process.poll() is not None

    def stop(self) -> None:
        """No new messages."""
        self._process.terminate()

    def told(self) -> Told:
        assert self._process.stdout
        self.count()
        self._file.close()
        assert self._process.wait(60) == 0
        return msgspec.json.decode(self._process.stdout.read(), type=Told)


def _settings(dsns: Dsns) -> dict[str, Any]:
    """As in life: no sandbox; Meta is not reached, for nothing here asks it."""
    return {
        "app_database_url": dsns.app, "worker_database_url": dsns.worker, "secret_key": MASTER.hex(),
        "sandbox": False, "graph_url": NOWHERE, "meta_app_id": "1", "meta_app_secret": META_SECRET,
        "meta_config_id": "2", "meta_verify_token": "3", "meta_system_token": "4",
        "webhook_targets": "any", "log_level": "warning",
    }  # fmt: skip


@contextmanager
def standing(
    folder: Path,
    postgres: Shared,
    *,
    servers: int = 2,
    workers: int = 2,
    wabas: int = 8,
    manner: Callable[[int], str] = lambda _: "ok",
    kind: Literal["channel", "waba"] = "channel",
    **settings: str | int,
) -> Iterator[Installation]:
    with ExitStack() as stack:
        one = Installation(folder, postgres, servers, workers, **settings)
        sink = stack.enter_context(
            ended(
                started(
                    "tests.faults.rig.sink", str(folder / "received"), PLATFORM_SECRET,
                    more={}, log=folder / "sink.log", stdout=subprocess.PIPE,
                )
            )
        )  # fmt: skip
        assert sink.stdout
        one.numbers = run(
            populate(postgres.dsns, f"http://127.0.0.1:{int(sink.stdout.readline())}", wabas, manner, kind)
        )
        for part in one.parts:
            stack.callback(part.end)
            part.start()
        one.until(one.ready, 60)
        yield one


@contextmanager
def posting(task: Task, folder: Path) -> Iterator[Posting]:
    acknowledged = Path(task.acknowledged)
    acknowledged.touch()
    process = started(
        "tests.faults.rig.client", more={}, log=folder / "client.log", stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with ended(process):
        assert process.stdin
        process.stdin.write(msgspec.json.encode(task))
        process.stdin.close()
        yield Posting(process, acknowledged)
