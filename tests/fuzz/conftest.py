"""The whole house with its demo world, without limits on how often one may call, and with the rules for URLs of a real one."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.cli.house import House
from tests.fuzz.things import own_key_id, things


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    settings = {"PARTNERHUB_RATE_LIMITS": "off", "PARTNERHUB_WEBHOOK_TARGETS": "public"}
    running = House(tmp_path_factory.mktemp("fuzz") / "data", settings=settings)
    running.start("--demo", "--credentials", str(running.data.with_name("credentials.json")))
    yield running
    running.stop()


@pytest.fixture(scope="package")
def world(house: House) -> dict[str, Any]:
    """The credentials of the demo world, with ids of `things` in it."""
    world = json.loads(house.data.with_name("credentials.json").read_text())
    return world | {"things": things(world), "own_key_id": own_key_id(world)}


@pytest.fixture
def unharmed(house: House) -> Iterator[None]:
    """The house is ready afterwards, and nothing in it crashed."""
    yield
    assert house.ready()
    assert "exc_type" not in "".join(log.read_text() for log in (house.data / "log").iterdir())
