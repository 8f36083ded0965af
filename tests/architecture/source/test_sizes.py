"""Small before clever. A limit here is lowered when it is beaten, and never raised without a decision record."""

from collections import Counter
from pathlib import Path
from statistics import median

import pytest
from tests.architecture.source.reading import ROOT, SRC, TESTS, lines, modules

FILES_IN_A_FOLDER = 15
FILES = {SRC: (63, 160, 250), TESTS: (90, 180, 260)}  # lines: median, nine of ten, longest
FUNCTIONS = {SRC: (6, 16, 50), TESTS: (6, 14, 40)}
MADE = {"static", "node_modules", "__pycache__"}  # folders that a build fills


@pytest.mark.parametrize("where", [SRC, TESTS], ids=["src", "tests"])
def test_files_are_short(where: Path) -> None:
    sizes = {str(one.path.relative_to(ROOT)): len(one.text.splitlines()) for one in modules(where)}
    assert_within(sizes, FILES[where])


@pytest.mark.parametrize("where", [SRC, TESTS], ids=["src", "tests"])
def test_functions_are_short(where: Path) -> None:
    sizes = {
        f"{one.path.relative_to(ROOT)}:{f.name}:{f.lineno}": lines(f) for one in modules(where) for f in one.functions()
    }
    assert_within(sizes, FUNCTIONS[where])


@pytest.mark.parametrize("where", [SRC, TESTS], ids=["src", "tests"])
def test_no_folder_holds_too_many_files(where: Path) -> None:
    files = (path for path in where.rglob("*") if path.is_file() and not MADE & set(path.parts))
    held = Counter(str(path.parent.relative_to(ROOT)) for path in files)
    migrations = held.pop("src/partnerhub/db/migrations", 0)  # they only ever grow: one for each change of the tables
    assert migrations or where is TESTS
    assert {folder: count for folder, count in held.items() if count > FILES_IN_A_FOLDER} == {}


def assert_within(sizes: dict[str, int], limits: tuple[int, int, int]) -> None:
    middle, most, longest = limits
    ordered = sorted(sizes.values())
    assert {name: size for name, size in sizes.items() if size > longest} == {}
    assert median(ordered) <= middle
    assert ordered[len(ordered) * 9 // 10] <= most
