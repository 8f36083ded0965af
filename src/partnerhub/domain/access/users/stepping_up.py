"""Inviting on a page takes a code from the mailbox of who invites: an unguarded browser alone gives nobody access.

Contract hub-and-onboarding §1.6. By API, the key is the proof.
"""

import secrets
from datetime import datetime, timedelta

from partnerhub.db.pool import Db
from partnerhub.domain import letters
from partnerhub.domain.access import attempts
from partnerhub.domain.access.scopes import Scopes
from partnerhub.domain.access.users import code_store, inviting, store
from partnerhub.domain.access.users.inviting import Invited
from partnerhub.domain.letters import Letter
from partnerhub.kit.crypto import Vault, same
from partnerhub.kit.problems import BadInput, Conflict, Problem, TooMany
from partnerhub.kit.words import said, speaking, t

GOOD_FOR = timedelta(minutes=10)
TEXT = t("""\
Hello {name},

the code to invite {invited} is:

{code}

It works for ten minutes. If you did not invite anybody, somebody else uses your account: log out everywhere and choose
a new password.
""")


class WrongCode(BadInput):
    """This code is wrong. Take the one of the newest letter."""

    code = "wrong_code"


class NobodyWaits(Conflict):
    """The code is too old, or was used. Invite again."""

    code = "code_over"


async def ask(
    db: Db, partner_id: str, user_id: str, person: Invited, *, scopes: Scopes, vault: Vault, now: datetime
) -> None:
    """A code by mail to the user who invites, instead of any before. Raises what `invite` raises."""
    person = await inviting.checked(db, partner_id, person, scopes=scopes)
    user = await store.find(db, partner_id, user_id)
    if user is None:
        raise NobodyWaits
    code = f"{secrets.randbelow(1_000_000):06}"
    await code_store.put(
        db, partner_id, user_id, digest=_digest(vault, user_id, code), invited=person, ends=now + GOOD_FOR
    )
    with speaking(user.language):
        text = said(t(TEXT, name=user.name, invited=f"{person.name} ({person.email})", code=code))
        letter = Letter(recipient=user.email, subject=said(t("Your code for an invitation")), text=text)
    await letters.post(db, partner_id, letter, vault=vault, now=now)


async def asked(db: Db, partner_id: str, user_id: str, *, now: datetime) -> Invited | None:
    """Who is invited once this user enters the code."""
    found = await code_store.find(db, partner_id, user_id, now=now)
    return found.invited if found else None


async def confirm(
    db: Db, partner_id: str, user_id: str, given: str, *, scopes: Scopes, vault: Vault, url: str, now: datetime
) -> str | Problem:
    """The id of the user who is invited. A wrong code is returned, not raised: that it failed must stay.

    Raises what `invite` raises.
    """
    held = await code_store.hold(db, partner_id, user_id, now=now)
    if held is None:
        return NobodyWaits()
    subject = attempts.subject(vault, f"invitation by {user_id}")
    if wait := await attempts.seconds_locked(db, subject, now=now):
        return TooMany(t("Too many wrong codes. Try again in {wait}.", wait=attempts.in_words(wait)), retry_after=wait)
    if not same(held.digest, _digest(vault, user_id, "".join(given.split()))):
        await attempts.failed(db, subject, now=now)
        return WrongCode(field="code")
    await attempts.forget(db, subject)
    await code_store.remove(db, partner_id, user_id)
    return await inviting.invite(db, partner_id, held.invited, scopes=scopes, vault=vault, url=url, now=now)


async def give_up(db: Db, partner_id: str, user_id: str) -> None:
    await code_store.remove(db, partner_id, user_id)


def _digest(vault: Vault, user_id: str, code: str) -> bytes:
    return vault.digest(f"invitation:{user_id}:{code}")
