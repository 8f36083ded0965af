"""Codes: those of an authenticator, and those for the day when it is lost."""

import base64
import os
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from partnerhub.kit.crypto import same

STEP, DIGITS = 30, 6  # seconds a code stands; what every authenticator takes as given
SECRET_BYTES = 20
AROUND = (-1, 0, 1)  # steps: clocks differ, and people type slowly
RECOVERY_CODES = 10
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that looks like another
RECOVERY_LENGTH = 12  # 31**12 > 2**59
ISSUER = "PartnerHub"


def new_secret() -> str:
    """As people type it: base32."""
    return base64.b32encode(os.urandom(SECRET_BYTES)).decode()


def address(secret: str, email: str) -> str:
    """What the QR code says to an authenticator."""
    query = urlencode({"secret": secret, "issuer": ISSUER, "digits": DIGITS, "period": STEP})
    return f"otpauth://totp/{ISSUER}:{quote(email)}?{query}"


def code_of(secret: str, step: int) -> str:
    # SHA-1 is what authenticators know; HMAC does not rest on what is broken of it.
    totp = TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP)  # noqa: S303
    return totp.generate(step * STEP).decode()


def step_at(now: datetime) -> int:
    return int(now.timestamp()) // STEP


def step_of(secret: str, given: str, *, after: int, now: datetime) -> int | None:
    """Whose half-minute's code this is, of those around `now` and later than `after`. Each is compared, whichever fits."""
    found = None
    for around in AROUND:
        step = step_at(now) + around
        if same(code_of(secret, step), given) and step > after:
            found = step
    return found


def digits(given: str) -> str:
    """`123 456` as it is meant."""
    return "".join(given.split())


def new_recovery_codes() -> list[str]:
    return [_in_groups("".join(secrets.choice(LETTERS) for _ in range(RECOVERY_LENGTH))) for _ in range(RECOVERY_CODES)]


def as_recovery_code(given: str) -> str:
    """As it was shown, however it was typed."""
    return _in_groups("".join(one for one in given.lower() if one.isalnum()))


def _in_groups(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
