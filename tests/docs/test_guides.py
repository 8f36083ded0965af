"""The guides of docs/: every command is pasted into a real bash against a real demo, every program is run."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.cli.house import House
from tests.docs.shell import Shell
from tests.printed import lacking
from tests.processes import wait_until

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = ("quickstart", "authentication", "lists", "webhooks", "errors", "limits")


def blocks(page: str, language: str) -> list[tuple[str, str]]:
    """The page's blocks in this language, each with the JSON that is printed as its answer, if there is some."""
    found = [*BLOCK.findall((DOCS / f"{page}.md").read_text()), ("", "")]
    return [
        (text, after if kind == "json" else "") for (one, text), (kind, after) in pairwise(found) if one == language
    ]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    running = House(tmp_path_factory.mktemp("guides") / "data")
    running.start("--demo")
    yield running
    running.stop()


@pytest.fixture
def shell(house: House) -> Iterator[Shell]:
    """As the quickstart leaves it: with the variables, and the channel's key."""
    opened = Shell(house.data.parent, house.port)
    for text, _ in blocks("quickstart", "bash"):
        opened.paste(text)
        if text.startswith("CHANNEL_KEY="):
            break
    yield opened
    opened.close()


@pytest.mark.parametrize("page", PAGES)
def test_every_command_answers_as_printed(shell: Shell, page: str) -> None:
    for command, printed in blocks(page, "bash"):
        said = shell.paste(command)
        if printed and " -X " not in command:
            wait_until(lambda one=command, answer=printed: not missing(answer, shell.paste(one)))
        elif printed:
            assert missing(printed, said) == [], (command, said)
        else:
            assert '"success":false' not in said, (command, said)


def missing(printed: str, said: str) -> list[str]:
    """What the last JSON text that was said lacks of the printed one."""
    given, decoder, place = None, json.JSONDecoder(), 0
    while place < len(said):
        given, place = decoder.raw_decode(said, place)
    return lacking(json.loads(printed), given)


def test_the_program_that_reads_all_rows_does(house: House) -> None:
    ((program, _),) = blocks("lists", "python")
    demo = json.loads((house.data / "demo.json").read_text())
    here = {"P": f"http://localhost:{house.port}/api/v2/partners/{demo['partner_id']}", "PATH": os.environ["PATH"]}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        env={**here, "partner_api_key": demo["partner_api_key"]},
    )  # fmt: skip
    assert f"{demo['client_id']} Lisbon Bakery" in done.stdout


def test_every_fence_is_of_a_kind_that_is_tried() -> None:
    kinds: dict[str, set[str]] = {page: {kind for kind, _ in BLOCK.findall(text(page))} for page in PAGES}
    assert set().union(*kinds.values()) == {"bash", "json", "python", "javascript", "php"}
    assert {page for page in PAGES if kinds[page] - {"bash", "json"}} == {"lists", "webhooks"}
    for page in PAGES:
        assert text(page).count("\n```") == 2 * len(BLOCK.findall(text(page))), page


def text(page: str) -> str:
    return (DOCS / f"{page}.md").read_text()


def test_every_json_is_json() -> None:
    for page in (*PAGES, "events"):
        for kind, one in BLOCK.findall(text(page)):
            if kind == "json":
                told: Any = json.loads(one)
                assert told
