"""Webhooks of a number: where its messages and statuses go, and how those endpoints stand."""

from typing import Annotated, Any

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


class Url(msgspec.Struct):
    url: str = ""


UrlForm = Annotated[Url, Body(media_type=RequestEncodingType.URL_ENCODED)]


async def show(hub: InHub, partner_user: AsPartner, channel_id: FromPath[str]) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        return await _page(db, partner_user, await opened(hub, db, partner_user, channel_id))


async def set_url(
    request: Page, hub: InHub, partner_user: AsPartner, channel_id: FromPath[str], data: UrlForm
) -> Response[Any]:
    """Empty: this number has none of its own any more. Headers set beside it stay."""
    partner_id, url = partner_user.partner_id, data.url.strip()
    async with hub.database.writing(partner_id) as db:
        facts = await opened(hub, db, partner_user, channel_id)
        try:
            if url:
                webhooks.check_target(url, any_target=hub.settings.any_target)
        except BadInput as problem:
            return await _page(db, partner_user, facts, status=400, url=url, error=problem.sentence)
        await _point(hub, db, partner_id, channel_id, url)
        await note(request, db, partner_user, "channels.set_webhook_url", channel_id)
    return back(channel_id, "/webhooks")


async def _point(hub: Hub, db: Db, partner_id: str, channel_id: str, url: str) -> None:
    if not url:
        return await webhooks.drop_target(db, partner_id, "channel", channel_id)
    before = await webhooks.target(db, partner_id, "channel", channel_id, hub.vault)
    headers = before.headers if before else {}
    return await webhooks.set_target(db, partner_id, "channel", channel_id, url, headers, hub.vault)


async def _page(
    db: Db, user: PartnerUser, facts: Facts, *, status: int = 200, url: str | None = None, error: str = ""
) -> Template:
    owned = await endpoints.of_owners(db, user.partner_id, [facts.channel.id, facts.channel.waba_id])
    own = next((one.url for one in owned if one.kind == "channel"), None)
    return await tab(
        "webhooks.html", db, user, facts, status=status, endpoints=[one for one in owned if one.url],
        url=own or "" if url is None else url, error=error,
    )  # fmt: skip
