import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.rig.postgres import Postgres, Shared, running
from tests.faults.rig.report import LINES, heading
from tests.faults.rig.scale import FULL

from partnerhub.db.embedded import Dsns
from partnerhub.kit import ids

Say = Callable[[str], None]


@pytest.fixture
def say(request: pytest.FixtureRequest) -> Say:
    """A line of the report that is printed at the end of `make faults`."""
    return request.config.stash.setdefault(LINES, []).append


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Logs and what was written down stay for whoever looks; the database goes."""
    yield tmp_path
    shutil.rmtree(tmp_path / "postgres", ignore_errors=True)


@pytest.fixture
def postgres(folder: Path) -> Iterator[Postgres]:
    """A server of the test's own, durable as in life."""
    with running(folder / "postgres") as server:
        yield server


@pytest.fixture
def database(request: pytest.FixtureRequest, new_database: Callable[[str], Dsns]) -> Shared:
    """A database of the test's own, durable in the full form; the short one is on the server of all tests."""
    if FULL:
        return request.getfixturevalue("postgres")
    return Shared(new_database(f"faults_{ids.random_id(8).lower()}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if lines := config.stash.get(LINES, []):
        terminalreporter.section("faults")
        terminalreporter.write_line(heading())
        for line in lines:
            terminalreporter.write_line(line)
