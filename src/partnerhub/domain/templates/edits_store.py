"""How often a template was edited: Meta takes one edit of an approved template in 24 hours, and ten in 30 days."""

from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Db

A_DAY, A_MONTH = timedelta(hours=24), timedelta(days=30)
MOST = 10  # in a month
LIMITED = "approved"  # what is rejected or paused may be edited as often as one likes
EDITABLE = frozenset({LIMITED, "rejected", "paused"})


class Edits(msgspec.Struct, frozen=True):
    """Those of the last 30 days that were made here, the newest first."""

    made: list[datetime]

    def again_at(self, status: str, now: datetime) -> datetime | None:
        """When Meta takes the next one of a template in this status; None: now."""
        if status != LIMITED or not self.made:
            return None
        ends = [self.made[0] + A_DAY]
        ends += [self.made[MOST - 1] + A_MONTH] if len(self.made) >= MOST else []
        return max(ends) if max(ends) > now else None


async def note(db: Db, partner_id: str, template_id: str, at: datetime) -> None:
    """Meta took one. What is older than 30 days is forgotten."""
    await db.execute(
        "INSERT INTO template_edit (partner_id, template_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        partner_id, template_id, at,
    )  # fmt: skip
    await db.execute(
        "DELETE FROM template_edit WHERE partner_id = $1 AND template_id = $2 AND at < $3",
        partner_id, template_id, at - A_MONTH,
    )  # fmt: skip


async def edits(db: Db, partner_id: str, template_id: str, now: datetime) -> Edits:
    rows = await db.fetch(
        "SELECT at FROM template_edit WHERE partner_id = $1 AND template_id = $2 AND at > $3 ORDER BY at DESC",
        partner_id, template_id, now - A_MONTH,
    )  # fmt: skip
    return Edits([row["at"] for row in rows])
