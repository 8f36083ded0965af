"""Changes of a partner's people. There is always an owner who can log in, however many are changed at once."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain.access.scopes import Role, Scopes, refuse_more
from partnerhub.domain.access.users import store
from partnerhub.domain.access.users.store import Held
from partnerhub.kit.problems import Conflict, NotFound


class NoSuchUser(NotFound):
    """User not found."""


class LastOwner(Conflict):
    """This is the last owner. Make another user an owner first."""

    code = "last_owner"


async def change(
    db: Db, partner_id: str, user_id: str, *, scopes: Scopes, name: str | None, role: Role | None, enabled: bool | None,
    now: datetime,
) -> None:  # fmt: skip
    """None: as it is. Another role ends sessions, being disabled ends tokens too; both at the next request, everywhere.

    Raises NoSuchUser, MoreThanOneself, LastOwner.
    """
    user, has_others = await one_held(db, partner_id, user_id)
    new_role, disabled_at = role or user.role, _disabled(user, enabled, now)
    refuse_more(scopes, user.role)
    refuse_more(scopes, new_role)
    if user.is_owner and not has_others and (new_role != "owner" or disabled_at):
        raise LastOwner
    await store.change(
        db, partner_id, user_id, name=" ".join((name or user.name).split()), role=new_role, disabled_at=disabled_at, now=now
    )  # fmt: skip
    if disabled_at and not user.disabled_at:
        await store.end_access(db, partner_id, user_id, now=now)
    elif new_role != user.role:
        await store.end_sessions(db, partner_id, user_id)


async def remove(db: Db, partner_id: str, user_id: str, *, scopes: Scopes) -> None:
    """Raises NoSuchUser, MoreThanOneself, LastOwner."""
    user, has_others = await one_held(db, partner_id, user_id)
    refuse_more(scopes, user.role)
    if user.is_owner and not has_others:
        raise LastOwner
    await store.remove(db, partner_id, user_id)


async def one_held(db: Db, partner_id: str, user_id: str) -> tuple[Held, bool]:
    """The user, locked, and whether there are owners beside it who can log in. Raises NoSuchUser."""
    held = {one.id: one for one in await store.hold(db, partner_id, user_id)}
    user = held.pop(user_id, None)
    if user is None:
        raise NoSuchUser
    return user, bool(held)


def _disabled(user: Held, enabled: bool | None, now: datetime) -> datetime | None:
    if enabled is None:
        return user.disabled_at
    return None if enabled else user.disabled_at or now
