"""The audit log: who changed what, from where, and what it was before; found, paged, and taken along as a file."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath
from litestar.response import Template

from partnerhub.db.pool import Db
from partnerhub.domain import audit
from partnerhub.domain.access import keys, users
from partnerhub.domain.audit import Change, Entry, Place
from partnerhub.kit import clock
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.files import file
from partnerhub.surfaces.hub.partner.channel.activity import KEYS
from partnerhub.surfaces.hub.partner.deliveries import Asked
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner
from partnerhub.surfaces.hub.speech.deeds import told
from partnerhub.surfaces.hub.wide import partner_page

HERE = "/dashboard/partner/audit_log"
SIZE, MOST_IN_A_FILE = 50, 10_000
FILTERS = ("actor", "action", "subject")
CURSOR = re.compile(r"[0-9]{1,17}-[0-9]{1,18}")  # microseconds of the time, and the id
EPOCH = datetime.fromtimestamp(0, UTC)
OTHERS = {"operator": t("The operator"), "visitor": t("A visitor")}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """An entry for people. `what` in words; `detail` is what else was said of it, by name."""

    entry: Entry
    who: str
    what: str
    changes: list[Change]
    detail: dict[str, Any]


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    asked = Asked(dict(request.query_params.items()))
    async with hub.database.reading(partner_user.partner_id) as db:
        known = await _known(db, partner_user.partner_id)
        found = await _found(db, partner_user.partner_id, asked, SIZE + 1)
        lines = _lines(found[:SIZE], known | await _clients_people(db, partner_user.partner_id, found))
        more = _cursor(found[SIZE - 1]) if len(found) > SIZE else ""
        return await partner_page(
            "partner/security/audit_log.html", db, partner_user, lines=lines, more=more, asked=asked,
            actors=[("", t("Anybody")), *known.items()], actions=sorted({one.entry.action for one in lines}),
            most=MOST_IN_A_FILE,
        )  # fmt: skip


async def export(request: Page, hub: InHub, partner_user: AsPartner, ending: FromPath[str]) -> Response[bytes]:
    """What the filters leave, the newest MOST_IN_A_FILE of it."""
    asked = Asked(dict(request.query_params.items()))
    async with hub.database.reading(partner_user.partner_id) as db:
        known = await _known(db, partner_user.partner_id)
        found = await _found(db, partner_user.partner_id, asked, MOST_IN_A_FILE)
        known |= await _clients_people(db, partner_user.partner_id, found)
    return file("audit_log", ending, [_row(one) for one in _lines(found, known)])


async def _found(db: Db, partner_id: str, asked: Asked, limit: int) -> list[Entry]:
    return await audit.page(
        db, partner_id,
        before=min(_place(asked), (asked.time("until") or clock.LAST, 0)), since=asked.time("since") or EPOCH, limit=limit,
        filters={name: asked.text(name) for name in FILTERS},
    )  # fmt: skip


async def _known(db: Db, partner_id: str) -> dict[str, str]:
    """Who can have done it, by the name they have in the log."""
    people = {f"user:{one.id}": one.name for one in await users.of_partner(db, partner_id)}
    return (
        people
        | {f"key:{one.id}": t("Key: {name}", name=one.name) for one in await keys.of_partner(db, partner_id)}
        | OTHERS
    )


async def _clients_people(db: Db, partner_id: str, found: Sequence[Entry]) -> dict[str, str]:
    """The people of clients have lines too, and their names."""
    ids = {one.actor.removeprefix("user:") for one in found if one.actor.startswith("user:")}
    return {f"user:{user_id}": name for user_id, name in (await users.names(db, partner_id, ids)).items()}


def _lines(entries: Sequence[Entry], known: dict[str, str]) -> list[Line]:
    return [
        Line(
            entry=one,
            who=known.get(one.actor) or KEYS.get(one.actor.partition(":")[0], one.actor),
            what=told(one.action),
            changes=audit.read(one.changes),
            detail=msgspec.json.decode(one.detail, type=dict[str, Any]),
        )
        for one in entries
    ]


def _row(line: Line) -> dict[str, Any]:
    entry = line.entry
    return {
        "time": clock.iso(entry.at), "who": str(line.who), "actor": entry.actor, "action": entry.action, "subject": entry.subject,
        "address": entry.address, "request_id": entry.request_id, "detail": entry.detail,
        "changes": msgspec.json.encode(line.changes).decode(),
    }  # fmt: skip


def _cursor(entry: Entry) -> str:
    return f"{(entry.at - EPOCH) // timedelta(microseconds=1)}-{entry.id}"


def _place(asked: Asked) -> Place:
    """What is no cursor is the beginning."""
    given = asked.text("cursor") or ""
    if not CURSOR.fullmatch(given):
        return clock.LAST, 0
    moment, _, number = given.partition("-")
    return EPOCH + timedelta(microseconds=int(moment)), int(number)
