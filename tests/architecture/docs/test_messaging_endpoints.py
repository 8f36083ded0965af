"""docs/compatibility.md has a line for every endpoint of the Messaging API, and a test that really calls it behind each."""

import re
from typing import NamedTuple

import pytest
from tests.architecture.docs.test_endpoints import functions_of
from tests.architecture.source.reading import ROOT, TESTS
from tests.messaging_api.passing.test_paths import PATHS

from partnerhub.surfaces.messaging_api.routes import ROUTES

HEADING = "## Endpoints of the Messaging API"
TEXT = (ROOT / "docs/compatibility.md").read_text().partition(HEADING)[2].partition("\n## ")[0]
ROW = re.compile(r"^\| ([\w ]+) \| `([A-Z]+) (\S+)` \| (\d{3}), ([^|]+) \| `([\w/]+\.py)::([\w:]+)` \|$", re.MULTILINE)
CONTRACT = ROOT.parent / "shared/contract/messaging-and-meta.md"
CALL = re.compile(r"`(GET|POST|PUT|PATCH|DELETE) (/[\w/{}-]+)")
NAME = re.compile(r"{[\w-]+}")


class Row(NamedTuple):
    group: str
    method: str
    path: str
    status: int
    answer: str
    file: str
    test: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


ROWS = [
    Row(group, method, path, int(status), answer, file, test)
    for group, method, path, status, answer, file, test in ROW.findall(TEXT)
]


def test_every_line_of_the_table_can_be_read() -> None:
    assert len(ROWS) == len(re.findall(r"^\|.*::test_|^\|.*::Test", TEXT, re.MULTILINE))


def test_the_table_has_exactly_the_routes_that_are_served() -> None:
    """With their groups and statuses, in their order."""
    served = [(route.tag, route.method, route.plain, route.status) for route in ROUTES]
    assert [(row.group, row.method, row.path, row.status) for row in ROWS] == served


def test_the_contract_names_no_call_that_is_not_in_the_table() -> None:
    if not CONTRACT.exists():
        pytest.skip("the contract is not here; it lies beside the repository where this was written")
    table = CONTRACT.read_text().partition("## A.2")[2].partition("\n## ")[0]
    first_cells = "\n".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    named = {(method, plain(path)) for method, path in CALL.findall(first_cells)}
    assert len(named) > 30
    assert named - {(row.method, plain(row.path)) for row in ROWS} == set()


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_test_of_each_line_is_there_and_speaks_of_it(row: Row) -> None:
    text = (TESTS / "messaging_api" / row.file).read_text()
    assert row.test in functions_of(text)
    if row.file == "passing/test_paths.py" and row.test == "test_leads_to_the_keys_own":
        assert led(row)
        return
    assert re.sub(r"/{\w+}", "", row.path).rpartition("/")[2] in text
    assert re.search(rf'"{row.method}"|\.(get|{row.method.lower()})\(|{{verb}}', text)


def led(row: Row) -> bool:
    """Whether the test of paths has one like the row's, and that it leads where the row says."""
    ours = re.compile(NAME.sub("[^/]+", row.path.replace(".", "[.]")))
    wanted = plain(re.search(r"`(\S+)`", row.answer)[1])  # pyright: ignore[reportOptionalSubscript]
    for method, path, theirs in PATHS:
        at_meta = "/" + re.sub(r"\b(\d{16}|ANED2T5QRU7HG1)\b", "{node}", theirs.partition("?")[0])
        if method == row.method and ours.fullmatch("/" + path.partition("?")[0]) and plain(at_meta) == wanted:
            return True
    return False


def plain(path: str) -> str:
    """Without what the names in it are called."""
    return NAME.sub("{}", path).rstrip("/")
