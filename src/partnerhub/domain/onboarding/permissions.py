"""What a client shares with its partner at the end of a visit: the ticked channels, and no others."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import channels
from partnerhub.domain.channels import ClientChannel
from partnerhub.kit.problems import BadInput


class NotYours(BadInput):
    """One of the numbers is not yours. Reload the page and choose again."""

    code = "unknown_channel"


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    permitted: list[str]
    revoked: list[str]


async def shareable(db: Db, partner_id: str, client_id: str, *, first: str = "") -> list[ClientChannel]:
    """The client's channels that are not gone; the one with the number `first` (digits) stands first."""
    found = [one for one in await channels.of_client(db, partner_id, client_id) if not one.is_gone]
    return sorted(found, key=lambda one: one.phone_number != first) if first else found


async def choose(db: Db, partner_id: str, client_id: str, ticked: set[str], *, actor: str, now: datetime) -> Choice:
    """Grant the ticked channels and withdraw the others; each change is told once."""
    mine = await shareable(db, partner_id, client_id)
    if not ticked <= {one.id for one in mine}:
        raise NotYours(field="channels")
    permitted: list[str] = []
    revoked: list[str] = []
    for one in mine:
        if one.id in ticked:
            await channels.grant_permission(db, partner_id, one.id, actor=actor, now=now)
            permitted.append(one.id)
        elif await channels.revoke_permission(db, partner_id, one.id, actor=actor, now=now):
            revoked.append(one.id)
    return Choice(permitted=permitted, revoked=revoked)
