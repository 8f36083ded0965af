"""Who is the operator: whoever knows the key of the settings, or can have a ticket made by the master secret.

What a browser then holds is signed with both, so that another key ends it.
"""

from datetime import datetime, timedelta

from partnerhub.db.pool import Database
from partnerhub.domain.access import attempts
from partnerhub.kit.crypto import Vault, hmac_sha256_hex, same
from partnerhub.kit.problems import TooMany, Unauthorized
from partnerhub.kit.words import t

TICKET_FOR = timedelta(minutes=10)
PASS_FOR = timedelta(hours=8)


class WrongKey(Unauthorized):
    """This is not the operator's key, or the link is too old."""

    code = "wrong_key"


def ticket(vault: Vault, *, now: datetime) -> str:
    """For the link that `partnerhub operator` prints."""
    return _signed(vault, "ticket", "", now + TICKET_FOR)


async def enter(database: Database, vault: Vault, key: str, given: str, *, address: str, now: datetime) -> str:
    """The pass for the browser of who gave the `key` of the settings, or a ticket. Failures are counted for each address.

    Raises WrongKey, TooMany.
    """
    subject = attempts.subject(vault, f"operator from {address}")
    async with database.entering() as db:
        if wait := await attempts.seconds_locked(db, subject, now=now):
            raise TooMany(
                t("Too many failed log-ins. Try again in {wait}.", wait=attempts.in_words(wait)), retry_after=wait
            )
        right = bool(key) and same(key, given)
        if not right and not _good(vault, "ticket", "", given, now):
            await attempts.failed(db, subject, now=now)
            raise WrongKey
        await attempts.forget(db, subject)
    return _signed(vault, "pass", key, now + PASS_FOR)


def is_in(vault: Vault, key: str, given: str, *, now: datetime) -> bool:
    """Whether the browser's pass is good."""
    return _good(vault, "pass", key, given, now)


def _signed(vault: Vault, kind: str, key: str, ends: datetime) -> str:
    until = str(int(ends.timestamp()))
    return f"{until}.{_signature(vault, kind, key, until)}"


def _good(vault: Vault, kind: str, key: str, given: str, now: datetime) -> bool:
    until, _, signature = given.partition(".")
    return same(signature, _signature(vault, kind, key, until)) and now.timestamp() < int(until)


def _signature(vault: Vault, kind: str, key: str, until: str) -> str:
    return hmac_sha256_hex(vault.derive(f"operator {kind}"), f"{until}\n{key}".encode())
