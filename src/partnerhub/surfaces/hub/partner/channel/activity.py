"""Activity of a number: what the partner was told of it and what people did to it, newest first."""

from datetime import datetime

import msgspec
from litestar.params import FromPath
from litestar.response import Template

from partnerhub.db.pool import Db
from partnerhub.domain import audit, events
from partnerhub.domain.access import users
from partnerhub.kit import clock
from partnerhub.surfaces.hub.partner.channel.opened import opened, tab
from partnerhub.surfaces.hub.parts import InHub
from partnerhub.surfaces.hub.people import AsPartner

MOST = 50  # of each kind
LATEST = (clock.LAST, 2**63 - 1)


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """`who` is empty for what happened by itself. `event` is the id of an event that was told."""

    at: datetime
    what: str
    who: str = ""
    event: str = ""


async def show(hub: InHub, partner_user: AsPartner, channel_id: FromPath[str]) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        facts = await opened(hub, db, partner_user, channel_id)
        moments = await _told(db, partner_user.partner_id, channel_id)
        moments += await _done(db, partner_user.partner_id, channel_id)
        moments.sort(key=lambda one: one.at, reverse=True)
        return await tab("activity.html", db, partner_user, facts, moments=moments)


async def _told(db: Db, partner_id: str, channel_id: str) -> list[Moment]:
    found = await events.told_of_channel(db, partner_id, channel_id, limit=MOST)
    return [Moment(at=one.created_at, what=_words(one.type), event=one.id) for one in found]


async def _done(db: Db, partner_id: str, channel_id: str) -> list[Moment]:
    lines = await audit.page(
        db, partner_id, before=LATEST, since=clock.FIRST, limit=MOST, filters={"subject": channel_id}
    )
    names = await users.names(db, partner_id, {one.actor.removeprefix("user:") for one in lines})
    return [
        Moment(at=one.at, what=_words(one.action), who=names.get(one.actor.removeprefix("user:"), one.actor))
        for one in lines
    ]


def _words(name: str) -> str:
    """`channel_keys.create` → `Channel keys: create`."""
    return name.replace("_", " ").replace(".", ": ").capitalize()
