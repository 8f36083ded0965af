"""Proving the second factor. Guesses at the same moment wait for each other, and each wrong one locks for longer."""

from datetime import datetime
from typing import Literal

from partnerhub.db.pool import Database, Db
from partnerhub.domain import audit
from partnerhub.domain.access import attempts
from partnerhub.domain.access.second_factor import codes, store, writing
from partnerhub.domain.access.second_factor.store import Held
from partnerhub.domain.audit import Origin
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Problem, TooMany, Unauthorized
from partnerhub.kit.words import t

By = Literal["code", "recovery_code"]


class WrongCode(Unauthorized):
    """This code is wrong, or was used before. Take the one that your authenticator shows now."""

    code = "wrong_code"


class NotOn(Unauthorized):
    """Log in again."""

    code = "log_in_again"


async def prove(
    database: Database, vault: Vault, partner_id: str, user_id: str, given: str, *, proved_at: datetime, origin: Origin,
    now: datetime,
) -> By:  # fmt: skip
    """Six digits, or a recovery code. `proved_at`: when the password was right; `origin`: whence.

    Raises WrongCode, TooMany, or NotOn when there is none or the password was changed since.
    """
    async with database.writing(partner_id) as db:  # ends well also for a wrong code: the failure must stay
        found = await _tried(db, vault, partner_id, user_id, given, proved_at, now)
        if isinstance(found, WrongCode):
            await audit.record(db, partner_id, origin, action="second_factor.refused", subject=user_id, now=now)
    if isinstance(found, Problem):
        raise found
    return found


async def _tried(
    db: Db, vault: Vault, partner_id: str, user_id: str, given: str, proved_at: datetime, now: datetime
) -> By | Problem:
    held = await store.hold(db, partner_id, user_id)
    if held is None or held.confirmed_at is None or held.tokens_valid_after > proved_at:
        return NotOn()
    subject = attempts.subject(vault, f"second factor of {held.person_id}")
    if wait := await attempts.seconds_locked(db, subject, now=now):
        return TooMany(t("Too many wrong codes. Try again in {wait}.", wait=attempts.in_words(wait)), retry_after=wait)
    by = await _used(db, vault, partner_id, user_id, held, given, now)
    if by is None:
        await attempts.failed(db, subject, now=now)
        return WrongCode(field="code")
    await attempts.forget(db, subject)
    return by


async def _used(
    db: Db, vault: Vault, partner_id: str, user_id: str, held: Held, given: str, now: datetime
) -> By | None:
    """None: it is wrong."""
    plain = codes.digits(given)
    if len(plain) == codes.DIGITS and plain.isascii() and plain.isdigit():
        step = codes.step_of(vault.unseal(held.secret), plain, after=held.last_step, now=now)
        if step is None:
            return None
        await store.use_step(db, partner_id, user_id, step)
        return "code"
    digest = vault.digest(f"{held.person_id}:{codes.as_recovery_code(given)}")
    if not await store.use_recovery_code(db, partner_id, user_id, digest, now=now):
        return None
    await writing.tell(db, partner_id, held, "used", vault=vault, now=now)
    return "recovery_code"
