"""One event: what was sent, each attempt to deliver it and what the receiver answered, and what is owed still."""

import msgspec
from litestar.params import FromPath
from litestar.response import Template

from partnerhub.db.pool import one_moment
from partnerhub.domain import channels, events, webhooks
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.partner.deliveries import KINDS, OUTCOMES
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner
from partnerhub.surfaces.hub.wide import partner_page

LONGEST = 64 * 1024  # bytes of a body that are shown; the Partner API has the whole
STATES = {"exhausted": t("Given up: the receiver's fault"), "dead": t("Given up: our fault")}


async def show(request: Page, hub: InHub, partner_user: AsPartner, event_id: FromPath[str]) -> Template:
    """Messages of a number that the client does not share are not shown, nor what was answered to them."""
    partner_id = partner_user.partner_id
    async with hub.database.reading(partner_id) as db:
        async with one_moment(db):  # what is owed no more has its last attempt among those shown
            event = await events.get(db, partner_id, event_id)
            may_read = event.id in await channels.readable(db, partner_id, [event])
            attempts = await webhooks.attempts(db, partner_id, event, hub.vault)
            owed = await webhooks.owed(db, partner_id, event)
        return await partner_page(
            "partner/event.html", db, partner_user, event=event, may_read=may_read, body=_indented(event.body),
            whole=len(event.body) <= LONGEST, attempts=attempts, owed=owed,
            kinds=KINDS, outcomes=dict(OUTCOMES), states=STATES,
            sent=request.query_params.get("sent"),
        )  # fmt: skip


def _indented(body: bytes) -> str:
    """As people read it; what is no JSON, or too long, stays as it was sent."""
    if len(body) <= LONGEST:
        try:
            return msgspec.json.format(body, indent=2).decode()
        except (msgspec.DecodeError, UnicodeDecodeError):
            pass
    return body[:LONGEST].decode(errors="replace")
