"""Passwords of the hub's people: argon2id, never more than two at once and never on the event loop."""

import asyncio
import base64
import os
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TypeVar

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from partnerhub.db.pool import Database, Db
from partnerhub.domain.access import attempts, hub_store
from partnerhub.domain.access.hub_store import Hub
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import BadInput, Forbidden, TooMany, Unauthorized
from partnerhub.kit.words import t

T = TypeVar("T")

SHORTEST, LONGEST = 8, 256
AT_ONCE = 2  # one hash takes 64 MiB and a quarter of a second: a flood of log-ins must leave room for the API
WAITING_AT_MOST = 60  # about seven seconds of hashing

STRONGER = """
UPDATE person SET password_hash = $3 WHERE id = (SELECT person_id FROM hub_user WHERE partner_id = $1 AND id = $2)
"""

_hasher = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=1)
_threads = ThreadPoolExecutor(AT_ONCE, "argon2")
_turn = asyncio.Semaphore(AT_ONCE)
_waiting = 0


def _nobodys_hash() -> str:
    """A hash that no password has, with the cost of a real one: an unknown e-mail takes as long as a known one."""
    salt, digest = (base64.b64encode(os.urandom(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m=65536,t=3,p=1${salt}${digest}"


NOBODY = _nobodys_hash()


class WeakPassword(BadInput):
    """A password has 8 to 256 characters and is not the e-mail address."""

    code = "weak_password"


class WrongPassword(Unauthorized):
    """The e-mail or password is wrong."""

    code = "wrong_password"


class LockedOut(TooMany):
    """Too many failed log-ins."""

    code = "locked_out"


class Busy(TooMany):
    """Too many people are logging in at this moment. Try again in a few seconds."""


class NoHub(Forbidden):
    """You have no access to any hub now. Ask an owner of your company."""

    code = "no_hub"


class Proven(msgspec.Struct, frozen=True, kw_only=True):
    """A person whose password was right, and where they may come in: the last used hub first."""

    person_id: str
    hubs: list[Hub]


async def hashed(password: str, email: str = "") -> str:
    """What to store for a new password, or `WeakPassword`, or `Busy`.

    Takes a quarter of a second: call it before the transaction.
    """
    if not SHORTEST <= len(password) <= LONGEST or password.lower() == email.lower():
        raise WeakPassword(field="password")
    async with _in_turn():
        return await _in_thread(_hasher.hash, password)


async def prove(
    database: Database, vault: Vault, email: str, password: str, *, device: str = "", now: datetime
) -> Proven:
    """The person with this e-mail and password, or `WrongPassword`, or `LockedOut`, or `Busy`.

    `device` names a browser in which this person logged in before: its failures are counted apart, so that
    strangers who guess cannot lock the person out.
    """
    subject = attempts.subject(vault, email, device)
    async with _in_turn():  # the lock is read inside the turn, else a burst of guesses would all pass it
        return await _prove(database, email.strip().lower(), password[: LONGEST + 1], subject, now)


@asynccontextmanager
async def _in_turn() -> AsyncGenerator[None]:
    """Raises Busy when too many wait already: for a turn to guess, or to store a new password."""
    global _waiting  # noqa: PLW0603  one count for the process, as the threads are
    if _waiting >= WAITING_AT_MOST:
        raise Busy(retry_after=8)
    _waiting += 1
    try:
        async with _turn:
            yield
    finally:
        _waiting -= 1


async def _prove(database: Database, email: str, password: str, subject: str, now: datetime) -> Proven:
    """Of whose hubs the person is a user is not known before: there is no tenant."""
    async with database.entering() as db:
        if wait := await attempts.seconds_locked(db, subject, now=now):
            raise LockedOut(
                t("Too many failed log-ins. Try again in {wait}.", wait=attempts.in_words(wait)), retry_after=wait
            )
        row = await db.fetchrow("SELECT * FROM password_of($1)", email.replace("\0", "\ufffd"))
    right = await _in_thread(_matches, row["password_hash"] if row else NOBODY, password)
    async with database.entering() as db:
        if not right or row is None:
            await attempts.failed(db, subject, now=now)
            raise WrongPassword
        await attempts.forget(db, subject)
        found = await hub_store.of_email(db, email)
    if found and _hasher.check_needs_rehash(row["password_hash"]):
        stronger = await _in_thread(_hasher.hash, password)
        async with database.writing(found[0].partner_id) as db:
            await _store(db, found[0].partner_id, found[0].user_id, stronger)
    return Proven(person_id=row["person_id"], hubs=found)


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except VerifyMismatchError:
        return False


async def _in_thread(call: Callable[..., T], *arguments: str) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads, call, *arguments)


async def _store(db: Db, partner_id: str, user_id: str, password_hash: str) -> None:
    await db.execute(STRONGER, partner_id, user_id, password_hash)
