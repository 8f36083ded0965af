"""docs/life-of-a-request.md and its neighbours name files and functions that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/partnerhub"
LIFE = (ROOT / "docs/life-of-a-request.md").read_text()
NAMED = re.compile(r"`([\w/]+\.py)(?:: ([\w. `,]+?))?`")
PLACES = sorted({(path, names) for path, names in NAMED.findall(LIFE)})


def files_of(path: str) -> list[Path]:
    """A path may leave out its folder where the line before named it."""
    return [one for one in SOURCE.rglob(Path(path).name) if one.as_posix().endswith(f"/{path}")]


@pytest.mark.parametrize(("path", "name"), PLACES)
def test_each_place_is_there(path: str, name: str) -> None:
    found = files_of(path)
    assert found, path
    last = name.rpartition(".")[2]
    assert not name or any(
        re.search(rf"^\s*(?:async def|def|class) {last}\b|^{last} ?[:=]", one.read_text(), re.MULTILINE)
        for one in found
    )


def test_each_state_and_problem_is_there() -> None:
    text = "".join(path.read_text() for path in SOURCE.rglob("*.py"))
    for name in set(re.findall(r"`([A-Z][A-Za-z]+)`", LIFE)):
        assert re.search(rf"\bclass {name}\b|^{name} = ", text, re.MULTILINE), name
