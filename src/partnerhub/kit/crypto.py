"""Secrets: sealed (read back), hashed with a key (compared only), checked without a look-up (checksum)."""

import hashlib
import hmac
import os
import re
import secrets
import string
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
SECRET_LENGTH = 30  # 62**30 > 2**178
CHECK_LENGTH = 6  # 62**6 > 2**32
NONCE_LENGTH = 12
SHOWN = 8  # characters of a secret that tell which one it is
RUN = re.compile(r"PH[A-Z]{2}[0-9A-Za-z]{36}")  # may be a secret with one of our prefixes


class Unsealable(Exception):
    """The sealed text was made with another key, or was changed."""


class Vault:
    """One master secret (32 bytes, kept outside the database), and what is derived from it."""

    def __init__(self, master: bytes) -> None:
        if len(master) < 32:  # noqa: PLR2004
            raise ValueError("the master secret must have at least 32 bytes")
        self._master = master
        self._seal = AESGCM(self.derive("seal"))
        self._digest_key = self.derive("digest")

    def derive(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose; never use one key for two."""
        return hmac.digest(self._master, f"partnerhub:{purpose}".encode(), "sha256")

    def seal(self, text: str) -> bytes:
        nonce = os.urandom(NONCE_LENGTH)
        return nonce + self._seal.encrypt(nonce, text.encode(), None)

    def unseal(self, sealed: bytes) -> str:
        try:
            return self._seal.decrypt(sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:], None).decode()
        except InvalidTag as error:
            raise Unsealable from error

    def digest(self, secret: str) -> bytes:
        """The keyed hash under which a secret is stored and found again."""
        return hmac.digest(self._digest_key, secret.encode(), "sha256")


def new_secret(prefix: str) -> str:
    """`prefix` + 178 random bits + a checksum, in letters and digits: a typo is seen without a look-up."""
    body = prefix + "".join(secrets.choice(BASE62) for _ in range(SECRET_LENGTH))
    return body + _checksum(body)


def well_formed(secret: str, prefix: str) -> bool:
    """True when `secret` can have come from `new_secret(prefix)`."""
    body, check = secret[:-CHECK_LENGTH], secret[-CHECK_LENGTH:]
    return (
        secret.startswith(prefix)
        and secret.isascii()
        and len(secret) == len(prefix) + SECRET_LENGTH + CHECK_LENGTH
        and same(check, _checksum(body))
    )


def hidden(text: str) -> str:
    """The text with only the beginning of each secret in it that has a prefix of ours, `PH` and two letters."""
    return RUN.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    run = found[0]
    return f"{run[:SHOWN]}***" if same(run[-CHECK_LENGTH:], _checksum(run[:-CHECK_LENGTH])) else run


def _checksum(text: str) -> str:
    value, digits = zlib.crc32(text.encode()), ""
    for _ in range(CHECK_LENGTH):
        value, rest = divmod(value, len(BASE62))
        digits = BASE62[rest] + digits
    return digits


def hmac_sha256(key: str | bytes, message: bytes) -> bytes:
    return hmac.digest(_bytes(key), message, "sha256")


def hmac_sha256_hex(key: str | bytes, message: bytes) -> str:
    return hmac.new(_bytes(key), message, hashlib.sha256).hexdigest()


def hmac_sha512(key: str | bytes, message: bytes) -> bytes:
    return hmac.digest(_bytes(key), message, "sha512")


def same(one: str | bytes, other: str | bytes) -> bool:
    """Equality in constant time."""
    return hmac.compare_digest(_bytes(one), _bytes(other))


def _bytes(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value
