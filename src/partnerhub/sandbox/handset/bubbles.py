"""What a chat shows: each message as WhatsApp would draw it, reactions at the message they are about."""

from typing import Any

import msgspec
from markupsafe import Markup

from partnerhub.db.pool import Db, Row
from partnerhub.kit import clock
from partnerhub.sandbox.handset.contents import Content, read
from partnerhub.sandbox.store import messages, templates

SHOWN = 200  # messages of a chat
QUOTED = 120  # characters


class Bubble(msgspec.Struct, kw_only=True):
    """`mine`: the customer's own. `status`: of the business's message how far it came, of one's own whether it was read."""

    id: str
    mine: bool
    kind: str
    at: str
    day: str
    status: str
    category: str
    content: Content
    quoted: tuple[str, Markup] | None = None
    reactions: list[str] = []


async def of_chat(db: Db, phone: Row, customer: Row) -> list[Bubble]:
    """The oldest first."""
    rows = (await messages.page(db, phone["id"], customer["digits"], None, SHOWN))[::-1]
    named = {(row["name"], row["language"]): row for row in await templates.of_waba(db, phone["waba_id"])}
    bubbles: dict[str, Bubble] = {}
    reacted: dict[tuple[str, str], str] = {}
    for row in rows:
        body = msgspec.json.decode(row["body"])
        if row["kind"] == "reaction":
            about = body.get("reaction") or {}
            reacted[str(about.get("message_id", "")), row["direction"]] = str(about.get("emoji", ""))
        else:
            bubbles[row["id"]] = _bubble(row, body, named, bubbles, phone)
    for (about, _), emoji in reacted.items():
        if emoji and about in bubbles:
            bubbles[about].reactions.append(emoji)
    return list(bubbles.values())


def _bubble(
    row: Row, body: dict[str, Any], named: dict[tuple[str, str], Row], earlier: dict[str, Bubble], phone: Row
) -> Bubble:
    context = body.get("context") or {}
    about = earlier.get(str(context.get("message_id") or context.get("id") or ""))
    return Bubble(
        id=row["id"],
        mine=row["direction"] == "in",
        kind=row["kind"],
        at=clock.iso(row["created_at"]),
        day=clock.iso(row["created_at"])[:10],
        status=row["status"],
        category=row["category"] or "",
        content=read(row["kind"], body, named),
        quoted=about and ("You" if about.mine else phone["verified_name"], summary(about)),
    )


def summary(bubble: Bubble) -> Markup:
    """One line, for a quotation or a list of chats."""
    content = bubble.content
    text = content.body.striptags() or content.heading or (content.medium.kind if content.medium else bubble.kind)
    return Markup("{}").format(text[:QUOTED])
