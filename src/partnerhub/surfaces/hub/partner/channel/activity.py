"""Activity of a number: what the partner was told of it and what people did to it, newest first."""

from datetime import datetime

import msgspec
from litestar.params import FromPath
from litestar.response import Template

from partnerhub.db.pool import Db
from partnerhub.domain import audit, events
from partnerhub.domain.access import users
from partnerhub.kit import clock
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.partner.channel.opened import opened, tab
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner
from partnerhub.surfaces.hub.speech.deeds import told

PAGE_SIZE = 50
KEYS = {"channel_key": t("API key of the number"), "key": t("Partner API key")}
KINDS = {"": t("All"), "told": t("Told to your webhook"), "done": t("Done by people")}


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """`who` is empty for what happened by itself. `event` is the id of an event that was told."""

    at: datetime
    what: str
    who: str = ""
    event: str = ""


async def show(request: Page, hub: InHub, partner_user: AsPartner, channel_id: FromPath[str]) -> Template:
    kind = request.query_params.get("kind", "")
    kind, before = kind if kind in KINDS else "", _moment(request.query_params.get("before", ""))
    async with hub.database.reading(partner_user.partner_id) as db:
        facts = await opened(hub, db, partner_user, channel_id)
        told = await _told(db, partner_user.partner_id, channel_id, before) if kind != "done" else []
        done = await _done(db, partner_user.partner_id, channel_id, before) if kind != "told" else []
        moments, more = first_page([*told, *done])
        return await tab(
            "activity.html", db, partner_user, facts, moments=moments, more=more, kinds=KINDS, kind=kind,
            before=request.query_params.get("before", ""),
        )  # fmt: skip


def first_page(found: list[Moment]) -> tuple[list[Moment], bool]:
    """The newest, and whether there are older ones. What happened at one moment is not torn apart."""
    found.sort(key=lambda one: one.at, reverse=True)
    shown = [one for one in found if one.at >= found[PAGE_SIZE - 1].at] if len(found) > PAGE_SIZE else found
    return shown, len(found) > len(shown)


async def _told(db: Db, partner_id: str, channel_id: str, before: datetime) -> list[Moment]:
    found = await events.told_of_channel(db, partner_id, channel_id, before=before, limit=PAGE_SIZE + 1)
    return [Moment(at=one.created_at, what=told(one.type), event=one.id) for one in found]


async def _done(db: Db, partner_id: str, channel_id: str, before: datetime) -> list[Moment]:
    lines = await audit.page(
        db, partner_id, before=(before, 0), since=clock.FIRST, limit=PAGE_SIZE + 1, filters={"subject": channel_id}
    )
    names = await users.names(db, partner_id, {one.actor.removeprefix("user:") for one in lines})
    return [
        Moment(at=one.at, what=told(one.action), who=names.get(one.actor.removeprefix("user:")) or _by(one.actor))
        for one in lines
    ]


def _by(actor: str) -> str:
    """`channel_key:abcCH` → `API key of the number`."""
    return KEYS.get(actor.partition(":")[0], actor)


def _moment(text: str) -> datetime:
    """What is no time is as if it had not been asked: the newest."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return clock.LAST
    return found if found.tzinfo and clock.FIRST <= found <= clock.LAST else clock.LAST
