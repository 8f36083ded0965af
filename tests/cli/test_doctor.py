import socket
from pathlib import Path

import pytest
from tests.cli.house import House, partnerhub_
from tests.serving import free_port


class TestDoctor:
    def test_finds_a_running_house_well(self, tmp_path: Path) -> None:
        house = House(tmp_path / "data")
        house.start()
        done = partnerhub_("doctor", "--port", str(house.port), "--data-dir", str(house.data))
        provider = f"http://localhost:{house.port}/sandbox/payments"
        known = {"PARTNERHUB_PAYMENT_URL": provider, "PARTNERHUB_PAYMENT_KEY": "sandbox-payment-key"}
        paid = partnerhub_("doctor", "--port", str(house.port), "--data-dir", str(house.data), **known)
        wrong = known | {"PARTNERHUB_PAYMENT_KEY": "sk_wrong"}
        refused = partnerhub_("doctor", "--port", str(house.port), "--data-dir", str(house.data), **wrong)
        house.stop()
        assert f"The payment provider at {provider} answers and takes our key." in paid.stdout
        assert f"The payment provider at {provider} cannot be used (401: " in refused.stdout
        assert "sk_wrong" not in refused.stdout
        assert f"PartnerHub answers on port {house.port}." in done.stdout
        assert "The database answers and is up to date" in done.stdout
        assert done.returncode == 0, done.stdout

    def test_says_that_an_empty_folder_is_no_fault(self, tmp_path: Path) -> None:
        done = partnerhub_("doctor", "--port", str(free_port()), "--data-dir", str(tmp_path / "none"))
        assert "There is no database yet; the first start makes it." in done.stdout
        assert not (tmp_path / "none").exists()

    def test_lists_the_settings_in_force_but_no_secret(self, tmp_path: Path) -> None:
        done = partnerhub_("doctor", "--data-dir", str(tmp_path), PARTNERHUB_META_APP_SECRET="only for us")
        assert "PARTNERHUB_META_APP_SECRET=set" in done.stdout
        assert "only for us" not in done.stdout

    @pytest.mark.parametrize(
        ("settings", "sentence"),
        [
            ({"PARTNERHUB_SANDBOX": "off"}, "PARTNERHUB_META_APP_SECRET is still the sandbox's"),
            ({"PARTNERHUB_BASEURL": "x"}, "PARTNERHUB_BASEURL is not a setting"),
            ({"PARTNERHUB_SECRET_KEY": "abc"}, "PARTNERHUB_SECRET_KEY is not 32 bytes in hex"),
            ({"PARTNERHUB_BASE_URL": "http://hub.example"}, "keys would travel unencrypted"),
            ({"PARTNERHUB_BASE_URL": "https://hub.example", "PARTNERHUB_DEMO": "on"}, "PARTNERHUB_DEMO is on"),
            ({"PARTNERHUB_DATABASE_URL": "postgresql://no@127.0.0.1:1/no"}, "does not let its owner in"),
        ],
    )
    def test_names_each_fault(self, tmp_path: Path, settings: dict[str, str], sentence: str) -> None:
        done = partnerhub_("doctor", "--port", str(free_port()), "--data-dir", str(tmp_path / "none"), **settings)
        assert sentence in done.stdout
        assert done.returncode == 1

    @pytest.mark.parametrize(
        ("settings", "sentence"),
        [
            ({}, "Payments are the sandbox's: test cards pay"),
            ({"PARTNERHUB_PAYMENT_URL": "none"}, "Cards cannot be used: no payment provider is set"),
            ({"PARTNERHUB_PAYMENT_URL": "https://pay.example"}, "PARTNERHUB_PAYMENT_KEY is still the sandbox's"),
            ({"PARTNERHUB_PAYMENT_URL": "http://pay.example"}, "the secret key would travel unencrypted"),
            (
                {"PARTNERHUB_PAYMENT_URL": "http://127.0.0.1:9"},
                "The payment provider at http://127.0.0.1:9 cannot be used",
            ),
            ({"PARTNERHUB_PAYMENT_URL": "http://127.0.0.1:9"}, "Invoices do not say who issues them."),
            ({"PARTNERHUB_VAT_PERCENT": "19"}, "VAT is taken from nobody"),
        ],
    )
    def test_says_who_takes_payments_and_what_is_off(
        self, tmp_path: Path, settings: dict[str, str], sentence: str
    ) -> None:
        done = partnerhub_("doctor", "--port", str(free_port()), "--data-dir", str(tmp_path / "none"), **settings)
        assert sentence in done.stdout

    def test_names_a_port_that_another_program_uses(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = str(other.getsockname()[1])
            done = partnerhub_("doctor", "--port", port, "--data-dir", str(tmp_path / "none"))
        assert f"Port {port} on 127.0.0.1 cannot be used" in done.stdout
        assert done.returncode == 1

    def test_names_secrets_that_others_can_read(self, tmp_path: Path) -> None:
        (tmp_path / "secrets.json").write_text("{}")
        (tmp_path / "secrets.json").chmod(0o644)
        done = partnerhub_("doctor", "--port", str(free_port()), "--data-dir", str(tmp_path))
        assert f"chmod 600 {tmp_path / 'secrets.json'}" in done.stdout
        assert done.returncode == 1
