"""One number of a client: permission with its history, API key, and its end with the typed word (contract §2)."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import channels, partners, webhooks
from partnerhub.domain.access import users
from partnerhub.domain.channels import ClientChannel
from partnerhub.domain.channels.cancellation import end_of_month
from partnerhub.domain.channels.termination import DELETED_AFTER
from partnerhub.kit import clock
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.client.channels import card, own
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsClient, ClientUser
from partnerhub.surfaces.hub.wide import client_page

HERE = "/dashboard/client/channels"
WORD = "CANCEL"


class Typed(msgspec.Struct):
    word: str = ""
    agree: str = ""


TypedForm = Annotated[Typed, Body(media_type=RequestEncodingType.URL_ENCODED)]


async def show(hub: InHub, client_user: AsClient, channel_id: FromPath[str]) -> Template:
    async with hub.database.reading(client_user.partner_id) as db:
        return await _page(db, client_user, await own(db, client_user, channel_id))


async def cancel(
    request: Page, hub: InHub, client_user: AsClient, channel_id: FromPath[str], data: TypedForm
) -> Response[Any]:
    """At the end of the month, if the word was typed and the tick set (contract §2)."""
    partner_id, client_id = client_user.partner_id, client_user.client_id
    async with hub.database.writing(partner_id) as db:
        channel = await own(db, client_user, channel_id)
        if data.word.strip().upper() != WORD:
            return await _page(
                db, client_user, channel, error=t("Type {word} to go on.", word=WORD), agreed=bool(data.agree)
            )
        if not data.agree:
            return await _page(db, client_user, channel, unticked=t("Tick that you have read what ends."))
        await channels.request_cancellation(db, partner_id, client_id, channel_id, now=clock.now())
        await note(request, db, client_user, "channels.cancel", channel_id)
    return Redirect(f"{HERE}/{channel_id}#cancellation", status_code=303)


async def keep(request: Page, hub: InHub, client_user: AsClient, channel_id: FromPath[str]) -> Response[Any]:
    """Take the cancellation back."""
    partner_id, client_id = client_user.partner_id, client_user.client_id
    async with hub.database.writing(partner_id) as db:
        await own(db, client_user, channel_id)
        await channels.revoke_cancellation(db, partner_id, client_id, channel_id, now=clock.now())
        await note(request, db, client_user, "channels.reactivate", channel_id)
    return Redirect(f"{HERE}/{channel_id}#cancellation", status_code=303)


async def _page(
    db: Db, user: ClientUser, channel: ClientChannel, *, error: str = "", agreed: bool = False, unticked: str = ""
) -> Template:  # fmt: skip
    ends = channel.terminated_at or end_of_month(clock.now())
    changes = await channels.permission_changes(db, user.partner_id, channel.id)
    names = await users.names(db, user.partner_id, {one.actor.removeprefix("user:") for one in changes})
    pays = (await partners.get(db, user.partner_id)).payment_model == "direct"
    urls = await webhooks.urls_among(db, user.partner_id, [channel.id, channel.waba_id])
    return await client_page(
        "client/number.html", db, user, status=400 if error or unticked else 200, channel=channel, card=card(channel),
        error=error, agreed=agreed, unticked=unticked, pays=pays,
        word=WORD, ends=ends, deleted=ends + DELETED_AFTER, told=bool(urls),
        changes=[(one, names.get(one.actor.removeprefix("user:"), "")) for one in changes],
    )  # fmt: skip
