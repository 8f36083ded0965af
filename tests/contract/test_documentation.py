"""The documentation's own examples, pasted into a shell: what comes has every printed key, with a value of the printed kind."""

import subprocess
from typing import Any

import msgspec
import pytest
from tests.contract.conftest import Demo
from tests.contract.documented import EXAMPLES
from tests.printed import lacking


@pytest.fixture(scope="module")
def words(demo: Demo) -> dict[str, str]:
    """What a reader puts in place of the words in angle brackets; the partner has a webhook."""
    known = {
        "<partner-id>": demo.partner_id,
        "<client-id>": demo.client_id,
        "<channel-id>": demo.channel_id,
        "<waba-id>": demo.waba_id,
        "<key>": demo.partner_api_key,
        "<e-mail>": demo.partner_username,
        "<password>": demo.partner_password,
        "<hook>": f"{demo.base_url}/sandbox/partner/hook/documented?secret=1",
        "https://hub.360dialog.io": demo.base_url,
        "https://hub.360Dialog.io": demo.base_url,
    }
    token, _, _, webhook = (filled(EXAMPLES[place][0], known) for place in range(4))
    known["<token>"] = pasted(token)["access_token"]
    pasted(filled(webhook, known))
    return known


@pytest.mark.parametrize(("command", "printed"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_what_is_printed_is_what_comes(words: dict[str, str], command: str, printed: Any) -> None:
    answer = pasted(filled(command, words))
    assert lacking(printed, answer) == [], answer


def filled(command: str, words: dict[str, str]) -> str:
    for word, own in words.items():
        command = command.replace(word, own)
    return command


def pasted(command: str) -> Any:
    """What the command prints, decoded."""
    done = subprocess.run(["bash", "-c", f"{command} -sS --fail"], capture_output=True, check=False)  # noqa: S603, S607
    assert done.returncode == 0, done
    return msgspec.json.decode(done.stdout)
