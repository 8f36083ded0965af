"""What the operator does to a partner, each with its line in that partner's audit log."""

from datetime import datetime

from partnerhub.db.pool import Database
from partnerhub.domain import audit, partners
from partnerhub.domain.access import hub_store, second_factor
from partnerhub.domain.audit import Origin
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import NotFound


class NoSuchPartner(NotFound):
    """There is no such partner, or this was done already."""


class NoSuchUser(NotFound):
    """Nobody logs in with this e-mail."""


async def disable(database: Database, partner_id: str, *, origin: Origin, now: datetime) -> None:
    """People, keys and tokens are refused at the next request, everywhere; messages of its channels go on.

    Raises NoSuchPartner.
    """
    await _set(database, partner_id, now, "partners.disable", origin, now)


async def enable(database: Database, partner_id: str, *, origin: Origin, now: datetime) -> None:
    """Raises NoSuchPartner."""
    await _set(database, partner_id, None, "partners.enable", origin, now)


async def reset_second_factor(database: Database, vault: Vault, email: str, *, origin: Origin, now: datetime) -> None:
    """For the last owner of a partner or a client, whom no other can help. Raises NoSuchUser, NothingToReset."""
    async with database.entering() as db:
        hubs = await hub_store.of_email(db, email)
    if not hubs:
        raise NoSuchUser(field="email")
    partner_id, user_id, client_id = hubs[0].partner_id, hubs[0].user_id, hubs[0].client_id
    async with database.writing(partner_id) as db:
        if client_id:
            await second_factor.reset_member(db, partner_id, client_id, user_id, anywhere=True, vault=vault, now=now)
        else:
            await second_factor.reset(db, partner_id, user_id, scopes=None, anywhere=True, vault=vault, now=now)
        await audit.record(db, partner_id, origin, action="second_factor.reset", subject=user_id, now=now)


async def _set(
    database: Database, partner_id: str, at: datetime | None, action: str, origin: Origin, now: datetime
) -> None:
    async with database.writing(partner_id) as db:
        if not await partners.set_disabled(db, partner_id, at):
            raise NoSuchPartner
        await audit.record(db, partner_id, origin, action=action, subject=partner_id, now=now)
