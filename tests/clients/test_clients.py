"""Clients that others wrote, unmodified but for the address, at a running house: each check of each drive passes.

A drive runs once, in a process of its own, with an account of its own; its checks are told one by one. Drives of a lane
follow each other: some share what there is but one of, like the app's own callback.
"""

import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import httpx
import pytest
from tests.cli.house import House
from tests.clients.accounts import account
from tests.clients.driving import Drive

LANES = (
    (
        Drive("pywa-4-hearing", "pywa_hearing.py", "newest"),
        Drive("pywa-3-hearing", "pywa_hearing.py", "pywa3"),
        Drive("pywa-4-sending", "pywa_sending.py", "newest"),
        Drive("waba-360", "waba_360_legacy.py", "newest"),
        Drive("messaging-api", "messaging_paths.py", "newest"),
    ),
    (
        Drive("pywa-4-managing", "pywa_managing.py", "newest"),
        Drive("pywa-3-managing", "pywa_managing.py", "pywa3"),
        Drive("pywa-4-templates", "pywa_templates.py", "newest"),
        Drive("pywa-3-templates", "pywa_templates.py", "pywa3"),
        Drive("pywa-3-sending", "pywa_sending.py", "pywa3"),
        Drive("pywa-4-flows", "pywa_flows.py", "newest"),
        Drive("pywa-3-flows", "pywa_flows.py", "pywa3"),
    ),
    (
        Drive("facebook-business", "meta_sdk.py", "newest"),
        Drive("facebook-business-figures", "meta_figures.py", "newest"),
        Drive("kapso", "kapso.mjs"),
        Drive("whatsapp-api-js", "api_js.mjs"),
        Drive("great-detail", "great_detail.mjs"),
    ),
)
DRIVES = [drive for lane in LANES for drive in lane]
CHECKS = [(drive, check) for drive in DRIVES for check in drive.checks()]
Runs = dict[Drive, Future[dict[str, str]]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    running = House(tmp_path_factory.mktemp("clients") / "data", settings={"PARTNERHUB_RATE_LIMITS": "off"})
    running.start("--demo", "--credentials", str(running.data.with_name("credentials.json")))
    delays = dict.fromkeys(("delivered", "read", "failed", "answer", "verdict"), 50)
    switches = f"http://localhost:{running.port}/sandbox/api/switches"
    httpx.patch(switches, json={"delays_ms": delays}, timeout=30).raise_for_status()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def runs(house: House) -> Iterator[Runs]:
    demo = json.loads(house.data.with_name("credentials.json").read_text())
    lanes = [ThreadPoolExecutor(1) for _ in LANES]
    begun = {
        drive: thread.submit(lambda drive: drive.run(account(demo)), drive)
        for thread, lane in zip(lanes, LANES, strict=True)
        for drive in lane
    }
    yield begun
    for thread in lanes:
        thread.shutdown(cancel_futures=True)


@pytest.mark.parametrize(("drive", "check"), CHECKS, ids=[f"{drive.name}-{check}" for drive, check in CHECKS])
def test_a_client(runs: Runs, drive: Drive, check: str) -> None:
    told = runs[drive].result()
    if check in told:  # some are for one version only
        assert not told[check], told[check]


@pytest.mark.parametrize("drive", DRIVES, ids=[drive.name for drive in DRIVES])
def test_a_drive_comes_to_its_end(runs: Runs, drive: Drive) -> None:
    assert runs[drive].result()


def test_nothing_crashed(house: House, runs: Runs) -> None:
    for run in runs.values():
        run.result()
    assert house.ready()
    assert "exc_type" not in "".join(log.read_text() for log in (house.data / "log").iterdir())
