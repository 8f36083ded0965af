"""The master secret lost, wrong or unreadable: each command says so in a sentence, and `doctor` names it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.house import partnerhub_
from tests.conftest import run
from tests.serving import free_port, opened
from tests.world import MASTER, VAULT

from partnerhub.db.embedded import Dsns
from partnerhub.domain.access import tokens

OTHER = "The master secret is not the one that this database was sealed with."
NO_HEX = "PARTNERHUB_SECRET_KEY is not 32 bytes in hex."


@pytest.fixture(scope="module")
def sealed(new_database: Callable[[str], Dsns]) -> Dsns:
    """A database in which something is sealed by the tests' secret."""
    dsns = new_database("sealed")
    run(_seal(dsns))
    return dsns


async def _seal(dsns: Dsns) -> None:
    async with opened(dsns, size=1) as database, database.entering() as db:
        await tokens.signing_key(db, VAULT)


@pytest.mark.parametrize(
    "command", [("serve", "--port"), ("work",), ("partner", "Acme", "a@b.example"), ("doctor", "--port")]
)
class TestAnotherSecret:
    def test_is_told_in_a_sentence_with_what_to_do(
        self, command: tuple[str, ...], sealed: Dsns, tmp_path: Path
    ) -> None:
        done = _called(command, tmp_path / "data", PARTNERHUB_DATABASE_URL=sealed.owner)
        assert done.returncode == 1
        assert OTHER in done.told
        assert "secrets.json" in done.told
        assert "Traceback" not in done.told

    def test_is_told_where_the_application_has_a_log_in_of_its_own(
        self, command: tuple[str, ...], sealed: Dsns, tmp_path: Path
    ) -> None:
        log_ins = {"PARTNERHUB_APP_DATABASE_URL": sealed.app, "PARTNERHUB_WORKER_DATABASE_URL": sealed.worker}
        done = _called(command, tmp_path / "data", PARTNERHUB_SECRET_KEY="0f" * 32, **log_ins)
        assert done.returncode == 1
        assert OTHER in done.told

    def test_is_told_too_when_it_is_no_secret_at_all(
        self, command: tuple[str, ...], sealed: Dsns, tmp_path: Path
    ) -> None:
        done = _called(
            command, tmp_path / "data", PARTNERHUB_DATABASE_URL=sealed.owner, PARTNERHUB_SECRET_KEY="not hex"
        )
        assert done.returncode == 1
        assert NO_HEX in done.told
        assert "Traceback" not in done.told


class TestTheSameSecret:
    def test_is_found_well(self, sealed: Dsns, tmp_path: Path) -> None:
        url = {"PARTNERHUB_DATABASE_URL": sealed.owner, "PARTNERHUB_SECRET_KEY": MASTER.hex()}
        done = _called(("doctor", "--port"), tmp_path / "data", **url)
        assert "What lies sealed in the database can be read." in done.told
        assert done.returncode == 0, done.told


class TestLostSecrets:
    @pytest.mark.parametrize(
        "command", [("serve", "--port"), ("up", "--port"), ("work",), ("migrate",), ("doctor", "--port")]
    )
    def test_are_not_made_anew_beside_a_database_that_they_do_not_open(
        self, command: tuple[str, ...], tmp_path: Path
    ) -> None:
        (tmp_path / "postgres" / "data").mkdir(parents=True)
        done = _called(command, tmp_path)
        assert done.returncode == 1
        assert f"{tmp_path / 'secrets.json'} is missing" in done.told
        assert "from your backup" in done.told
        assert "Traceback" not in done.told
        assert not (tmp_path / "secrets.json").exists()


class TestNoDatabase:
    @pytest.mark.parametrize("command", [("serve", "--port"), ("work",)])
    def test_is_told_in_a_sentence(self, command: tuple[str, ...], tmp_path: Path) -> None:
        done = _called(command, tmp_path, PARTNERHUB_DATABASE_URL="postgresql://no@127.0.0.1:1/no")
        assert done.returncode == 1
        assert "does not let" in done.told
        assert '"event":"database not reached"' in done.told
        assert "Traceback" not in done.told

    @pytest.mark.parametrize("command", [("serve", "--port"), ("work",)])
    def test_without_its_tables_is_told_what_to_run(
        self, command: tuple[str, ...], tmp_path: Path, cluster: Dsns
    ) -> None:
        done = _called(command, tmp_path, PARTNERHUB_DATABASE_URL=cluster.owner)
        assert done.returncode == 1
        assert "Run: partnerhub migrate" in done.told


class _Done:
    def __init__(self, returncode: int, told: str) -> None:
        self.returncode, self.told = returncode, told


def _called(command: tuple[str, ...], data: Path, **settings: str) -> _Done:
    port = [str(free_port())] if command[-1] == "--port" else []
    done = partnerhub_(*command, *port, "--data-dir", str(data), **settings)
    return _Done(done.returncode, done.stdout + done.stderr)
