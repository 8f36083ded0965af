"""Numbers that their partner shares with us: checked with Meta at once, onboarded by the worker (contract partner-api §9)."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from partnerhub.db.pool import Database, Db
from partnerhub.domain import clients, onboarding, partners, wabas
from partnerhub.domain.onboarding import ClosedForNew, states
from partnerhub.domain.onboarding.states import Failed, Shared
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import BadInput, NotFound
from partnerhub.upstream.graph import Graph
from partnerhub.upstream.graph import onboarding as graph_api


class NoSuchClient(NotFound):
    """Client not found."""


class NoSuchSignup(NotFound):
    """There is no such onboarding of numbers."""


class NotTheSolution(BadInput):
    """solution_id is not the one in your account_sharing settings."""

    code = "other_solution"


class OtherBusiness(BadInput):
    """The WABA belongs to another business portfolio than waba_business_id."""

    code = "other_business"


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """Ids are Meta's but for `client_id`; without it the client is found, or made, by `business_id`."""

    solution_id: str
    waba_external_id: str
    client_id: str | None
    business_id: str | None
    phone_number_id: str | None
    tier: str | None


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far an onboarding has come: `step` is its present state, `error` and `details` why it failed."""

    id: str
    client_id: str
    step: str
    channels: list[str]
    error: str | None = None
    details: str | None = None


async def share_numbers(
    database: Database,
    graph: Graph,
    vault: Vault,
    system_token: str,
    partner_id: str,
    asked: Request,
    clock: Callable[[], datetime],
) -> tuple[str, str]:
    """(signup, client). Raises GraphError when Meta does not show us the WABA: nothing is written then.

    Raises ClosedForNew, NotTheSolution, NoSuchClient, OtherBusiness.
    """
    async with database.reading(partner_id) as db:
        await _check(db, partner_id, asked)
    waba = await graph_api.waba(graph, system_token, asked.waba_external_id)
    business = waba.owner_business_info or graph_api.Business()
    if asked.business_id and business.id != asked.business_id:
        raise OtherBusiness(field="waba_business_id")
    state = Shared(
        solution_id=asked.solution_id,
        business_id=business.id or "",
        waba_id=asked.waba_external_id,
        phone_number_id=asked.phone_number_id or "",
        tier=asked.tier or "",
    )
    async with database.writing(partner_id) as db:
        now = clock()
        client_id = asked.client_id or await _client_of(db, partner_id, business, now)
        if not await clients.hold(db, partner_id, client_id):  # it has moved to another partner
            raise NoSuchClient
        return await onboarding.start_shared(db, vault, partner_id, client_id, state, now=now), client_id


async def progress(db: Db, partner_id: str, signup_id: str) -> Progress:
    """Raises NoSuchSignup; a signup on an onboarding page is none of these."""
    signup = await onboarding.shared_of_partner(db, partner_id, signup_id)
    if signup is None:
        raise NoSuchSignup
    failed = signup.state if isinstance(signup.state, Failed) else None
    return Progress(
        id=signup.id,
        client_id=signup.client_id,
        step=states.tag(signup.state),
        channels=states.channels_of(signup.state),
        error=failed and failed.code,
        details=failed and failed.details,
    )


async def _check(db: Db, partner_id: str, asked: Request) -> None:
    partner = await partners.get(db, partner_id)
    if partner.blocked_new_submission:
        raise ClosedForNew
    if partner.account_sharing_solution_id not in {None, asked.solution_id}:
        raise NotTheSolution(field="solution_id")
    if asked.client_id and await clients.find_doc(db, partner_id, asked.client_id) is None:
        raise NoSuchClient


async def _client_of(db: Db, partner_id: str, business: graph_api.Business, now: datetime) -> str:
    """A business portfolio is one client: the one that has it, or is getting it, else a new one with the portfolio's name."""
    await partners.hold(db, partner_id)  # of two that share its numbers at once the second finds the first one's client
    for client_of in (wabas.client_of_business, onboarding.client_of_business):
        if business.id and (known := await client_of(db, partner_id, business.id)):
            return known
    name = business.name or f"Business {business.id}"
    return await clients.create(
        db,
        partner_id,
        name=name,
        contact_info={},
        contact_user={},
        partner_payload=None,
        organisation=name,
        now=now,
    )
