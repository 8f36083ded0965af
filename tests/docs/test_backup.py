"""Backup and restore, by the very commands of docs/operating.md, in a real bash."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.house import SOURCE, House

TEXT = (Path(__file__).parents[2] / "docs/operating.md").read_text()
BACKUP, NEW_FOLDER, RESTORE = (
    re.search(pattern, TEXT.partition("## Backup and restore")[2], re.DOTALL | re.MULTILINE)
    for pattern in (r"^    PG=.*?backup\.json$", r"^    mkdir .*?secrets\.json$", r"^    \{ echo .*?STOP=1$")
)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A short path, as a data folder has in life: with a long one PostgreSQL's socket lies elsewhere."""
    with tempfile.TemporaryDirectory(prefix="hub-") as folder:
        yield Path(folder)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    running = House(tmp_path / "data")
    running.start("--demo")
    yield running
    running.stop()


def test_a_dump_restored_elsewhere_is_the_same_installation(house: House, tmp_path: Path) -> None:
    assert BACKUP
    assert NEW_FOLDER
    assert RESTORE
    before = json.loads((house.data / "demo.json").read_text())
    run(tmp_path, BACKUP[0] + "\n" + NEW_FOLDER[0])
    restored = House(tmp_path / "restored")
    restored.start()
    run(tmp_path, BACKUP[0].partition("$PG/pg_dump")[0] + RESTORE[0])
    restored.stop()
    restored.start()
    shown = run(
        tmp_path,
        f"curl -sf -H 'x-api-key: {before['partner_api_key']}'"
        f" http://localhost:{restored.port}/api/v2/partners/{before['partner_id']}/channels",
    )
    restored.stop()
    assert [one["id"] for one in json.loads(shown)["partner_channels"]] == [before["channel_id"]]


def run(folder: Path, commands: str) -> str:
    ours = commands.replace(".venv/bin/python", f"PYTHONPATH={SOURCE} {sys.executable}")
    done = subprocess.run(  # noqa: S603
        ["bash", "-euo", "pipefail", "-c", ours],  # noqa: S607
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
