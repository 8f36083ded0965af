import asyncio
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import psutil
import pytest
from tests.conftest import execute, run
from tests.processes import all_gone, family, wait_until

from partnerhub.db import engine, secret_file
from partnerhub.db.embedded import Dsns, Embedded
from partnerhub.db.engine import CannotRun

PARENT = """
import sys, time
from pathlib import Path
from typing import Any
from partnerhub.db.embedded import Embedded
print(Embedded(Path(sys.argv[1])).start().owner, flush=True)
time.sleep(60)
"""
pytestmark = pytest.mark.faults
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can run as another user")


async def ask(dsn: str, question: str) -> str:
    db = await asyncpg.connect(dsn)
    try:
        return str(await db.fetchval(question))
    finally:
        await db.close()


def answer(dsn: str, question: str) -> str:
    return run(ask(dsn, question))


def started_elsewhere(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """Another process that has started PostgreSQL on `folder`, and the owner's DSN that it printed."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", PARENT, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    return process, process.stdout.readline().strip()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("embedded") / "data"


@pytest.fixture(scope="module")
def dsns(folder: Path) -> Iterator[Dsns]:
    with Embedded(folder) as dsns:
        yield dsns


class TestRunning:
    def test_it_is_durable_and_checks_its_pages(self, dsns: Dsns) -> None:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert answer(dsns.owner, f"SHOW {setting}") == "on"

    def test_it_listens_on_no_network_address(self, dsns: Dsns) -> None:
        assert answer(dsns.owner, "SHOW listen_addresses") == ""

    def test_each_role_logs_in_as_itself_and_none_passes_row_level_security(self, dsns: Dsns) -> None:
        names = [answer(dsn, "SELECT current_user") for dsn in (dsns.owner, dsns.app, dsns.worker)]
        assert names == ["partnerhub", "partnerhub_app", "partnerhub_worker"]
        powerful = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'partnerhub%' AND (rolsuper OR rolbypassrls)"
        assert answer(dsns.owner, powerful) == "0"

    def test_nobody_logs_in_without_the_password_nor_as_the_superuser(self, dsns: Dsns) -> None:
        password = dsns.app.split(":")[2].split("@")[0]
        for dsn in (dsns.app.replace(password, "wrong"), dsns.app.replace("partnerhub_app", "postgres")):
            with pytest.raises(asyncpg.InvalidPasswordError):
                answer(dsn, "SELECT 1")

    def test_secrets_and_socket_are_for_their_owner_alone(self, dsns: Dsns, folder: Path) -> None:
        assert stat.S_IMODE((folder / "secrets.json").stat().st_mode) == 0o600
        assert stat.S_IMODE((folder / "postgres" / "run").stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / "postgres" / "data").stat().st_mode) == 0o700

    def test_a_second_start_joins_the_running_server(self, dsns: Dsns, folder: Path) -> None:
        second = Embedded(folder)
        assert second.start() == dsns
        assert not second.ours
        second.stop()
        assert answer(dsns.owner, "SELECT 1") == "1"

    def test_another_process_joins_the_running_server(self, dsns: Dsns, folder: Path) -> None:
        process, dsn = started_elsewhere(folder)
        try:
            assert dsn == dsns.owner
            assert process.poll() is None
        finally:
            process.kill()
            process.wait()
        assert answer(dsns.owner, "SELECT 1") == "1"

    def test_who_wants_it_alone_is_told_that_another_runs(self, dsns: Dsns, folder: Path) -> None:
        with pytest.raises(CannotRun, match="Another partnerhub process runs"):
            Embedded(folder).start(alone=True)


class TestAStopDuringTheStart:
    def test_leaves_no_server_whenever_it_comes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        spawn, spawned = engine.Engine.spawn, list[psutil.Process]()

        def interrupted(*arguments: Any, **named: Any) -> Any:
            process = spawn(*arguments, **named)
            spawned.append(psutil.Process(process.pid))
            signal.raise_signal(signal.SIGINT)  # between its first moment and our knowing of it
            return process

        monkeypatch.setattr(engine.Engine, "spawn", interrupted)
        with pytest.raises(KeyboardInterrupt):
            Embedded(tmp_path).start()
        assert len(spawned) == 1
        assert all_gone(spawned)


class TestNextStart:
    def test_finds_the_data_of_the_last(self, tmp_path: Path) -> None:
        with Embedded(tmp_path) as dsns:
            run(execute(dsns.owner, "CREATE TABLE kept AS SELECT 42 AS value"))
        with Embedded(tmp_path) as dsns:
            assert answer(dsns.owner, "SELECT value FROM kept") == "42"

    def test_after_kill_9_of_the_parent_no_process_is_left_and_the_data_are_there(self, tmp_path: Path) -> None:
        process, dsn = started_elsewhere(tmp_path)
        run(execute(dsn, "CREATE TABLE kept AS SELECT 42 AS value"))
        left = family(process.pid)
        assert any("postgres" in one.name() for one in left)
        process.kill()
        process.wait()
        with Embedded(tmp_path) as dsns:  # even while the old server is still stopping
            assert all_gone(left)
            assert answer(dsns.owner, "SELECT value FROM kept") == "42"

    def test_after_kill_9_of_the_server_the_data_are_there(self, tmp_path: Path) -> None:
        embedded = Embedded(tmp_path)
        dsns = embedded.start()
        run(execute(dsns.owner, "CREATE TABLE kept AS SELECT 42 AS value"))
        server = psutil.Process(int((embedded.data / "postmaster.pid").read_text().split()[0]))
        server.kill()
        wait_until(embedded.exited)
        embedded.stop()
        assert answer(embedded.start().owner, "SELECT value FROM kept") == "42"
        embedded.stop()

    def test_a_first_start_that_was_cut_short_leaves_no_half_made_database(self, tmp_path: Path) -> None:
        (tmp_path / "postgres" / "data.new" / "base").mkdir(parents=True)
        with Embedded(tmp_path) as dsns:
            assert answer(dsns.owner, "SELECT 1") == "1"


class TestPlaces:
    def test_a_path_too_long_for_a_socket_is_no_hindrance(self, tmp_path: Path) -> None:
        deep = tmp_path / ("a" * 60) / ("b" * 60)
        with Embedded(deep) as dsns:
            assert answer(dsns.owner, "SELECT 1") == "1"
            elsewhere = Path((deep / "postgres.socket").read_text())
            assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o700
            process, dsn = started_elsewhere(deep)
            process.kill()
            process.wait()
            assert dsn == dsns.owner

    def test_there_too_a_restart_keeps_the_address_that_others_hold(self, tmp_path: Path) -> None:
        server = Embedded(tmp_path / ("a" * 60) / ("b" * 60))
        before = server.start()
        server.stop()
        assert server.start() == before
        server.stop()

    @as_root
    def test_as_root_it_works_below_folders_that_the_server_cannot_enter(self, tmp_path: Path) -> None:
        locked = tmp_path / "locked"
        locked.mkdir(mode=0o700)
        with Embedded(locked / "data") as dsns:
            assert answer(dsns.owner, "SELECT 1") == "1"
            pid = int((locked / "data/postgres/data/postmaster.pid").read_text().split()[0])
            assert psutil.Process(pid).uids().real != 0
        assert stat.S_IMODE(locked.stat().st_mode) == 0o700
        assert locked.stat().st_uid == 0

    @as_root
    def test_as_root_it_runs_as_the_user_whose_data_they_are(self, tmp_path: Path) -> None:
        with Embedded(tmp_path):
            pass
        for path in (tmp_path / "postgres", *(tmp_path / "postgres").rglob("*")):
            os.chown(path, 1, 1)
        with Embedded(tmp_path) as dsns:
            assert answer(dsns.owner, "SELECT 1") == "1"
            pid = int((tmp_path / "postgres/data/postmaster.pid").read_text().split()[0])
            assert psutil.Process(pid).uids().real == 1


class TestRefusals:
    def test_secrets_that_others_can_read_are_refused(self, tmp_path: Path) -> None:
        secret_file.load_or_make(tmp_path)
        (tmp_path / "secrets.json").chmod(0o644)
        with pytest.raises(secret_file.Unsafe, match="chmod 600"):
            Embedded(tmp_path).start()

    def test_data_of_another_version_are_refused(self, tmp_path: Path) -> None:
        with Embedded(tmp_path):
            pass
        (tmp_path / "postgres/data/PG_VERSION").write_text("17\n")
        with pytest.raises(CannotRun, match="made by PostgreSQL 17"):
            Embedded(tmp_path).start()

    def test_a_server_that_cannot_start_says_its_last_words(self, tmp_path: Path) -> None:
        with pytest.raises(CannotRun, match="invalid value for parameter"):
            Embedded(tmp_path, options={"max_connections": "none"}).start()

    async def test_a_thread_other_than_the_main_one_may_not_start_it(self, tmp_path: Path) -> None:
        with pytest.raises(RuntimeError, match="main thread"):
            await asyncio.to_thread(Embedded(tmp_path).start)


class TestStop:
    def test_the_server_stops_with_connections_open(self, tmp_path: Path) -> None:
        embedded = Embedded(tmp_path)
        dsns = embedded.start()
        holding, _ = started_elsewhere(tmp_path)
        left = family(int((embedded.data / "postmaster.pid").read_text().split()[0]))
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
            run(stop_while_asking(dsns.owner, embedded))
        assert all_gone(left)
        holding.send_signal(signal.SIGKILL)
        holding.wait()


async def stop_while_asking(dsn: str, embedded: Embedded) -> None:
    db = await asyncpg.connect(dsn)
    await asyncio.to_thread(embedded.stop)
    await db.fetchval("SELECT 1")
