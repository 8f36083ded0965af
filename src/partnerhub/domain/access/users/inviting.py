"""A partner's new people: invited by mail, in by the link of their letter."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import letters, partners
from partnerhub.domain.access.scopes import Role, Scopes, refuse_more
from partnerhub.domain.access.users import links, store
from partnerhub.domain.access.users.changing import one_held
from partnerhub.domain.letters import Letter
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Conflict
from partnerhub.kit.words import said, t

LONGEST_NAME = 100
TEXT = t("""\
Hello {name},

you are invited to the Partner Hub of {brand}, as {role}.

Accept here, within seven days:
{link}

If you do not know {brand}, do nothing.
""")
IN_WORDS: dict[Role, str] = {
    "owner": t("an owner"),
    "admin": t("an administrator"),
    "developer": t("a developer"),
    "billing": t("a user for billing"),
    "read_only": t("a user who reads"),
}


class EmailKnown(Conflict):
    """You already have a user with this e-mail."""

    code = "email_known"


class NotInvited(Conflict):
    """This user has accepted the invitation already, or is disabled."""

    code = "not_invited"


class Invited(msgspec.Struct, frozen=True, kw_only=True):
    email: str
    name: str
    role: Role


async def invite(
    db: Db, partner_id: str, person: Invited, *, scopes: Scopes, vault: Vault, url: str, now: datetime
) -> str:
    """The id of a user who can log in after accepting. `scopes`: what the one who invites may do; `url`: the hub's.

    Raises MoreThanOneself, EmailKnown.
    """
    person = await checked(db, partner_id, person, scopes=scopes)
    try:
        user_id = await store.create(
            db, partner_id, email=person.email, name=person.name, password_hash=None, role=person.role, now=now
        )
    except store.EmailTaken as error:  # by an invitation at the same moment
        raise EmailKnown(field="email") from error
    await _send(db, partner_id, user_id, person, vault=vault, url=url, now=now)
    return user_id


async def checked(db: Db, partner_id: str, person: Invited, *, scopes: Scopes) -> Invited:
    """As it is kept. Raises MoreThanOneself, EmailKnown."""
    refuse_more(scopes, person.role)
    person = Invited(email=person.email.strip().lower(), name=" ".join(person.name.split()), role=person.role)
    if await store.is_known(db, partner_id, person.email):
        raise EmailKnown(field="email")
    return person


async def send_again(
    db: Db, partner_id: str, user_id: str, *, scopes: Scopes, vault: Vault, url: str, now: datetime
) -> None:
    """Another letter with a new link, which ends the old one. Raises NoSuchUser, MoreThanOneself, NotInvited."""
    user, _ = await one_held(db, partner_id, user_id)
    refuse_more(scopes, user.role)
    if user.joined or user.disabled_at:
        raise NotInvited
    person = Invited(email=user.email, name=user.name, role=user.role)
    await _send(db, partner_id, user_id, person, vault=vault, url=url, now=now)


async def _send(
    db: Db, partner_id: str, user_id: str, person: Invited, *, vault: Vault, url: str, now: datetime
) -> None:
    brand = (await partners.get(db, partner_id)).brand_name or partner_id
    secret = await links.make(db, partner_id, user_id, "invitation", vault=vault, now=now)
    link = f"{url}/login/invitation/{secret}"
    subject = t("Your invitation to the Partner Hub of {brand}", brand=brand)
    text = said(t(TEXT, name=person.name, brand=brand, role=IN_WORDS[person.role], link=link))
    letter = Letter(recipient=person.email, subject=said(subject), text=text)
    await letters.post(db, partner_id, letter, vault=vault, now=now)
