"""A client's numbers, and for each whether the partner may make API keys for it (contract hub-and-onboarding §2)."""

from typing import Any

from litestar import Response
from litestar.params import FromPath
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import channel_keys, channels, clients, partners
from partnerhub.domain.channels import ClientChannel
from partnerhub.domain.partners import Partner
from partnerhub.kit import clock
from partnerhub.kit.problems import Conflict, NotFound
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import HOME_OF_CLIENT, AsClient, ClientUser
from partnerhub.surfaces.hub.shown import STATES, limit, quality, sends
from partnerhub.surfaces.hub.wide import client_page


class NoSuchChannel(NotFound):
    """There is no such number in your account."""


class PartnerPays(Conflict):
    """Your partner pays for this number and manages its API key. Ask your partner to change this."""


async def show(hub: InHub, client_user: AsClient) -> Template:
    async with hub.database.reading(client_user.partner_id) as db:
        return await _page(db, client_user)


async def grant(request: Page, hub: InHub, client_user: AsClient, channel_id: FromPath[str]) -> Response[Any]:
    partner_id, actor = client_user.partner_id, client_user.actor
    async with hub.database.writing(partner_id) as db:
        await own(db, client_user, channel_id)
        await channels.grant_permission(db, partner_id, channel_id, actor=actor, now=clock.now())
        await note(request, db, client_user, "permission.grant", channel_id)
    return Redirect(HOME_OF_CLIENT, status_code=303)


async def withdraw(request: Page, hub: InHub, client_user: AsClient, channel_id: FromPath[str]) -> Response[Any]:
    partner_id, actor = client_user.partner_id, client_user.actor
    async with hub.database.writing(partner_id) as db:
        await own(db, client_user, channel_id)
        await _refuse_if_partner_pays(db, partner_id)
        await channels.revoke_permission(db, partner_id, channel_id, actor=actor, now=clock.now())
        await note(request, db, client_user, "permission.withdraw", channel_id)
    return Redirect(HOME_OF_CLIENT, status_code=303)


async def create_key(request: Page, hub: InHub, client_user: AsClient, channel_id: FromPath[str]) -> Template:
    """Only when the client pays itself and has not given the right to the partner; the answer holds the secret."""
    partner_id = client_user.partner_id
    async with hub.database.writing(partner_id) as db:
        await own(db, client_user, channel_id)
        await _refuse_if_partner_pays(db, partner_id)
        _, secret = await channel_keys.create_by_client(db, partner_id, channel_id, vault=hub.vault, now=clock.now())
        await note(request, db, client_user, "channel_keys.create", channel_id)
        return await _page(db, client_user, secret=secret, secret_of=channel_id)


async def own(db: Db, user: ClientUser, channel_id: str) -> ClientChannel:
    """The tenant is the partner; that the channel is this client's is asked here. Raises NoSuchChannel."""
    listed = await channels.of_client(db, user.partner_id, user.client_id)
    found = next((one for one in listed if one.id == channel_id), None)
    if found is None:
        raise NoSuchChannel
    return found


async def _page(db: Db, user: ClientUser, *, secret: str = "", secret_of: str = "") -> Template:
    listed = await channels.of_client(db, user.partner_id, user.client_id)
    partner = await partners.get(db, user.partner_id)
    most, living = await clients.get_limit(db, user.partner_id, user.client_id), sum(not one.is_gone for one in listed)
    return await client_page(
        "client/channels.html", db, user, cards=[card(one) for one in listed], secret=secret, secret_of=secret_of,
        why_not=_why_not(partner, living, most), living=living, most=most,
    )  # fmt: skip


def _why_not(partner: Partner, living: int, most: int) -> str:
    """Why no number can be added now; empty: it can. The first one is always welcome."""
    if partner.blocked_new_submission:
        return "closed"
    if living and not partner.allow_client_to_add_phone_no:
        return "not_allowed"
    if not partner.partner_redirect_url:
        return "not_set_up"
    return "full" if living >= most else ""


def card(channel: ClientChannel) -> dict[str, Any]:
    return {
        "channel": channel,
        "state": STATES[channel.state],
        "quality": quality(channel.current_quality_rating),
        "limit": limit(channel.current_limit),
        "sends": sends(channel.can_send_message, channel.meta_refused_at),
    }


async def _refuse_if_partner_pays(db: Db, partner_id: str) -> None:
    if (await partners.get(db, partner_id)).payment_model == "partner":
        raise PartnerPays
