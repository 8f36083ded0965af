"""A new client of a partner, with its first user, from the account page of a visit."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Database, Db
from partnerhub.domain import audit, clients
from partnerhub.domain.access import sessions, users
from partnerhub.domain.audit import Origin
from partnerhub.domain.onboarding import visit_store
from partnerhub.domain.onboarding.visits import ClosedForNew, Visit
from partnerhub.domain.partners import Partner
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Conflict


class CannotConnect(Conflict):
    """This link is for another e-mail, or its account is in use already. Log in instead."""

    code = "cannot_connect"


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What a person typed, already checked; `password_hash` comes from access.passwords."""

    company: str
    name: str
    email: str
    password_hash: str


async def open_account(
    database: Database,
    vault: Vault,
    visit: Visit,
    partner: Partner,
    account: Account,
    *,
    origin: Origin,
    agent: str | None,
    now: datetime,
) -> str:
    """Client, user and session in one transaction with `client_created`; returns the session's secret. `origin`: whence."""
    if partner.blocked_new_submission:
        raise ClosedForNew
    async with database.writing(partner.id) as db:
        if visit.parameters.connect_client_user == "true" and visit.parameters.client_id:
            client_id = await _unclaimed_client(db, partner.id, visit, account)
        else:
            client_id = await _new_client(db, partner.id, visit, account, now)
        user_id = await users.create(
            db,
            partner.id,
            email=account.email,
            name=account.name,
            password_hash=account.password_hash,
            client_id=client_id,
            now=now,
        )
        await visit_store.set_client(db, partner.id, visit.id, client_id)
        whence = msgspec.structs.replace(origin, actor=f"user:{user_id}")
        await audit.record(db, partner.id, whence, action="account.open", subject=client_id, now=now)
        return await sessions.start(db, partner.id, user_id, vault=vault, now=now, address=origin.address, agent=agent)


async def _unclaimed_client(db: Db, partner_id: str, visit: Visit, account: Account) -> str:
    """A client made by account sharing gets its first user (contract §3.4): by a signed link, or by its own e-mail."""
    client_id = visit.parameters.client_id
    email = await visit_store.unclaimed_email(db, partner_id, client_id)
    if email is None or not (visit.signed or email == account.email):
        raise CannotConnect(field="email")
    return client_id


async def _new_client(db: Db, partner_id: str, visit: Visit, account: Account, now: datetime) -> str:
    return await clients.create(
        db,
        partner_id,
        name=account.company,
        contact_info={"email": account.email, "full_name": account.name},
        contact_user={"email": account.email, "name": account.name},
        partner_payload=visit.parameters.partner or None,
        organisation=account.company,
        now=now,
    )
