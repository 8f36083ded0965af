"""What an owner decides: everybody needs a second factor; and somebody who lost theirs sets up a new one."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain import partners
from partnerhub.domain.access import hub_store, sessions
from partnerhub.domain.access.scopes import Scopes, refuse_more
from partnerhub.domain.access.second_factor import store, writing
from partnerhub.domain.access.users import changing, team
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Conflict, Forbidden


class OwnersDecide(Forbidden):
    """Only an owner can require a second factor of everybody."""

    code = "owners_only"


class UsedElsewhere(Conflict):
    """This person logs in to other hubs with this second factor, too. Only the operator can reset it."""

    code = "used_elsewhere"


class NothingToReset(Conflict):
    """This user has no second factor."""

    code = "no_second_factor"


async def require(db: Db, partner_id: str, *, required: bool, scopes: Scopes, now: datetime) -> None:
    """Users without one see only the page to set it up, from their next request on; their bearer tokens end.

    `scopes`: what the one who decides may do. Raises OwnersDecide.
    """
    if scopes is not None:
        raise OwnersDecide
    await partners.change(db, partner_id, {"second_factor_required": required})
    if required:
        await store.end_tokens_without(db, partner_id, now=now)


async def reset(
    db: Db, partner_id: str, user_id: str, *, scopes: Scopes, anywhere: bool = False, vault: Vault, now: datetime
) -> None:
    """Take it off a user, whose sessions end; they are told by mail. `anywhere`: also off who is a user of other hubs,

    on which an owner of this one has no say. Raises NoSuchUser, MoreThanOneself, NothingToReset, UsedElsewhere.
    """
    user, _ = await changing.one_held(db, partner_id, user_id)
    refuse_more(scopes, user.role)
    await _take_off(db, partner_id, user_id, user, anywhere=anywhere, vault=vault, now=now)


async def reset_member(
    db: Db, partner_id: str, client_id: str, user_id: str, *, anywhere: bool = False, vault: Vault, now: datetime
) -> None:
    """The same for a user of a client, by an owner there. Raises NoSuchUser, NothingToReset, UsedElsewhere."""
    user, _ = await team.one_held(db, partner_id, client_id, user_id)
    await _take_off(db, partner_id, user_id, user, anywhere=anywhere, vault=vault, now=now)


async def _take_off(
    db: Db, partner_id: str, user_id: str, person: writing.Person, *, anywhere: bool, vault: Vault, now: datetime
) -> None:
    if not anywhere and len(await hub_store.of_user(db, partner_id, user_id)) > 1:
        raise UsedElsewhere
    if not await store.remove(db, partner_id, user_id):
        raise NothingToReset
    await sessions.end_all(db, partner_id, user_id)
    await writing.tell(db, partner_id, person, "off", vault=vault, now=now)
