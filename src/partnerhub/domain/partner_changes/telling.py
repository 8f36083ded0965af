"""Who is told of a request: both partners by events, and the client's user who asked by mail."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import letters, webhooks
from partnerhub.domain.access import users
from partnerhub.domain.letters import Letter
from partnerhub.domain.partner_changes.model import Request, shown
from partnerhub.kit.crypto import Vault
from partnerhub.kit.words import said, speaking, t

ACCEPTED = t("""\
Hello {name},

{client} is now a client of {brand}: all your numbers have moved there.

{brand} cannot send messages from them until you share the permission, number by number:
{url}/dashboard/client

API keys of before have ended.
""")
REFUSED = t("""\
Hello {name},

{brand} has not accepted {client} as a client. Nothing has changed: you stay with your partner.
{url}/dashboard/client/partner
""")


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """What letters need. `url`: the hub's."""

    vault: Vault
    url: str


async def tell(db: Db, partner_id: str, event: str, request: Request, now: datetime) -> None:
    """Publish `event` to one of the two partners, who knows the client by its own id."""
    theirs = request.source_client_id if partner_id == request.source_partner_id else request.target_client_id
    await webhooks.publish(db, partner_id, type=event, data=shown(request), client_id=theirs, now=now)


async def write(db: Db, partner_id: str, text: str, request: Request, brand: str, *, post: Post, now: datetime) -> None:
    """To the user who asked, if the company still has it; `partner_id`: whose client that user is now."""
    person = await users.find(db, partner_id, request.asked_by)
    if person is None:
        return
    with speaking(person.language):
        filled = said(t(text, name=person.name, client=request.client_name, brand=brand, url=post.url))
        subject = said(t("Your change to {brand}", brand=brand))
    await letters.post(
        db, partner_id, Letter(recipient=person.email, subject=subject, text=filled), vault=post.vault, now=now
    )
