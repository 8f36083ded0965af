"""429 as every stack meets it: the documented limit of balances, and when to come back (contract partner-api §4.4)."""

from collections.abc import Iterator

import msgspec
import pytest
from tests.cli.house import House
from tests.contract.conftest import Demo, Integration
from tests.contract.models import Meta

QUOTA, WINDOW = 5, 30  # requests, seconds


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Of a house with limits."""
    running = House(tmp_path_factory.mktemp("limited") / "data", settings={"PARTNERHUB_RATE_LIMITS": "documented"})
    running.start("--demo")
    yield msgspec.json.decode((running.data / "demo.json").read_bytes(), type=Demo)
    running.stop()


def test_a_refusal_says_when_to_come_back(us: Integration) -> None:
    answers = [us.ask("GET", us.client + "/info/balance") for _ in range(2 * QUOTA + 1)]
    assert {one.status for one in answers} <= {200, 429}
    refused = next(one for one in answers if one.status == 429)
    assert 1 <= int(refused.headers["retry-after"]) <= WINDOW
    told = msgspec.json.decode(refused.body, type=Meta).meta
    assert (told.http_code, told.success) == (429, False)
    assert '"client_balance";r=0' in refused.headers["ratelimit"]


def test_what_has_another_limit_goes_on(us: Integration) -> None:
    answer = us.ask("GET", us.client)
    assert answer.status == 200
    assert '"default";q=600;w=60' in answer.headers["ratelimit-policy"]
