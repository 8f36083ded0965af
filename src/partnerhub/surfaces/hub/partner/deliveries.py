"""Deliveries: every attempt to deliver a webhook, looked through for what failed, and sent again from here."""

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

import msgspec
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import events, webhooks
from partnerhub.domain.webhooks import attempt_log
from partnerhub.domain.webhooks.attempt_log import Chosen
from partnerhub.domain.webhooks.endpoints import options
from partnerhub.domain.webhooks.endpoints.advice import OF_FAILURES
from partnerhub.domain.webhooks.endpoints.ids import name_of, number_of
from partnerhub.kit.words import said, t
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner
from partnerhub.surfaces.hub.wide import partner_page

HERE = "/dashboard/partner/deliveries"
SIZE, MOST_ENDPOINTS, LONGEST = 50, 200, 100
CURSOR_LENGTH = len("att_") + 32
TEXTS = ("type", "client_id", "channel_id")
OUTCOMES = [
    ("", t("Any")),
    ("failed", t("Failed")),
    ("delivered", t("Delivered")),
    ("retrying", t("Failed, tried again")),
    ("parked", t("Parked")),
    ("exhausted", t("Given up: the receiver's fault")),
    ("dead", t("Given up: our fault")),
]
KINDS = {
    "partner": t("Partner"),
    "waba": t("WhatsApp Business Account"),
    "channel": t("Number"),
    "destination": t("Further destination"),
}
ERRORS = [("", t("Any")), *((name, name) for name in OF_FAILURES), ("status", "status")]


class BackForm(msgspec.Struct):
    """`back`: the query of the page that it was sent from; `page`: `event` from the event's own."""

    back: str = ""
    page: str = ""


Back = Annotated[BackForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


class Asked(msgspec.Struct, frozen=True):
    """The page's query: what cannot be understood filters nothing."""

    fields: dict[str, str]

    def __getattr__(self, name: str) -> str:
        return self.fields.get(name, "")

    def text(self, name: str) -> str | None:
        value = self.fields.get(name, "").strip()
        return value if value and len(value) <= LONGEST and value.isascii() and value.isprintable() else None

    def time(self, name: str) -> datetime | None:
        """As a browser's field of date and time has it: UTC, for it says no zone."""
        try:
            return datetime.fromisoformat(self.fields.get(name, "")).replace(tzinfo=UTC)
        except ValueError:
            return None

    def chosen(self) -> Chosen:
        status, endpoint = self.text("status") or "", number_of(self.text("endpoint") or "")
        outcome, error = self.text("outcome"), self.text("error")
        return Chosen(
            endpoint_id=endpoint,
            outcome=outcome if outcome in dict(OUTCOMES) else None,
            error=error if error in dict(ERRORS) else None,
            status=int(status) if status.isdecimal() and len(status) <= len("999") else None,
            **{name: self.text(name) for name in TEXTS},
        )

    def cursor(self) -> str | None:
        given = self.text("cursor") or ""
        good = given.startswith("att_") and len(given) == CURSOR_LENGTH and set(given[4:]) <= set("0123456789abcdef")
        return given if good else None

    def address(self, **changed: str) -> str:
        given = {name: value for name, value in (self.fields | changed).items() if value}
        return f"?{urlencode(given)}" if given else ""


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    asked = Asked({name: value for name, value in request.query_params.items() if name != "sent"})
    async with hub.database.reading(partner_user.partner_id) as db:
        found = await attempt_log.page(
            db, partner_user.partner_id, asked.chosen(),
            before=asked.cursor(), since=asked.time("since"), until=asked.time("until"), limit=SIZE + 1,
        )  # fmt: skip
        more = attempt_log.name_of(found[SIZE - 1]) if len(found) > SIZE else ""
        return await partner_page(
            "partner/deliveries.html", db, partner_user, attempts=found[:SIZE], more=more, asked=asked, outcomes=OUTCOMES,
            words=dict(OUTCOMES), kinds=KINDS, errors=ERRORS,
            endpoints=await _endpoints(db, partner_user.partner_id), sent=request.query_params.get("sent"),
        )  # fmt: skip


async def replay(request: Page, hub: InHub, partner_user: AsPartner, event_id: FromPath[str], data: Back) -> Redirect:
    """To the webhook of today, with the same id and body."""
    async with hub.database.writing(partner_user.partner_id) as db:
        await webhooks.replay(db, partner_user.partner_id, await events.get(db, partner_user.partner_id, event_id))
        await note(request, db, partner_user, "events.replay", event_id)
    if data.page == "event":
        return Redirect(f"{HERE}/{event_id}?sent=1", status_code=303)
    asked = Asked(dict(parse_qsl(data.back.removeprefix("?"))))
    return Redirect(HERE + asked.address(sent=event_id), status_code=303)


async def _endpoints(db: Db, partner_id: str) -> list[tuple[str, str]]:
    found = await options.page(db, partner_id, before=None, standing=None, limit=MOST_ENDPOINTS)
    return [
        ("", t("Any")),
        *((name_of(one.id), f"{said(KINDS[one.kind])} {one.owner_id} {one.name}".strip()) for one in found),
    ]
