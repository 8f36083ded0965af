"""A client's people: owners, who have a say over people and the partner, and members (contract hub-and-onboarding §2).

They are invited by mail, as a partner's people are. There is always an owner who can log in.
"""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import letters, partners
from partnerhub.domain.access.scopes import ClientRole
from partnerhub.domain.access.users import links, store, team_store
from partnerhub.domain.access.users.changing import LastOwner, NoSuchUser
from partnerhub.domain.access.users.inviting import EmailKnown, NotInvited
from partnerhub.domain.access.users.team_store import Held
from partnerhub.domain.letters import Letter
from partnerhub.kit.crypto import Vault
from partnerhub.kit.words import said, t

TEXT = t("""\
Hello {name},

you are invited to the Client Hub of {company}, where its WhatsApp numbers at {brand} are managed.

Accept here, within seven days:
{link}

If you do not know {company}, do nothing.
""")


class NewMember(msgspec.Struct, frozen=True, kw_only=True):
    """`company` is what the client is called, for the letter."""

    email: str
    name: str
    role: ClientRole
    company: str


async def invite(
    db: Db, partner_id: str, client_id: str, person: NewMember, *, vault: Vault, url: str, now: datetime
) -> str:
    """The id of a user who can log in after accepting. `url`: the hub's. Raises EmailKnown."""
    if await team_store.is_known(db, partner_id, client_id, person.email):
        raise EmailKnown(field="email")
    try:
        user_id = await store.create(
            db, partner_id, email=person.email, name=person.name, password_hash=None, client_id=client_id,
            role=person.role, now=now,
        )  # fmt: skip
    except store.EmailTaken as error:  # by an invitation at the same moment
        raise EmailKnown(field="email") from error
    await _send(db, partner_id, user_id, person, vault=vault, url=url, now=now)
    return user_id


async def invite_again(
    db: Db, partner_id: str, client_id: str, user_id: str, company: str, *, vault: Vault, url: str, now: datetime
) -> None:
    """Another letter with a new link, which ends the old one. Raises NoSuchUser, NotInvited."""
    user, _ = await one_held(db, partner_id, client_id, user_id)
    if user.joined:
        raise NotInvited
    person = NewMember(email=user.email, name=user.name, role=user.role, company=company)
    await _send(db, partner_id, user_id, person, vault=vault, url=url, now=now)


async def set_role(db: Db, partner_id: str, client_id: str, user_id: str, role: ClientRole, *, now: datetime) -> None:
    """It counts from the next request on. Raises NoSuchUser, LastOwner."""
    user, has_others = await one_held(db, partner_id, client_id, user_id)
    if role != "owner":
        _keep_an_owner(user, has_others=has_others)
    await team_store.set_role(db, partner_id, client_id, user_id, role, now)


async def remove(db: Db, partner_id: str, client_id: str, user_id: str) -> None:
    """With sessions and links. Raises NoSuchUser, LastOwner."""
    user, has_others = await one_held(db, partner_id, client_id, user_id)
    _keep_an_owner(user, has_others=has_others)
    await store.remove(db, partner_id, user_id)


def _keep_an_owner(user: Held, *, has_others: bool) -> None:
    if user.role == "owner" and user.active and not has_others:
        raise LastOwner


async def one_held(db: Db, partner_id: str, client_id: str, user_id: str) -> tuple[Held, bool]:
    """The user, locked, and whether there are owners beside it who can log in. Raises NoSuchUser."""
    held = {one.id: one for one in await team_store.hold(db, partner_id, client_id, user_id)}
    user = held.pop(user_id, None)
    if user is None:
        raise NoSuchUser
    return user, bool(held)


async def _send(
    db: Db, partner_id: str, user_id: str, person: NewMember, *, vault: Vault, url: str, now: datetime
) -> None:
    brand = (await partners.get(db, partner_id)).brand_name or partner_id
    secret = await links.make(db, partner_id, user_id, "invitation", vault=vault, now=now)
    link = f"{url}/login/invitation/{secret}"
    subject = t("Your invitation to the Client Hub of {company}", company=person.company)
    text = said(t(TEXT, name=person.name, company=person.company, brand=brand, link=link))
    letter = Letter(
        recipient=person.email,
        subject=said(subject),
        text=text,
    )
    await letters.post(db, partner_id, letter, vault=vault, now=now)
