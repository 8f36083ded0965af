"""docs/compatibility.md has a line for every endpoint of the Partner API, and a test that really calls it behind each."""

import ast
import re
from typing import NamedTuple

import pytest
from tests.architecture.source.reading import ROOT, TESTS

from partnerhub.surfaces.partner_api.routes import ROUTES

TEXT = (ROOT / "docs/compatibility.md").read_text().partition("## Endpoints")[2].partition("\n## ")[0]
ROW = re.compile(r"^\|(?: (\S+) \|)? `([A-Z]+) (\S+)` \| (\d{3})[^|]* \| `([\w/]+\.py)::([\w:]+)` \|$", re.MULTILINE)
CONTRACT = ROOT.parent / "shared/contract/partner-api.md"
ENDPOINTS_OF_THE_ORIGINAL = 36  # lines of the contract's table, §19
PARTNER = "/api/v2/partners/{partner_id}"


class Row(NamedTuple):
    """`number`: of the contract's table; empty for what is ours."""

    number: str
    method: str
    path: str
    status: int
    file: str
    test: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


ROWS = [
    Row(number, method, re.sub("^P\\b", PARTNER, path), int(status), file, test)
    for number, method, path, status, file, test in ROW.findall(TEXT)
]


def test_every_line_of_the_table_can_be_read() -> None:
    assert len(ROWS) == len(re.findall(r"^\|.*::test_", TEXT, re.MULTILINE))


def test_the_table_has_exactly_the_routes_that_are_served() -> None:
    assert sorted(map(str, ROWS)) == sorted(map(str, ROUTES))


def test_each_line_tells_the_status_of_its_route() -> None:
    assert {str(row): row.status for row in ROWS} == {str(route): route.status for route in ROUTES}


def test_every_endpoint_of_the_original_is_there() -> None:
    numbers = [int(row.number) for row in ROWS if row.number.isdigit()]
    assert sorted(set(numbers)) == list(range(1, ENDPOINTS_OF_THE_ORIGINAL + 1))


def test_the_contract_has_no_more_lines_than_that() -> None:
    if not CONTRACT.exists():
        pytest.skip("the contract is not here; it lies beside the repository where this was written")
    table = CONTRACT.read_text().partition("## 19.")[2].partition("\n## ")[0]
    assert len(re.findall(r"^\| \d+ \|", table, re.MULTILINE)) == ENDPOINTS_OF_THE_ORIGINAL


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_test_of_each_line_is_there_and_speaks_of_it(row: Row) -> None:
    text = (TESTS / "partner_api" / row.file).read_text()
    assert row.test in functions_of(text)
    word = re.sub(r"/{\w+}", "", row.path).rpartition("/")[2]
    assert word in text
    assert re.search(rf'"{row.method}"|\.(get|{row.method.lower()})\(', text)


def functions_of(text: str) -> set[str]:
    """As pytest calls them: `TestChannel::test_is_read`."""
    tree = ast.parse(text)
    inside = {f"{one.name}::{it}" for one in tree.body if isinstance(one, ast.ClassDef) for it in names(one.body)}
    return inside | set(names(tree.body))


def names(body: list[ast.stmt]) -> list[str]:
    return [one.name for one in body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
