"""The README's tour, pasted line by line into a real bash, with a real curl, against a real demo."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.house import House
from tests.docs.shell import Shell
from tests.processes import wait_until

from partnerhub.cli.demo import TOUR

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text()
LINES = [line.strip() for line in TEXT.splitlines() if re.match(r"    (eval|curl|KEY=)", line)]
IN_WORDS = {"base_url": "http://localhost:8082", "messaging_url": "http://localhost:8082", "customer": "15550100200"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    running = House(tmp_path_factory.mktemp("readme") / "data")
    running.start("--demo")
    yield running
    running.stop()


@pytest.fixture
def shell(house: House) -> Iterator[Shell]:
    opened = Shell(house.data.parent, house.port)
    yield opened
    opened.close()


def test_the_tour_is_the_one_that_up_prints() -> None:
    names = ("partner_id", "partner_api_key", "channel_id")
    printed = TOUR.format_map({name: f"${name}" for name in names} | IN_WORDS)
    assert LINES[1:] == [line.strip() for line in printed.splitlines() if not line.strip().startswith("#")]


def test_the_tour_works_line_by_line(house: House, shell: Shell) -> None:
    world = json.loads((house.data / "demo.json").read_text())
    keys, channels, key, webhook, message, look = LINES
    assert shell.paste(keys) == ""
    assert [one["id"] for one in json.loads(shell.paste(channels))["partner_channels"]] == [world["channel_id"]]
    assert shell.paste(key) == ""
    assert shell.paste("echo $KEY").startswith("PHCH")
    assert json.loads(shell.paste(webhook))["url"] == f"http://localhost:{house.port}/sandbox/partner/hook"
    message_id = json.loads(shell.paste(message))["messages"][0]["id"]
    wait_until(lambda: len(json.loads(shell.paste(look))) == 4)
    arrived = [_value(one) for one in json.loads(shell.paste(look))]
    statuses = [status for value in arrived for status in value.get("statuses", [])]
    assert {one["status"] for one in statuses} == {"sent", "delivered", "read"}
    assert {one["id"] for one in statuses} == {message_id}
    answers = [answer for value in arrived for answer in value.get("messages", [])]
    assert [one["from"] for one in answers] == [world["customer"]]


def test_every_file_it_points_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", TEXT):
        assert (ROOT / target).exists(), target


def _value(kept: dict[str, Any]) -> dict[str, Any]:
    assert re.fullmatch("[0-9a-f]{64}", kept["headers"]["x-360dialog-signature"])
    return kept["body"]["entry"][0]["changes"][0]["value"]
