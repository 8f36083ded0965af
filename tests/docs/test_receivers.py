"""The receivers of docs/webhooks.md, run: each takes what is ours and refuses what is not."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from standardwebhooks.webhooks import WebhookVerificationError
from tests.cli.house import House
from tests.contract.stacks import found_node
from tests.docs.test_guides import blocks
from tests.processes import wait_until
from tests.receiver import receiving
from tests.serving import free_port

FILES = {"python": "receiver.py", "javascript": "receiver.mjs", "php": "receiver.php"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    running = House(tmp_path_factory.mktemp("receivers") / "data")
    running.start("--demo")
    yield running
    running.stop()


@pytest.fixture
def demo(house: House) -> dict[str, Any]:
    return json.loads((house.data / "demo.json").read_text())


@pytest.fixture
def hub(demo: dict[str, Any]) -> Iterator[httpx.Client]:
    """The Partner API, below the partner."""
    base = f"{demo['base_url']}/api/v2/partners/{demo['partner_id']}"
    with httpx.Client(base_url=base, headers={"x-api-key": demo["partner_api_key"]}, timeout=60) as session:
        yield session


def command(language: str, program: str, port: int) -> list[str]:
    """How the program is run; skips plainly where its language is not on this machine."""
    runners = {"python": sys.executable, "javascript": found_node(), "php": shutil.which("php")}
    runner = runners[language]
    if not runner:
        pytest.skip(f"no {language} here")
    return [runner, *(["-S", f"127.0.0.1:{port}"] if language == "php" else []), program]


@pytest.mark.parametrize("language", FILES)
def test_a_receiver_takes_ours_and_refuses_others(
    tmp_path: Path, demo: dict[str, Any], hub: httpx.Client, language: str
) -> None:
    port, program = free_port(), tmp_path / FILES[language]
    program.write_text(blocks("webhooks", language)[0][0])
    log = tmp_path / "log"
    settings = {"PATH": os.environ["PATH"], "PLATFORM_SECRET": demo["platform_secret"], "PORT": str(port)}
    with log.open("wb") as out:
        running = subprocess.Popen(  # noqa: S603
            command(language, str(program), port), env=settings, stdout=out, stderr=out
        )
    try:
        wait_until(lambda: answers(port))
        event_id = cause_one(hub, demo, f"http://127.0.0.1:{port}/hook")
        wait_until(lambda: f"cancellation_request {demo['channel_id']}" in log.read_text())
        wait_until(lambda: hub.get(f"/events/{event_id}/attempts").json()["attempts"] != [])
        (attempt,) = hub.get(f"/events/{event_id}/attempts").json()["attempts"]
        assert (attempt["outcome"], attempt["status"]) == ("delivered", 200)
        for given in ({}, {"x-360dialog-signature": "0" * 64}, {"x-360dialog-signature": b"\xe9"}):
            body = {"event": "forged", "data": {}}
            forged = httpx.post(f"http://127.0.0.1:{port}/hook", json=body, headers=given, timeout=60)
            assert forged.status_code == 401
        assert "forged" not in log.read_text()
    finally:
        running.kill()
        running.wait()


def answers(port: int) -> bool:
    try:
        return httpx.post(f"http://127.0.0.1:{port}/", content=b"{}").status_code == 401
    except httpx.TransportError:
        return False


def cause_one(hub: httpx.Client, demo: dict[str, Any], url: str) -> str:
    """Sets the webhook, asks for a cancellation and takes it back: the first one's event."""
    control = f"/clients/{demo['client_id']}/channels/{demo['channel_id']}/control"
    assert hub.post("/webhook_url", json={"webhook_url": url}).status_code == 200
    assert hub.post(f"{control}/cancellation_request").status_code == 200
    assert hub.post(f"{control}/reactivate").status_code == 200
    return hub.get("/events", params={"type": "cancellation_request", "limit": 1}).json()["events"][0]["id"]


async def test_a_library_of_standard_webhooks_verifies_with_the_key_as_it_is_made(
    demo: dict[str, Any], hub: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with receiving() as receiver:
        event_id = await asyncio.to_thread(cause_one, hub, demo, receiver.url("/standard"))
        requests = await receiver.until("/standard", 2)
    taken = next(one for one in requests if one.headers["webhook-id"] == event_id)
    monkeypatch.setenv("PLATFORM_SECRET", demo["platform_secret"])
    names: dict[str, Any] = {}
    exec(blocks("webhooks", "python")[1][0], names)  # noqa: S102
    assert names["is_ours"](taken.body, taken.headers)["event"] == "cancellation_request"
    with pytest.raises(WebhookVerificationError):
        names["is_ours"](taken.body + b" ", taken.headers)
