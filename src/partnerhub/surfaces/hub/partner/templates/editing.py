"""Whether Meta would take an edit of a template now, and how many it has taken (contract §6)."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.templates import edits_store
from partnerhub.domain.templates.edits_store import EDITABLE, LIMITED
from partnerhub.domain.templates.looking_store import Found
from partnerhub.kit import clock
from partnerhub.kit.words import t

NOT_NOW = t("Meta takes edits of a template once it is approved, rejected or paused: wait for its verdict.")


class Editing(msgspec.Struct, frozen=True, kw_only=True):
    """`made`: edits from here in 30 days. `again_at`: when Meta takes the next one, None: now. `refused`: why not now."""

    made: int
    most: int
    limited: bool
    again_at: datetime | None
    refused: str


async def editing(db: Db, partner_id: str, template: Found) -> Editing:
    now = clock.now()
    edits = await edits_store.edits(db, partner_id, template.id, now)
    again_at = edits.again_at(template.status, now)
    return Editing(
        made=len(edits.made), most=edits_store.MOST, limited=template.status == LIMITED, again_at=again_at,
        refused=_refused(template.status, again_at),
    )  # fmt: skip


def _refused(status: str, again_at: datetime | None) -> str:
    if status not in EDITABLE:
        return NOT_NOW
    if again_at is None:
        return ""
    return t(
        "Meta takes one edit in 24 hours, and ten in 30 days: the next one from {time} on.",
        time=again_at,
    )
