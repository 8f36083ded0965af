"""The address of an onboarding link: it begins a visit, or leads to the partner with the reason why not."""

from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath

from partnerhub.domain import onboarding
from partnerhub.domain.onboarding import links, refused_at
from partnerhub.domain.onboarding.links import Link
from partnerhub.kit import clock
from partnerhub.kit.problems import Forbidden, Problem
from partnerhub.surfaces.hub.onboarding.answers import to
from partnerhub.surfaces.hub.onboarding.entry import about, begun
from partnerhub.surfaces.hub.parts import Hub, InHub, Page


class LinkExpired(Forbidden):
    """This link is no longer valid. Ask for a new one."""

    code = "link_expired"


class LinkUsed(Forbidden):
    """This link was used before. Ask for a new one."""

    code = "already_used"


class LinkRevoked(Forbidden):
    """This link was withdrawn. Ask for a new one."""

    code = "link_revoked"


CLOSED = {"expired": LinkExpired, "used": LinkUsed, "revoked": LinkRevoked}


async def open_link(link_token: FromPath[str], request: Page, hub: InHub) -> Response[Any]:
    link = await links.opened(hub.database, hub.vault, link_token)
    try:
        return await _begin(link, request, hub)
    except Problem as problem:
        if not link.failure_url:
            raise
        return to(refused_at(link.failure_url, problem.code, link.parameters.state))


async def _begin(link: Link, request: Page, hub: Hub) -> Response[Any]:
    partner = await onboarding.partner_of(hub.database, link.partner_id)
    about(request, partner, link.parameters.lang)
    closed = CLOSED.get(link.status(clock.now()))
    if closed:
        raise closed
    given = msgspec.structs.replace(link.parameters, redirect_url=link.success_url or "")
    return await begun(request, hub, partner, "io", given, link)
