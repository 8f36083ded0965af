"""Details of a number: what is known of it, its API key, its display name, and its end."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Template

from partnerhub.db.pool import Db
from partnerhub.domain import channel_keys, channels
from partnerhub.domain.channels.at_meta import operations
from partnerhub.domain.channels.cancellation import end_of_month
from partnerhub.domain.channels.termination import DELETED_AFTER
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.health import Facts
from partnerhub.surfaces.hub.noted import note, noting
from partnerhub.surfaces.hub.partner.channel.opened import back, opened, tab
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner, PartnerUser
from partnerhub.surfaces.hub.shown import told
from partnerhub.upstream.graph import GraphError

WORD = "CANCEL"
LONGEST_NAME = 512


class Typed(msgspec.Struct):
    word: str = ""


class Name(msgspec.Struct):
    name: str = ""


TypedForm = Annotated[Typed, Body(media_type=RequestEncodingType.URL_ENCODED)]
NameForm = Annotated[Name, Body(media_type=RequestEncodingType.URL_ENCODED)]


async def show(hub: InHub, partner_user: AsPartner, channel_id: FromPath[str]) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        return await _page(db, partner_user, await opened(hub, db, partner_user, channel_id))


async def create_key(request: Page, hub: InHub, partner_user: AsPartner, channel_id: FromPath[str]) -> Template:
    """The answer holds the secret; nothing can show it again. The key before it is refused from now on."""
    partner_id = partner_user.partner_id
    async with hub.database.writing(partner_id) as db:
        _, secret = await channel_keys.create(db, partner_id, channel_id, vault=hub.vault, now=clock.now())
        await note(request, db, partner_user, "channel_keys.create", channel_id)
        return await _page(db, partner_user, await opened(hub, db, partner_user, channel_id), secret=secret)


async def end_key(request: Page, hub: InHub, partner_user: AsPartner, channel_id: FromPath[str]) -> Response[Any]:
    async with hub.database.writing(partner_user.partner_id) as db:
        await channel_keys.end(db, partner_user.partner_id, channel_id, now=clock.now())
        await note(request, db, partner_user, "channel_keys.end", channel_id)
    return back(channel_id, "#api-key")


async def cancel(
    request: Page, hub: InHub, partner_user: AsPartner, channel_id: FromPath[str], data: TypedForm
) -> Response[Any]:
    """At the end of the month, if the word was typed."""
    partner_id = partner_user.partner_id
    async with hub.database.writing(partner_id) as db:
        facts = await opened(hub, db, partner_user, channel_id)
        if data.word.strip().upper() != WORD:
            return await _page(
                db, partner_user, facts, status=400, wrong={"word": t("Type {word} to go on.", word=WORD)}
            )
        client_id = facts.channel.client_id
        await channels.request_cancellation(db, partner_id, client_id, channel_id, now=clock.now())
        await note(request, db, partner_user, "channels.cancel", channel_id)
    return back(channel_id, "#cancellation")


async def keep(request: Page, hub: InHub, partner_user: AsPartner, channel_id: FromPath[str]) -> Response[Any]:
    """Take the cancellation back."""
    partner_id = partner_user.partner_id
    async with hub.database.writing(partner_id) as db:
        facts = await opened(hub, db, partner_user, channel_id)
        await channels.revoke_cancellation(db, partner_id, facts.channel.client_id, channel_id, now=clock.now())
        await note(request, db, partner_user, "channels.reactivate", channel_id)
    return back(channel_id, "#cancellation")


async def rename(
    request: Page, hub: InHub, partner_user: AsPartner, channel_id: FromPath[str], data: NameForm
) -> Response[Any]:
    """Meta reviews the new display name; until then the old one is shown."""
    async with hub.database.reading(partner_user.partner_id) as db:
        facts = await opened(hub, db, partner_user, channel_id)
        name = data.name.strip()
        if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
            said = t("A display name has 1 to {most} letters, digits and signs.", most=LONGEST_NAME)
            return await _page(db, partner_user, facts, status=400, name=name, wrong={"name": said})
    try:
        await _ask_name(request, hub, partner_user, facts, name)
    except (GraphError, Problem) as error:
        async with hub.database.reading(partner_user.partner_id) as db:
            return await _page(db, partner_user, facts, status=400, name=name, wrong={"name": told(error)})
    return back(channel_id, "#display-name")


async def _ask_name(request: Page, hub: Hub, user: PartnerUser, facts: Facts, name: str) -> None:
    channel = facts.channel
    database = noting(request, hub.database, user, "channels.display_name", channel.id)
    reached = await operations.reach(database, hub.graph, hub.vault, user.partner_id, channel.client_id, channel.id)
    await operations.ask_name(reached, name, clock=clock.now)


async def _page(
    db: Db, user: PartnerUser, facts: Facts, *, status: int = 200, secret: str = "", name: str = "",
    wrong: dict[str, str] | None = None,
) -> Template:  # fmt: skip
    """`wrong`: for a field, what is wrong with what was entered."""
    ends = facts.channel.terminated_at or end_of_month(clock.now())
    return await tab(
        "details.html", db, user, facts, status=status, secret=secret, name=name, wrong=wrong or {}, ends=ends,
        deleted=ends + DELETED_AFTER, word=WORD,
    )  # fmt: skip
