"""docs/compatibility.md has a line for all that people must be able to do (contract §13), and a browser test behind each."""

import re
from typing import NamedTuple

import pytest
from tests.architecture.docs.test_endpoints import functions_of
from tests.architecture.source.reading import ROOT, TESTS

TEXT = (ROOT / "docs/compatibility.md").read_text().partition("## What people can do")[2].partition("\n## ")[0]
ROW = re.compile(r"^\| (\w+) \| ([^|]+) \| `([\w./]+\.py)::([\w:]+)` \|$", re.MULTILINE)
FOLDER = TESTS / "journeys/acceptance"
CONTRACT = ROOT.parent / "shared/contract/hub-and-onboarding.md"
WORD = re.compile(r"[\w+-]+(?:\.\d+)*")
SMALL = {"Partner", "Client", "can", "Real", "components", "and", "or", "pass", "per"}


class Row(NamedTuple):
    who: str
    what: str
    file: str
    test: str


ROWS = [Row(*found) for found in ROW.findall(TEXT)]


def test_every_line_of_the_table_can_be_read() -> None:
    assert len(ROWS) == len(re.findall(r"^\|.*::test_", TEXT, re.MULTILINE))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.who}: {row.what}")
def test_the_test_of_each_line_is_there(row: Row) -> None:
    assert row.test in functions_of((FOLDER / row.file).read_text())


def test_every_test_of_the_folder_stands_in_the_table() -> None:
    found = {
        (file.name, one)
        for file in FOLDER.glob("test_*.py")
        for one in functions_of(file.read_text())
        if "test_" in one
    }
    assert found <= {(row.file, row.test) for row in ROWS}


def test_the_table_has_every_word_of_the_contracts_list() -> None:
    if not CONTRACT.exists():
        pytest.skip("the contract is not here; it lies beside the repository where this was written")
    asked = CONTRACT.read_text().partition("## 13.")[2].partition("\n")[2]
    assert set(WORD.findall(asked)) - set(WORD.findall(TEXT)) - SMALL <= {"4.7"}
