"""Identifiers: random ones for people to read, time-ordered ones for rows that arrive in order."""

import os
import secrets
import string
import time

ALPHABET = string.ascii_letters + string.digits
_last = 0


def random_id(length: int, suffix: str = "") -> str:
    """`length` random letters and digits, then `suffix`: `random_id(6, "PA")` is like `f167CmPA`."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length)) + suffix


def numeric_id(digits: int = 15) -> str:
    """A random number of exactly `digits` digits, as text."""
    return str(secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1))


def uuid7() -> str:
    """A UUID in hex whose order is the order of creation within this process (RFC 9562, version 7, method 3)."""
    global _last  # noqa: PLW0603  one clock for the process
    # 60 bits: milliseconds, then the fraction of one in 12 bits; never twice the same.
    _last = max(_last + 1, (time.time_ns() << 12) // 1_000_000)
    value = (_last >> 12) << 80 | 0x7 << 76 | (_last & 0xFFF) << 64 | 0x2 << 62
    return f"{value | int.from_bytes(os.urandom(8), 'big') >> 2:032x}"


def prefixed_uuid7(prefix: str) -> str:
    """`uuid7` in hex behind a prefix: `prefixed_uuid7("evt")` is like `evt_0192…`."""
    return f"{prefix}_{uuid7()}"
