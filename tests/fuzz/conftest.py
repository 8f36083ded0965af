"""The whole house with its demo world, without limits on how often one may call."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.cli.house import House


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    running = House(tmp_path_factory.mktemp("fuzz") / "data", settings={"PARTNERHUB_RATE_LIMITS": "off"})
    running.start("--demo", "--credentials", str(running.data.with_name("credentials.json")))
    yield running
    running.stop()


@pytest.fixture(scope="package")
def world(house: House) -> dict[str, Any]:
    return json.loads(house.data.with_name("credentials.json").read_text())


@pytest.fixture
def unharmed(house: House) -> Iterator[None]:
    """The house is ready afterwards, and nothing in it crashed."""
    yield
    assert house.ready()
    assert "exc_type" not in "".join(log.read_text() for log in (house.data / "log").iterdir())
