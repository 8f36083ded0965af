"""`partnerhub partner`: the first partner of an installation without a demo world."""

import json
import re
import urllib.request
from collections.abc import Iterator

import pytest
from tests.cli.house import House, partnerhub_

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    running = House(tmp_path_factory.mktemp("partner") / "data")
    running.start()
    yield running
    running.stop()


class TestPartner:
    def test_is_added_to_a_running_installation_and_its_key_works_at_once(self, house: House) -> None:
        done = partnerhub_("partner", "Acme", "Owner@Acme.example", "--data-dir", str(house.data))
        assert done.returncode == 0, done.stderr
        partner_id, key = (re.search(f"{name} +(\\S+)", done.stdout) for name in ("Partner ID", "API key"))
        assert partner_id
        assert key
        url = f"http://127.0.0.1:{house.port}/api/v2/partners/{partner_id[1]}"
        request = urllib.request.Request(url, headers={"x-api-key": key[1]})
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            assert json.load(answer)["brand_name"] == "Acme"

    def test_is_refused_with_one_sentence_when_the_e_mail_is_taken(self, house: House) -> None:
        for code in (0, 1):
            done = partnerhub_("partner", "Twice", "twice@acme.example", "--data-dir", str(house.data))
            assert done.returncode == code
        assert done.stderr.strip().endswith("This e-mail already has an account. Log in instead.")

    def test_is_funded_by_hand_with_one_line(self, house: House) -> None:
        made = partnerhub_("partner", "Paid", "paid@acme.example", "--data-dir", str(house.data))
        partner_id = re.search(r"Partner ID +(\S+)", made.stdout)
        assert partner_id
        done = partnerhub_("fund", partner_id[1], "1,250.50", "eur", "--data-dir", str(house.data))
        assert done.stdout.strip() == "Balance: 1,250.50 eur", done.stderr
        done = partnerhub_("refund", partner_id[1], "250.50", "eur", "--data-dir", str(house.data))
        assert done.stdout.strip() == "Balance: 1,000.00 eur", done.stderr
        done = partnerhub_("refund", partner_id[1], "1000.01", "eur", "--data-dir", str(house.data))
        assert "There is less in the account." in done.stderr
        for given in (
            (partner_id[1], "5.001", "eur"),
            ("NobodyPA", "5", "eur"),
            (partner_id[1], "5", "eur", "--client", "xCL"),
        ):
            assert partnerhub_("fund", *given, "--data-dir", str(house.data)).returncode != 0
