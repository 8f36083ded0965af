"""A server ends at a named step of accepting: Meta's repetition is taken, and everything is stored and delivered once."""

import http.client
import re
from pathlib import Path

import pytest
from tests.faults.rig.installation import META_SECRET, Installation, posting, standing
from tests.faults.rig.postgres import Shared
from tests.faults.rig.processes import SOURCE
from tests.faults.rig.total_queue import judged

from partnerhub.kit import failpoints
from partnerhub.kit.crypto import hmac_sha256_hex

pytestmark = pytest.mark.faults

STEP = re.compile(r'failpoints\.step\("([^"]+)"\)')
STEPS = sorted(name for file in SOURCE.rglob("*.py") for name in STEP.findall(file.read_text()))
OF_ACCOUNTS = "accept: recorded, not committed"  # only what concerns a whole account is recorded apart
MESSAGES = 24
WITHIN = 60  # seconds


def test_every_step_has_a_name_of_its_own() -> None:
    assert len(set(STEPS)) == len(STEPS) > 0


@pytest.mark.parametrize("step", [step for step in STEPS if step != OF_ACCOUNTS])
def test_a_crash_at_any_step_of_accepting_loses_nothing_and_repeats_nothing(
    step: str, folder: Path, database: Shared
) -> None:
    with standing(folder, database, servers=1, workers=1, wabas=2) as installation:
        end_at(installation, step)
        with posting(installation.task(MESSAGES, rate=200), folder) as client:
            installation.until(client.over, WITHIN)  # tends: the server is started again without the fail-point
            sent = client.told().sent
        installation.until(lambda: installation.owed() == 0, WITHIN)
        verdict = judged(client.acknowledged, sent, installation.receipts(), installation.numbers, [])
        stored = database.ask("SELECT count(*) FROM event WHERE audience = 'channel'")
    (death,) = installation.deaths
    assert f"ended with {failpoints.ENDED}" in death
    assert (verdict.acknowledged, verdict.delivered, stored) == (MESSAGES, MESSAGES, MESSAGES)
    assert (verdict.lost, verdict.unexpected, verdict.duplicated) == ([], [], 0)


def test_a_crash_before_the_commit_records_an_accounts_update_once(folder: Path, database: Shared) -> None:
    with standing(folder, database, servers=1, workers=0, wabas=1) as installation:
        end_at(installation, OF_ACCOUNTS)
        body = (
            b'{"object":"whatsapp_business_account","entry":[{"id":"%s","time":1,"changes":[{"field":"security","value":{}}]}]}'
            % installation.numbers[0].waba.encode()
        )
        with pytest.raises(http.client.RemoteDisconnected):
            told(installation, body)
        installation.until(installation.ready, WITHIN)
        assert database.ask("SELECT count(*) FROM meta_update") == 0
        assert [told(installation, body) for _ in range(2)] == [200, 200]
        assert database.ask("SELECT count(*) FROM meta_update") == 1


def told(installation: Installation, body: bytes) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", installation.ports[0], timeout=WITHIN)
    headers = {
        "x-hub-signature-256": f"sha256={hmac_sha256_hex(META_SECRET, body)}",
        "content-type": "application/json",
    }
    connection.request("POST", "/meta/webhook", body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def end_at(installation: Installation, step: str) -> None:
    (server,) = installation.servers
    server.stop(WITHIN)
    server.start(PARTNERHUB_FAILPOINT=step)
    installation.until(installation.ready, WITHIN)
