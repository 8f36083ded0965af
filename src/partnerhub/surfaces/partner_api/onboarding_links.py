"""Onboarding links as objects: one address for one client, with an end, a number of uses and a status."""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from partnerhub.domain.onboarding import Parameters, links, parse
from partnerhub.domain.onboarding.links import Link
from partnerhub.domain.onboarding.parameters import LONGEST
from partnerhub.kit import clock
from partnerhub.kit.urls import HOST, MAX_URL, PORT, REST
from partnerhub.settings import Settings
from partnerhub.surfaces.partner_api.wire.entrance import Secrets, Tenant, Who
from partnerhub.surfaces.partner_api.wire.openapi.telling import told
from partnerhub.surfaces.partner_api.wire.pages import Cursor, Paged

USUAL = timedelta(days=30)
PLACE = Cursor("lnk_[0-9a-f]{32}", "lnk_01928f0c7d2e7a4b8c1d2e3f4a5b6c7d")
PREFILLED = {  # our words to those of an onboarding URL
    "name": "name",
    "email": "email",
    "number": "number",
    "partner_payload": "partner",
    "state": "state",
    "lang": "lang",
    "plan": "plan_selection",
}


Short = Annotated[str, told(maxLength=LONGEST)]
Uses = Annotated[int, told(minimum=1, maximum=links.MOST_USES)]
Page = Annotated[str, told(maxLength=MAX_URL, pattern=f"^(https://{HOST}{PORT}{REST})?$")]


class Prefilled(msgspec.Struct, kw_only=True):
    """What is known of the client already: its company's `name`, `email`, phone `number`, and what an onboarding URL may hold."""

    name: Short = ""
    email: Short = ""
    number: Short = ""
    partner_payload: Short = ""
    state: Short = ""
    lang: Short = ""
    plan: Short = ""


class OnboardingLinkIn(Prefilled, kw_only=True):
    """Without `expires_at`: 30 days. Without `success_url`: the partner's redirect URL. Without `failure_url`: a page says why.

    Both URLs must have an origin that the partner has registered. `failure_url` gets `?error=<code>`.
    """

    expires_at: datetime | None = None
    max_uses: Uses = 1
    success_url: Page | None = None
    failure_url: Page | None = None


class OnboardingLinkOut(Prefilled, kw_only=True):
    """`status`: `active`, `used`, `expired` or `revoked`. A use counts when the client has come to the end."""

    id: str
    url: str
    status: str
    max_uses: int
    uses: int
    created_at: str
    expires_at: str
    success_url: str | None
    failure_url: str | None


class OnboardingLinksOut(msgspec.Struct):
    """`next_cursor` is null on the last page."""

    onboarding_links: list[OnboardingLinkOut]
    next_cursor: str | None


async def page(
    caller: Who,
    db: Tenant,
    vault: Secrets,
    state: State,
    paged: Paged,
    cursor: Annotated[str | None, PLACE.parameter] = None,
) -> OnboardingLinksOut:
    found = await links.page(
        db,
        caller.partner_id,
        vault,
        before=PLACE.read(cursor),
        since=paged.since,
        until=paged.until,
        limit=paged.one_more,
    )
    found, last = paged.cut(found)
    return OnboardingLinksOut([_out(one, state.settings) for one in found], last.id if last else None)


async def create(
    caller: Who, db: Tenant, vault: Secrets, state: State, data: JSONBody[OnboardingLinkIn]
) -> OnboardingLinkOut:
    now, settings = clock.now(), state.settings
    expires_at = clock.utc(data.expires_at) if data.expires_at else now + USUAL
    link_id = await links.create(
        db, caller.partner_id, _parameters(data),
        success_url=data.success_url or None, failure_url=data.failure_url or None, max_uses=data.max_uses,
        expires_at=expires_at, vault=vault, any_target=settings.any_target, now=now,
    )  # fmt: skip
    return _out(await links.get(db, caller.partner_id, link_id, vault), settings)


async def read(caller: Who, db: Tenant, vault: Secrets, state: State, link_id: FromPath[str]) -> OnboardingLinkOut:
    return _out(await links.get(db, caller.partner_id, link_id, vault), state.settings)


async def revoke(caller: Who, db: Tenant, vault: Secrets, state: State, link_id: FromPath[str]) -> OnboardingLinkOut:
    """Revoking again changes nothing."""
    await links.revoke(db, caller.partner_id, link_id, clock.now())
    return _out(await links.get(db, caller.partner_id, link_id, vault), state.settings)


def _parameters(given: Prefilled) -> Parameters:
    return parse((theirs, getattr(given, ours)) for ours, theirs in PREFILLED.items())


def _out(link: Link, settings: Settings) -> OnboardingLinkOut:
    return OnboardingLinkOut(
        id=link.id,
        url=f"{settings.url}/onboarding/links/{link.token}",
        status=link.status(clock.now()),
        max_uses=link.max_uses,
        uses=link.uses,
        created_at=clock.iso(link.created_at),
        expires_at=clock.iso(link.expires_at),
        success_url=link.success_url,
        failure_url=link.failure_url,
        **{ours: getattr(link.parameters, theirs) for ours, theirs in PREFILLED.items()},
    )
