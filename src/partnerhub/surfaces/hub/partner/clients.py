"""Clients of the partner: found, looked at, and what the partner may change of one (contract partner-api §6.3)."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import billing, clients, partner_changes
from partnerhub.domain.channels import client_store, overview
from partnerhub.domain.channels.client_store import Client
from partnerhub.domain.channels.overview import MOST, Search
from partnerhub.kit import clock
from partnerhub.kit.problems import NotFound
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.files import file
from partnerhub.surfaces.hub.health import gather
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.partner.accounts import card, onboarding_link, read
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner, PartnerUser
from partnerhub.surfaces.hub.wide import partner_page

HERE = "/dashboard/partner/clients"
SORTS = [("newest", t("Newest first")), ("name", t("Name")), ("channels", t("Most numbers first"))]
LONGEST_PAYLOAD = 4096
MOST_CHANNELS = 10_000
LONGEST_NOTES, LONGEST_TAG, MOST_TAGS = 10_000, 40, 20


class NoSuchClient(NotFound):
    """There is no such client among yours."""


class ClientForm(msgspec.Struct):
    partner_payload: str = ""
    max_channels: str = ""


class NotesForm(msgspec.Struct):
    """`tags` are separated by commas."""

    tags: str = ""
    notes: str = ""


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    asked = read(request)
    sort, tag = request.query_params.get("sort", ""), _tag(request)
    async with hub.database.reading(partner_user.partner_id) as db:
        found, more = await client_store.look_for(
            db, partner_user.partner_id, text=asked.q, order=sort, page=asked.page, tag=tag
        )
        tags = await client_store.tags_of_partner(db, partner_user.partner_id)
        return await partner_page(
            "partner/clients.html", db, partner_user, clients=found, more=more, asked=asked, sort=sort, sorts=SORTS,
            tag=tag, tags=[("", t("All")), *((one, one) for one in tags)],
            waiting=await partner_changes.waiting(db, partner_user.partner_id),
        )  # fmt: skip


async def export(request: Page, hub: InHub, partner_user: AsPartner, ending: FromPath[str]) -> Response[bytes]:
    asked, sort = read(request), request.query_params.get("sort", "")
    async with hub.database.reading(partner_user.partner_id) as db:
        found, _ = await client_store.look_for(
            db, partner_user.partner_id, text=asked.q, order=sort, page=1, size=MOST, tag=_tag(request)
        )
    return file("clients", ending, [{**msgspec.to_builtins(one), "tags": ", ".join(one.tags)} for one in found])


async def one(request: Page, hub: InHub, partner_user: AsPartner, client_id: FromPath[str]) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        client = await _client(db, partner_user, client_id)
        return await _page(hub, db, partner_user, client, saved=bool(request.query_params.get("saved")))


async def change(
    request: Page, hub: InHub, partner_user: AsPartner, client_id: FromPath[str],
    data: Annotated[ClientForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:  # fmt: skip
    async with hub.database.writing(partner_user.partner_id) as db:
        client = await _client(db, partner_user, client_id)
        wrong = faults(data)
        if wrong:
            return await _page(hub, db, partner_user, client, entered=data, wrong=wrong)
        await clients.change(
            db, partner_user.partner_id, client_id, partner_payload=data.partner_payload,
            max_channels=int(data.max_channels), actor=partner_user.actor, now=clock.now(),
        )  # fmt: skip
        await note(request, db, partner_user, "clients.change", client_id)
    return Redirect(f"{HERE}/{client_id}?saved=1", status_code=303)


async def take_notes(
    request: Page, hub: InHub, partner_user: AsPartner, client_id: FromPath[str],
    data: Annotated[NotesForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:  # fmt: skip
    """For the partner's own people: the client never sees them."""
    tags = list(dict.fromkeys(filter(None, (" ".join(one.split()) for one in data.tags.split(",")))))
    async with hub.database.writing(partner_user.partner_id) as db:
        client = await _client(db, partner_user, client_id)
        if wrong := faults_of_notes(tags, data.notes):
            return await _page(hub, db, partner_user, client, noted=data, wrong=wrong)
        notes = data.notes.replace("\r\n", "\n").strip()
        await clients.note(
            db, partner_user.partner_id, client_id, tags=tags, notes=notes, actor=partner_user.actor, now=clock.now()
        )
        await note(request, db, partner_user, "clients.note", client_id)
    return Redirect(f"{HERE}/{client_id}?saved=1", status_code=303)


def faults_of_notes(tags: list[str], notes: str) -> dict[str, str]:
    """What is wrong, by field."""
    wrong: dict[str, str] = {}
    if len(tags) > MOST_TAGS or any(len(one) > LONGEST_TAG or not one.isprintable() for one in tags):
        wrong["tags"] = t("At most {tags} tags of {most} characters each.", tags=MOST_TAGS, most=LONGEST_TAG)
    if len(notes) > LONGEST_NOTES or "\0" in notes:
        wrong["notes"] = t("At most {most} characters.", most=LONGEST_NOTES)
    return wrong


def _tag(request: Page) -> str:
    return request.query_params.get("tag", "")[:LONGEST_TAG].replace("\0", "")


def faults(data: ClientForm) -> dict[str, str]:
    """What is wrong, by field."""
    wrong: dict[str, str] = {}
    limit = data.max_channels.strip()
    if not (limit.isascii() and limit.isdecimal() and len(limit) <= 5 and int(limit) <= MOST_CHANNELS):  # noqa: PLR2004
        wrong["max_channels"] = t("A whole number from {least} to {most}.", least=0, most=MOST_CHANNELS)
    if len(data.partner_payload) > LONGEST_PAYLOAD or "\0" in data.partner_payload:
        wrong["partner_payload"] = t("At most {most} characters.", most=LONGEST_PAYLOAD)
    return wrong


async def _client(db: Db, user: PartnerUser, client_id: str) -> Client:
    client = await client_store.find(db, user.partner_id, client_id)
    if client is None:
        raise NoSuchClient
    return client


async def _page(
    hub: Hub, db: Db, user: PartnerUser, client: Client, *, saved: bool = False, entered: ClientForm | None = None,
    noted: NotesForm | None = None, wrong: dict[str, str] | None = None,
) -> Template:  # fmt: skip
    link = onboarding_link(hub, user.partner_id)
    found = await overview.everything(db, user.partner_id, Search(text=client.id, order="oldest"))
    facts = await gather(db, user.partner_id, found, onboarding=link)
    entered = entered or ClientForm(client.partner_payload or "", str(client.max_channels))
    noted = noted or NotesForm(", ".join(client.tags), client.notes)
    return await partner_page(
        "partner/client.html", db, user, status=400 if wrong else 200, client=client, cards=[card(one) for one in facts],
        funds=await billing.funds_of_client(db, user.partner_id, client.id), link=link, saved=saved, entered=entered,
        noted=noted, wrong=wrong or {},
    )  # fmt: skip
