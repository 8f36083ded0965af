"""The partner's people, whom the original keeps in its pages: invited, given a role, disabled, deleted by API."""

from typing import Annotated, Literal

import msgspec
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from partnerhub.db.pool import Db
from partnerhub.domain.access import users
from partnerhub.domain.access.scopes import Role
from partnerhub.domain.access.users import Invited, NoSuchUser
from partnerhub.kit import clock
from partnerhub.kit.texts import EMAIL, LONGEST_EMAIL
from partnerhub.surfaces.partner_api.wire.entrance import Secrets, Tenant, Who
from partnerhub.surfaces.partner_api.wire.errors import Done, done
from partnerhub.surfaces.partner_api.wire.lists import ListQuery, PageOut, document, envelope

Email = msgspec.Meta(pattern=f"^{EMAIL}$", max_length=LONGEST_EMAIL)
NAME = msgspec.Meta(
    pattern=r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$", max_length=users.LONGEST_NAME
)


class UserIn(msgspec.Struct, kw_only=True):
    """Whom to invite."""

    email: Annotated[str, Email]
    name: Annotated[str, NAME]
    role: Role


class UserChange(msgspec.Struct, kw_only=True):
    """What is left out stays as it is. Another role ends the user's sessions; `enabled: false` ends tokens, too."""

    name: Annotated[str, NAME] | None = None
    role: Role | None = None
    enabled: bool | None = None


class UserOut(msgspec.Struct, kw_only=True):
    """A user of the Partner Hub. `invited`: has no password yet."""

    id: str
    email: str
    name: str
    role: Role
    status: Literal["invited", "active", "disabled"]
    created_at: str
    modified_at: str


class UsersOut(PageOut, kw_only=True):
    users: list[UserOut]


async def page(caller: Who, db: Tenant, asked: ListQuery) -> UsersOut:
    return await envelope(db, caller.partner_id, users.LISTING, asked)


async def read(caller: Who, db: Tenant, user_id: FromPath[str]) -> UserOut:
    return await _shown(db, caller.partner_id, user_id)


async def invite(caller: Who, db: Tenant, vault: Secrets, state: State, data: JSONBody[UserIn]) -> UserOut:
    """By a letter with a link, good for seven days, by which the user chooses a password."""
    person = Invited(email=data.email, name=data.name, role=data.role)
    url, now = state.settings.url, clock.now()
    user_id = await users.invite(db, caller.partner_id, person, scopes=caller.scopes, vault=vault, url=url, now=now)
    return await _shown(db, caller.partner_id, user_id)


async def change(caller: Who, db: Tenant, user_id: FromPath[str], data: JSONBody[UserChange]) -> UserOut:
    """The last owner who can log in stays one: 409."""
    await users.change(
        db, caller.partner_id, user_id,
        scopes=caller.scopes, name=data.name, role=data.role, enabled=data.enabled, now=clock.now(),
    )  # fmt: skip
    return await _shown(db, caller.partner_id, user_id)


async def remove(caller: Who, db: Tenant, user_id: FromPath[str]) -> Done:
    await users.remove(db, caller.partner_id, user_id, scopes=caller.scopes)
    return done("The user was deleted")


async def invite_again(caller: Who, db: Tenant, vault: Secrets, state: State, user_id: FromPath[str]) -> UserOut:
    """Another letter; its link takes the place of the one before."""
    url, now = state.settings.url, clock.now()
    await users.send_again(db, caller.partner_id, user_id, scopes=caller.scopes, vault=vault, url=url, now=now)
    return await _shown(db, caller.partner_id, user_id)


async def _shown(db: Db, partner_id: str, user_id: str) -> UserOut:
    doc = await users.find_doc(db, partner_id, user_id)
    if doc is None:
        raise NoSuchUser
    return document(doc)
