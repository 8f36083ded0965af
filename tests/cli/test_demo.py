import json
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from tests.cli.house import House, partnerhub_
from tests.processes import all_gone, family, wait_until

from partnerhub.demo.cast import CAST

FIELDS = {
    *("base_url", "messaging_url", "graph_url", "partner_id", "partner_username", "partner_password"),
    *("partner_api_key", "platform_secret", "client_id", "client_email", "client_password", "channel_id"),
    *("waba_id", "d360_api_key", "customer", "rival"),
}
RIVAL = {"partner_id", "partner_api_key", "client_id", "channel_id", "waba_id", "d360_api_key"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    running = House(tmp_path_factory.mktemp("demo") / "data")
    running.start("--demo", "--credentials", str(running.data.with_name("kept") / "credentials.json"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def world(house: House) -> dict[str, Any]:
    return json.loads((house.data.with_name("kept") / "credentials.json").read_text())


class TestDemo:
    def test_the_credentials_have_every_field_and_are_for_their_owner_alone(
        self, house: House, world: dict[str, Any]
    ) -> None:
        assert set(world) == FIELDS
        assert set(world["rival"]) == RIVAL
        assert stat.S_IMODE((house.data.with_name("kept") / "credentials.json").stat().st_mode) == 0o600
        assert json.loads((house.data / "demo.json").read_text()) == world

    def test_what_is_shown_opens_the_world(self, house: House, world: dict[str, Any]) -> None:
        for name in ("partner_username", "partner_password", "client_email", "partner_api_key", "d360_api_key"):
            assert world[name] in house.said()

    def test_no_secret_is_in_a_log(self, house: House, world: dict[str, Any]) -> None:
        logs = "".join(log.read_text() for log in (house.data / "log").iterdir())
        for name in ("partner_password", "partner_api_key", "platform_secret", "client_password", "d360_api_key"):
            assert world[name] not in logs

    def test_the_five_lines_of_the_tour_work_when_pasted(self, house: House, world: dict[str, Any]) -> None:
        lines = [line.strip() for line in house.said().splitlines() if "curl" in line]
        assert len(lines) == 5
        script = "\necho\n".join(lines)
        answers = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout  # noqa: S603, S607
        channels, webhook, message, _ = (json.loads(one) for one in answers.splitlines() if one)
        assert [one["id"] for one in channels["partner_channels"]] == [world["channel_id"]]
        assert webhook["url"] == f"{world['base_url']}/sandbox/partner/hook"
        assert message["messages"][0]["id"].startswith("wamid.")


class TestNextStart:
    def test_opens_the_same_world_at_todays_address(self, tmp_path: Path) -> None:
        first = House(tmp_path / "data")
        first.start("--demo")
        before = json.loads((first.data / "demo.json").read_text())
        first.stop()
        second = House(tmp_path / "data")
        second.start("--demo")
        after = json.loads((second.data / "demo.json").read_text())
        second.stop()
        address = {"base_url", "messaging_url", "graph_url"}
        assert {name: value for name, value in after.items() if name not in address} == {
            name: value for name, value in before.items() if name not in address
        }
        assert after["base_url"] == f"http://localhost:{second.port}"
        assert before["partner_api_key"] in second.said()

    def test_fills_anew_what_was_killed_half_way(self, tmp_path: Path) -> None:
        house = House(tmp_path / "data")
        house.begin("--demo")
        requests = house.data / "log" / "serve.log"
        wait_until(lambda: requests.exists() and "/sandbox/graph" in requests.read_text(), 60)
        everything = family(house.process.pid)
        house.process.kill()
        house.process.wait()
        wait_until(lambda: all_gone(everything))
        assert not (house.data / "demo.json").exists(), "too late to kill"
        house.start("--demo")
        world = json.loads((house.data / "demo.json").read_text())
        lines = [line.strip() for line in house.said().splitlines() if "curl" in line]
        told = subprocess.run(["bash", "-c", lines[0]], capture_output=True, text=True, check=True).stdout  # noqa: S603, S607
        house.stop()
        assert [one["id"] for one in json.loads(told)["partner_channels"]] == [world["channel_id"]]
        assert not (house.data / "demo.filling").exists()

    def test_without_its_keys_it_says_so_in_a_sentence(self, tmp_path: Path) -> None:
        house = House(tmp_path / "data")
        house.start("--demo")
        house.stop()
        (house.data / "demo.json").unlink()
        house.begin("--demo")
        assert house.process.wait(60) == 1
        assert "The database holds a demo world already" in house.said()
        assert "Traceback" not in house.said()


class TestCommand:
    def test_says_what_to_do_when_the_sandbox_is_closed(self, tmp_path: Path) -> None:
        house = House(tmp_path / "data")
        house.start()
        done = partnerhub_("demo", "--port", str(house.port), "--data-dir", str(house.data))
        house.stop()
        assert done.returncode == 1
        assert "PARTNERHUB_SANDBOX_KEY" in done.stderr
        assert "Traceback" not in done.stderr
        done = partnerhub_("demo", "--port", str(house.port), "--data-dir", str(house.data))
        assert done.stderr.startswith("Error: Nothing answers where PartnerHub should.")


def asked(url: str, world: dict[str, Any]) -> Any:
    with urlopen(Request(url, headers={"x-api-key": world["partner_api_key"]})) as answer:  # noqa: S310
        return json.load(answer)


class TestHistory:
    def test_is_written_once_also_when_it_is_cut_short(self, tmp_path: Path) -> None:
        house = House(tmp_path / "data", settings={"PARTNERHUB_DEMO_HISTORY": "on"})
        house.start("--demo")
        everything = family(house.process.pid)
        house.process.kill()
        house.process.wait()
        wait_until(lambda: all_gone(everything))
        assert not (house.data / "demo.history").exists(), "too late to kill"
        house.start("--demo")
        wait_until((house.data / "demo.history").exists, 90)
        world = json.loads((house.data / "demo.json").read_text())
        partner = f"http://localhost:{house.port}/api/v2/partners/{world['partner_id']}"
        told = asked(f"{partner}/channels", world)["partner_channels"]
        balance = asked(f"{partner}/clients/{world['client_id']}/info/balance", world)
        house.stop()
        assert sorted(one["client"]["name"] for one in told) == sorted({"Lisbon Bakery", *(one.client for one in CAST)})
        assert {one["hub_status"] for one in told} == {"live", "pending_deletion"}
        assert balance["usage"], "weeks of traffic have a price"
        assert 60 < balance["balance"] < 160
