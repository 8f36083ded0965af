"""`partnerhub up --demo` as people run it, and every HTTP stack that speaks to it."""

from collections.abc import Iterator

import msgspec
import pytest
from tests.cli.house import House
from tests.contract.stacks import STACKS, Answer, Stack, missing

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


class Rival(msgspec.Struct):
    partner_id: str
    client_id: str


class Demo(msgspec.Struct):
    """What the demo printed."""

    base_url: str
    messaging_url: str
    partner_id: str
    partner_username: str
    partner_password: str
    partner_api_key: str
    client_id: str
    channel_id: str
    waba_id: str
    rival: Rival


class Integration:
    """A partner's program: its stack, and how it names itself."""

    def __init__(self, stack: Stack, demo: Demo) -> None:
        self.stack = stack
        self.demo = demo
        self.partner = f"/api/v2/partners/{demo.partner_id}"
        self.client = f"{self.partner}/clients/{demo.client_id}"
        self.channel = f"{self.client}/channels/{demo.channel_id}"
        self.keys = f"{self.partner}/channels/{demo.channel_id}/api_keys"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """With the partner's key; headers' names are as keywords write them, `Content_Type`."""
        given = {"x-api-key": self.demo.partner_api_key, "Accept": JSON}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.stack.ask(method, path, given, body)

    def send(self, method: str, path: str, body: object, **headers: str) -> Answer:
        """`body` as JSON."""
        return self.ask(method, path, msgspec.json.encode(body), Content_Type=JSON, **headers)

    def bare(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Without a key."""
        return self.stack.ask(method, path, {name.replace("_", "-"): value for name, value in headers.items()}, body)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Without limits: all stacks call from one address with one key."""
    running = House(tmp_path_factory.mktemp("contract") / "data", settings={"PARTNERHUB_RATE_LIMITS": "off"})
    running.start("--demo")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def demo(house: House) -> Demo:
    return msgspec.json.decode((house.data / "demo.json").read_bytes(), type=Demo)


@pytest.fixture(scope="module", params=STACKS)
def stack(request: pytest.FixtureRequest, demo: Demo) -> Iterator[Stack]:
    kind = STACKS[request.param]
    if why := missing(kind):
        pytest.skip(why)
    made = kind(demo.base_url)
    yield made
    made.close()


@pytest.fixture
def us(stack: Stack, demo: Demo) -> Integration:
    return Integration(stack, demo)
