import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.rig.report import LINES, heading

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if lines := config.stash.get(LINES, []):
        terminalreporter.section("faults")
        terminalreporter.write_line(heading())
        for line in lines:
            terminalreporter.write_line(line)
