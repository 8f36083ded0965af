"""Notices, newest first: found by kind, opened, and marked as read (contract hub-and-onboarding §9)."""

import re
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar.params import FromPath
from litestar.response import Redirect, Template

from partnerhub.domain import notifications
from partnerhub.domain.notifications import KINDS, Notice
from partnerhub.domain.notifications.sayings import say
from partnerhub.domain.notifications.worded import filled
from partnerhub.kit import clock
from partnerhub.kit.problems import NotFound
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.notices.places import place
from partnerhub.surfaces.hub.notices.viewer import AsEither, bell, home, inbox, is_client
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.wide import either_page

NOTICE_ID = re.compile(r"ntc_[0-9a-f]{32}")


class NoSuchNotice(NotFound):
    """There is no such notification among yours."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the address asks for; what it asks in vain is as if it had not."""

    kind: str = ""
    unread: str = ""
    before: str = ""

    def address(self, **other: str) -> str:
        """The same question with something else."""
        pairs = {**msgspec.to_builtins(self), "before": "", **other}
        return "?" + urlencode({name: value for name, value in pairs.items() if value})


async def show(request: Page, hub: InHub, user: AsEither) -> Template:
    asked, own = _read(request), inbox(user)
    async with hub.database.reading(user.partner_id) as db:
        found, more = await notifications.page(
            db, user.partner_id, own, before=asked.before or None, kind=asked.kind, only_unread=bool(asked.unread)
        )
        return await either_page(
            "notices/list.html", db, user, notices=[_shown(one) for one in found], more=more, asked=asked, home=home(user),
            kinds=[("", t("All")), *((name, KINDS[name].title) for name in own.kinds)], filled=filled,
        )  # fmt: skip


async def show_bell(hub: InHub, user: AsEither) -> Template:
    """The bell alone: pages ask for it again now and then."""
    async with hub.database.reading(user.partner_id) as db:
        return page("notices/bell.html", bell=await bell(db, user))


async def open_one(hub: InHub, user: AsEither, notice_id: FromPath[str]) -> Redirect:
    """To the thing that it is about; it is read by that."""
    async with hub.database.writing(user.partner_id) as db:
        notice = await notifications.open_notice(db, user.partner_id, inbox(user), notice_id)
    if notice is None:
        raise NoSuchNotice
    return Redirect(place(notice, client=is_client(user)), status_code=303)


async def read_one(request: Page, hub: InHub, user: AsEither, notice_id: FromPath[str]) -> Redirect:
    async with hub.database.writing(user.partner_id) as db:
        if await notifications.open_notice(db, user.partner_id, inbox(user), notice_id) is None:
            raise NoSuchNotice
    asked = _read(request)
    return Redirect(home(user) + asked.address(before=asked.before), status_code=303)


async def read_all(request: Page, hub: InHub, user: AsEither) -> Redirect:
    async with hub.database.writing(user.partner_id) as db:
        await notifications.mark_all_read(db, user.partner_id, inbox(user), now=clock.now())
    return Redirect(home(user) + _read(request).address(), status_code=303)


def _read(request: Page) -> Asked:
    given = request.query_params
    kind, before = given.get("kind", ""), given.get("before", "")
    return Asked(
        kind=kind if kind in KINDS else "",
        unread="1" if given.get("unread") else "",
        before=before if NOTICE_ID.fullmatch(before) else "",
    )


def _shown(notice: Notice) -> dict[str, Any]:
    """A notice with its sentences."""
    return {"notice": notice, "saying": say(notice.type, notice.facts), "kind": KINDS[notice.kind].title}
