"""Webhooks of a number: where its messages and statuses go, those of its WABA, and how these endpoints stand."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Template

from partnerhub.db.pool import Db
from partnerhub.domain import webhooks
from partnerhub.domain.webhooks.endpoints import store as endpoints
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.hub.health import Facts
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.partner.channel.opened import back, opened, tab
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner, PartnerUser

Kind = Literal["channel", "waba"]


class Url(msgspec.Struct):
    """`override_all`: of a WABA; ticked, its webhook wins over those of its numbers."""

    url: str = ""
    override_all: str = ""


UrlForm = Annotated[Url, Body(media_type=RequestEncodingType.URL_ENCODED)]


async def show(hub: InHub, partner_user: AsPartner, channel_id: FromPath[str]) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        return await _page(db, partner_user, await opened(hub, db, partner_user, channel_id))


async def set_url(
    request: Page, hub: InHub, partner_user: AsPartner, channel_id: FromPath[str], data: UrlForm
) -> Response[Any]:
    """Empty: this number has none of its own any more. Headers set beside it stay."""
    return await _set(request, hub, partner_user, channel_id, "channel", data)


async def set_url_of_waba(
    request: Page, hub: InHub, partner_user: AsPartner, channel_id: FromPath[str], data: UrlForm
) -> Response[Any]:
    """The same of all numbers of the WABA."""
    return await _set(request, hub, partner_user, channel_id, "waba", data)


async def _set(request: Page, hub: Hub, user: PartnerUser, channel_id: str, kind: Kind, data: Url) -> Response[Any]:
    url = data.url.strip()
    async with hub.database.writing(user.partner_id) as db:
        facts = await opened(hub, db, user, channel_id)
        owner_id = channel_id if kind == "channel" else facts.channel.waba_id
        try:
            if url:
                webhooks.check_target(url, any_target=hub.settings.any_target)
        except BadInput as problem:
            return await _page(db, user, facts, status=400, given={kind: url}, errors={kind: problem.sentence})
        await _point(hub, db, user.partner_id, kind, owner_id, url, override_all=bool(data.override_all))
        await note(request, db, user, f"{kind}s.set_webhook_url", owner_id)
    return back(channel_id, "/webhooks")


async def _point(hub: Hub, db: Db, partner_id: str, kind: Kind, owner_id: str, url: str, *, override_all: bool) -> None:
    if not url:
        return await webhooks.drop_target(db, partner_id, kind, owner_id)
    before = await webhooks.target(db, partner_id, kind, owner_id, hub.vault)
    headers = before.headers if before else {}
    return await webhooks.set_target(db, partner_id, kind, owner_id, url, headers, hub.vault, override_all=override_all)


async def _page(
    db: Db,
    user: PartnerUser,
    facts: Facts,
    *,
    status: int = 200,
    given: dict[Kind, str] | None = None,
    errors: dict[Kind, str] | None = None,
) -> Template:
    """`given` and `errors`: of the form that was refused."""
    owned = await endpoints.of_owners(db, user.partner_id, [facts.channel.id, facts.channel.waba_id])
    urls = {one.kind: one.url or "" for one in owned if one.kind != "destination"} | (given or {})
    return await tab(
        "webhooks.html", db, user, facts, status=status, endpoints=[one for one in owned if one.url], urls=urls,
        overrides=any(one.override_all and one.url for one in owned), errors=errors or {},
    )  # fmt: skip
