"""Signed onboarding links (contract hub-and-onboarding §3.7): fresh, made with the platform secret, used once.

HMAC-SHA512 of `{partner id}|{unix seconds}`. The digest may be hex or base64 (either alphabet, padded or not); the
original documents neither the encoding nor the window, so both encodings are taken and the window is ten minutes.
"""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime

from partnerhub.kit.crypto import hmac_sha512, same
from partnerhub.kit.problems import Forbidden

WINDOW = 600  # seconds, into the past and into the future
SIZE = 64  # bytes of SHA-512


class SignatureMissing(Forbidden):
    """This link needs a signature. Go back and start again."""

    code = "signature_missing"


class SignatureWrong(Forbidden):
    """This link's signature is not right. Go back and start again."""

    code = "signature_wrong"


class LinkExpired(Forbidden):
    """This link is no longer valid. Go back and start again."""

    code = "link_expired"


class LinkUsed(Forbidden):
    """This link was used before. Go back and start again."""

    code = "already_used"


def check(signature: str, timestamp: str, *, partner_id: str, secrets: Sequence[str], now: datetime) -> bytes:
    """Raises unless the signature is right, by one of the secrets, and fresh; returns its bytes, to be remembered as used."""
    if not signature or not timestamp:
        raise SignatureMissing
    given = _decoded(signature)
    if given is None or not (timestamp.isascii() and timestamp.isdigit()):
        raise SignatureWrong
    text = f"{partner_id}|{timestamp}".encode()
    if not any(same(given, hmac_sha512(secret, text)) for secret in secrets):
        raise SignatureWrong
    if len(timestamp) > 12 or abs(now.timestamp() - int(timestamp)) > WINDOW:  # noqa: PLR2004
        raise LinkExpired
    return given


def _decoded(text: str) -> bytes | None:
    for decode in (bytes.fromhex, _base64):
        try:
            given = decode(text)
        except (ValueError, binascii.Error):
            continue
        if len(given) == SIZE:
            return given
    return None


def _base64(text: str) -> bytes:
    """A `+` that was not percent-encoded arrives as a space."""
    standard = text.replace(" ", "+").replace("-", "+").replace("_", "/").rstrip("=")
    return base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
