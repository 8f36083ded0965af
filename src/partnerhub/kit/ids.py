"""Identifiers: random ones for people to read, time-ordered ones for rows that arrive in order."""

import os
import secrets
import string
import time
import uuid

ALPHABET = string.ascii_letters + string.digits


def random_id(length: int, suffix: str = "") -> str:
    """`length` random letters and digits, then `suffix`: `random_id(6, "PA")` is like `f167CmPA`."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length)) + suffix


def numeric_id(digits: int = 15) -> str:
    """A random number of exactly `digits` digits, as text."""
    return str(secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1))


def uuid7() -> uuid.UUID:
    """A UUID whose order is the order of creation (RFC 9562, version 7)."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def prefixed_uuid7(prefix: str) -> str:
    """`uuid7` in hex behind a prefix: `prefixed_uuid7("evt")` is like `evt_0192…`."""
    return f"{prefix}_{uuid7().hex}"
