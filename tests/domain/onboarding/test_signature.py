import base64
import hashlib
import hmac
from datetime import UTC, datetime

import pytest

from partnerhub.domain.onboarding import signature
from partnerhub.kit.problems import Problem

NOW = datetime(2026, 4, 8, 20, 22, 28, tzinfo=UTC)
SECRET = "the platform secret"
STAMP = str(int(NOW.timestamp()))


def _signed(text: str = f"aAbBcCPA|{STAMP}", secret: str = SECRET) -> bytes:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).digest()


def _check(given: str, stamp: str = STAMP) -> bytes:
    return signature.check(given, stamp, partner_id="aAbBcCPA", secrets=[SECRET], now=NOW)


class TestCheck:
    @pytest.mark.parametrize(
        "text",
        [
            _signed().hex(),
            _signed().hex().upper(),
            base64.b64encode(_signed()).decode(),
            base64.b64encode(_signed()).decode().rstrip("="),
            base64.urlsafe_b64encode(_signed()).decode(),
            base64.b64encode(_signed()).decode().replace("+", " "),
        ],
    )
    def test_takes_hex_and_base64(self, text: str) -> None:
        assert _check(text) == _signed()

    @pytest.mark.parametrize(
        "text", ["0" * 128, "zz", _signed(secret="another").hex(), _signed(f"otherPA|{STAMP}").hex(), "ü" * 86]
    )
    def test_refuses_what_was_not_made_with_the_secret(self, text: str) -> None:
        with pytest.raises(signature.SignatureWrong):
            _check(text)

    @pytest.mark.parametrize(("text", "stamp"), [("", STAMP), (_signed().hex(), "")])
    def test_needs_both_parts(self, text: str, stamp: str) -> None:
        with pytest.raises(signature.SignatureMissing):
            _check(text, stamp)

    @pytest.mark.parametrize("seconds", [-601, 601, 10**13])
    def test_refuses_what_is_not_fresh(self, seconds: int) -> None:
        stamp = str(int(STAMP) + seconds)
        with pytest.raises(signature.LinkExpired):
            _check(_signed(f"aAbBcCPA|{stamp}").hex(), stamp)

    @pytest.mark.parametrize("seconds", [-600, 600])
    def test_allows_ten_minutes_either_way(self, seconds: int) -> None:
        stamp = str(int(STAMP) + seconds)
        assert _check(_signed(f"aAbBcCPA|{stamp}").hex(), stamp)

    @pytest.mark.parametrize("stamp", ["now", "²", "-1", "1.5"])
    def test_refuses_a_time_that_is_no_number(self, stamp: str) -> None:
        with pytest.raises(Problem):
            _check(_signed(f"aAbBcCPA|{stamp}").hex(), stamp)
