"""Visits: one opening of an onboarding URL, kept here so that its parameters survive log-in and Meta's dialog."""

import hashlib
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from partnerhub.db.pool import Database, Db
from partnerhub.domain import clients, partners
from partnerhub.domain.onboarding import links, result, signature, signups, targets
from partnerhub.domain.onboarding import visit_store as store
from partnerhub.domain.onboarding.links import Link
from partnerhub.domain.onboarding.parameters import Parameters
from partnerhub.domain.onboarding.signups import Finish, Signup
from partnerhub.domain.partners import Partner
from partnerhub.kit import ids
from partnerhub.kit.crypto import Vault, new_secret, well_formed
from partnerhub.kit.problems import Conflict, Forbidden, NotFound

BROWSER = "PHOB"  # prefix of the cookie's secret
LIFETIME = timedelta(days=7)
Flow = Literal["io", "lp"]


class UnknownPartner(NotFound):
    """There is no such partner. Check the link you were given."""

    code = "unknown_partner"


class VisitOver(NotFound):
    """This visit is over, or was begun in another browser. Open the link you were given once more."""

    code = "visit_over"


class ClosedForNew(Conflict):
    """This partner takes no new numbers at the moment."""

    code = "submissions_blocked"


class AddedByPartner(Forbidden):
    """Your provider adds numbers for you. Ask there for another one."""

    code = "adding_not_allowed"


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """`io` visits come by the connect button or a direct link, `lp` visits by the submission form of 2022."""

    id: str
    partner_id: str
    flow: Flow
    parameters: Parameters
    target: str
    signed: bool = False
    client_id: str | None = None
    signup_id: str | None = None
    result: str | None = None
    created_at: datetime
    failure_url: str | None = None


async def partner_of(database: Database, partner_id: str) -> Partner:
    """The partner of an onboarding URL; raises UnknownPartner."""
    async with database.reading(partner_id) as db:
        try:
            partner = await partners.get(db, partner_id)
        except LookupError as error:
            raise UnknownPartner from error
    if partner.disabled_at:
        raise UnknownPartner
    return partner


async def begin(
    database: Database,
    vault: Vault,
    partner: Partner,
    flow: Flow,
    parameters: Parameters,
    *,
    any_target: bool,
    now: datetime,
    link: Link | None = None,
) -> tuple[str, str]:
    """(visit id, secret for the browser's cookie of this visit).

    A link of the partner's own stands for a signature.
    """
    target = targets.judge(parameters.redirect_url, partner, any_target=any_target)
    secret = new_secret(BROWSER)
    visit_id = ids.prefixed_uuid7("vis")
    async with database.writing(partner.id) as db:
        if partner.io_signature_required and link is None:
            await _spend_signature(db, vault, partner.id, parameters, now)
        await store.add(
            db,
            partner.id,
            visit_id=visit_id,
            browser=vault.digest(secret),
            flow=flow,
            parameters=msgspec.json.encode(parameters).decode(),
            target=target,
            signed=partner.io_signature_required,
            now=now,
            expires=now + LIFETIME,
            link_id=link.id if link else None,
            failure_url=link.failure_url if link else None,
        )
    return visit_id, secret


async def _spend_signature(db: Db, vault: Vault, partner_id: str, parameters: Parameters, now: datetime) -> None:
    kept = await partners.find_secrets(db, partner_id)
    given = signature.check(
        parameters.io_signature,
        parameters.io_timestamp,
        partner_id=partner_id,
        secrets=[vault.unseal(sealed) for sealed in kept.at(now)],
        now=now,
    )
    expires = now + timedelta(seconds=2 * signature.WINDOW)
    if not await store.use_signature(db, partner_id, hashlib.sha256(given).digest(), expires):
        raise signature.LinkUsed


async def resume(database: Database, vault: Vault, visit_id: str, browser: str | None) -> tuple[Visit, Partner]:
    """The visit, for the browser that began it; raises VisitOver."""
    if not browser or not well_formed(browser, BROWSER):
        raise VisitOver
    async with database.entering() as db:
        partner_id = await store.enter(db, visit_id, vault.digest(browser))
        if partner_id is None:
            raise VisitOver
        row = await store.get(db, partner_id, visit_id)
        if row is None:
            raise VisitOver
        parameters = msgspec.json.decode(row["parameters"], type=Parameters)
        return msgspec.convert({**row, "parameters": parameters}, Visit), await partners.get(db, partner_id)


async def attach(db: Db, visit: Visit, client_id: str) -> Visit:
    """The visit is this client's from here on; what another client began in it is left alone."""
    if visit.client_id == client_id:
        return visit
    await store.set_client(db, visit.partner_id, visit.id, client_id)
    await store.set_signup(db, visit.partner_id, visit.id, None)
    return msgspec.structs.replace(visit, client_id=client_id, signup_id=None)


async def begin_signup(
    db: Db, vault: Vault, visit: Visit, partner: Partner, client_id: str, given: Finish, *, now: datetime
) -> None:
    """The first number is always welcome; raises ClosedForNew or AddedByPartner for another that the partner does not want.

    Raises VisitOver when the client has just moved to another partner.
    """
    if not await clients.hold(db, partner.id, client_id):
        raise VisitOver
    signup_id = await signups.start(db, vault, partner.id, client_id, given, now=now)
    only_first = partner.blocked_new_submission or not partner.allow_client_to_add_phone_no
    if only_first and await signups.is_another(db, partner.id, client_id, signup_id):
        raise ClosedForNew if partner.blocked_new_submission else AddedByPartner
    await store.set_signup(db, visit.partner_id, visit.id, signup_id)


async def signup_of(db: Db, visit: Visit, client_id: str) -> Signup | None:
    """The signup this visit began; else the one its client left behind, in another window or on another device."""
    if visit.signup_id:
        return await signups.find(db, visit.partner_id, client_id, visit.signup_id)
    return await signups.find_moving(db, visit.partner_id, client_id)


async def leave_signup(db: Db, visit: Visit) -> None:
    """Its outcome was shown; the visit goes on without it."""
    await store.set_signup(db, visit.partner_id, visit.id, None)


async def finish(
    db: Db,
    visit: Visit,
    partner: Partner,
    client_id: str,
    *,
    permitted: list[str],
    revoked: list[str],
    now: datetime,
) -> str:
    """The address to send the person to; kept, so that the page can send them there once more."""
    static = visit.flow == "lp" and not visit.parameters.redirect_url
    url = visit.target
    if not static or partner.onboarding_deeplink_add_params:
        url = result.address(
            url,
            client_id=client_id,
            permitted=permitted,
            revoked=revoked,
            state=visit.parameters.state,
            single=visit.flow == "lp",
        )
    await links.count(db, visit.partner_id, visit.id, now)
    await store.finish(db, visit.partner_id, visit.id, url, now)
    return url
