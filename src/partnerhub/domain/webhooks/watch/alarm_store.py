"""Alarms of the installation: each change is told once, whoever sees it."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from partnerhub.db.pool import Db

Alarm = Literal["deliveries_late", "queue_unseen", "database_slow", "clock_jumped"]
OVER: dict[Alarm, str] = {
    "deliveries_late": "deliveries_flow_again",
    "queue_unseen": "queue_seen_again",
    "database_slow": "database_quick_again",
}
SETTLED_AFTER = 15.0  # seconds between two changes: two who watch may look at different moments

# What was never raised is not over. A change that seems to lie ahead was made before the clock was put back.
CHANGE = """
WITH seen AS (
    SELECT * FROM unnest($1::text[], $2::boolean[], $3::text[], $4::text[]) AS s(name, raised, told, detail)
), changed AS (
    INSERT INTO alarm AS a (name, raised, since)
    SELECT name, raised, now() FROM seen s WHERE raised OR EXISTS (SELECT 1 FROM alarm b WHERE b.name = s.name AND b.raised)
    ON CONFLICT (name) DO UPDATE SET raised = excluded.raised, since = now()
    WHERE a.raised <> excluded.raised
    AND (a.since <= now() - $5::float8 * interval '1 second' OR a.since > now())
    RETURNING name
), told AS (
    INSERT INTO operator_alert (name, detail)
    SELECT s.told, s.detail FROM changed c JOIN seen s USING (name) WHERE s.told <> ''
)
SELECT s.told FROM changed c JOIN seen s USING (name) WHERE s.told <> ''
"""


class Seen(msgspec.Struct, frozen=True):
    """How one alarm stands, in the eyes of one who watches. `detail`: facts for the operator."""

    alarm: Alarm
    raised: bool
    detail: msgspec.Struct | None = None

    @property
    def told(self) -> str:
        """The name under which a change to this is told; empty: that it is over goes without saying."""
        return self.alarm if self.raised else OVER.get(self.alarm, "")


async def note(db: Db, seen: Sequence[Seen]) -> list[str]:
    """Writes down what changed, and tells it; the names of what this told, which nobody did before."""
    rows = await db.fetch(
        CHANGE,
        [one.alarm for one in seen],
        [one.raised for one in seen],
        [one.told for one in seen],
        [msgspec.json.encode(one.detail or {}).decode() for one in seen],
        SETTLED_AFTER,
    )
    return [row[0] for row in rows]
