"""Links by mail: an invitation, or a new password for who forgot theirs. Each works once, and the newest only."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from partnerhub.db.pool import Database, Db
from partnerhub.domain import audit, letters
from partnerhub.domain.access import hub_store, sessions
from partnerhub.domain.access.users import link_store, store
from partnerhub.domain.audit import Origin
from partnerhub.domain.letters import Letter
from partnerhub.kit.crypto import Vault, new_secret, well_formed
from partnerhub.kit.problems import NotFound
from partnerhub.kit.words import said, speaking, t

Kind = Literal["invitation", "password"]
PREFIX = "PHUL"
GOOD_FOR: dict[Kind, timedelta] = {"invitation": timedelta(days=7), "password": timedelta(hours=1)}
NOT_BEFORE = timedelta(minutes=1)  # after the last one, for who forgot: nobody's mailbox is flooded
FORGOTTEN = t("""\
Hello {name},

somebody, probably you, asked for a new password for this e-mail on PartnerHub.

Choose it here, within an hour:
{link}

If it was not you, do nothing: your password stays as it is.
""")


class LinkOver(NotFound):
    """This link was used, was replaced by a newer one, or is too old. Ask for another one."""

    code = "link_over"


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Whose link it is. `client_id` is None for a user of the partner; `person_id`: who has this e-mail, if anybody does yet."""

    partner_id: str
    user_id: str
    client_id: str | None
    person_id: str | None
    kind: Kind
    email: str
    name: str

    @property
    def actor(self) -> str:
        return f"user:{self.user_id}"


async def make(
    db: Db, partner_id: str, user_id: str, kind: Kind, *, vault: Vault, now: datetime, apart: timedelta = timedelta()
) -> str | None:
    """The secret of a new link; None when the last one was made less than `apart` ago."""
    secret = new_secret(PREFIX)
    made = await link_store.put(
        db, partner_id, user_id, kind,
        digest=vault.digest(secret), now=now, ends=now + GOOD_FOR[kind], unless_since=now - apart,
    )  # fmt: skip
    return secret if made else None


async def enter(db: Db, vault: Vault, secret: str, kind: Kind) -> Holder:
    """The connection acts for the holder's partner from here on. Raises LinkOver."""
    row = await link_store.enter(db, vault.digest(secret)) if well_formed(secret, PREFIX) else None
    if row is None or row["kind"] != kind:
        raise LinkOver
    return Holder(**row)


async def join(db: Db, holder: Holder, secret: str, *, vault: Vault, now: datetime) -> None:
    """Who is invited has an account, and has just proved it: they come into this hub too. Raises LinkOver."""
    await _use_up(db, holder, secret, vault, now)
    await store.join(db, holder.partner_id, holder.user_id, str(holder.person_id), name=holder.name, now=now)


async def use(
    db: Db, holder: Holder, secret: str, *, name: str, password_hash: str, vault: Vault, now: datetime
) -> None:
    """The password is set and the link is used up: of who is invited and has no account yet, or forgot it.

    Sessions and tokens from before end, in all hubs. Raises LinkOver, EmailTaken.
    """
    partner_id, user_id = holder.partner_id, holder.user_id
    await _use_up(db, holder, secret, vault, now)
    if holder.kind == "invitation":
        await store.join_as_new(
            db, partner_id, user_id, email=holder.email, name=name, password_hash=password_hash, now=now
        )
    else:
        await store.set_password(db, partner_id, user_id, password_hash=password_hash, now=now)
        await sessions.end_all(db, partner_id, user_id)


async def _use_up(db: Db, holder: Holder, secret: str, vault: Vault, now: datetime) -> None:
    if await link_store.take(db, holder.partner_id, vault.digest(secret), holder.kind, now=now) is None:
        raise LinkOver


async def forgotten(database: Database, vault: Vault, email: str, *, url: str, origin: Origin, now: datetime) -> None:
    """A letter with a link, if somebody has this e-mail; who asks is told the same in either case. `origin`: whence."""
    async with database.entering() as db:
        hubs = await hub_store.of_email(db, email)
    if not hubs:
        return
    partner_id, user_id = hubs[0].partner_id, hubs[0].user_id
    async with database.writing(partner_id) as db:
        user = await store.find(db, partner_id, user_id)
        secret = await make(db, partner_id, user_id, "password", vault=vault, now=now, apart=NOT_BEFORE)
        if user and secret:
            with speaking(user.language):
                text = said(t(FORGOTTEN, name=user.name, link=f"{url}/login/password/{secret}"))
                letter = Letter(
                    recipient=user.email, subject=said(t("Choose a new password for PartnerHub")), text=text
                )
            await letters.post(db, partner_id, letter, vault=vault, now=now)
            await audit.record(db, partner_id, origin, action="users.forgotten", subject=user_id, now=now)
