"""Meta's count of what became of templates, in the database."""

from collections.abc import Sequence
from datetime import date

import msgspec

from partnerhub.db.pool import Db
from partnerhub.upstream.graph.figures import Point

MOST_SHOWN = 200
PUT = """
INSERT INTO template_day AS d (partner_id, waba_id, template_id, day, client_id, name, language, sent, delivered, read, clicked)
SELECT $1, $2, p.template_id, p.day, w.client_id, t.name, t.language, p.sent, p.delivered, p.read, p.clicked
FROM unnest($3::text[], $4::date[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])
    AS p (template_id, day, sent, delivered, read, clicked)
JOIN waba w ON w.partner_id = $1 AND w.id = $2
JOIN waba_template t ON t.partner_id = $1 AND t.waba_id = $2 AND t.external_id = p.template_id
ON CONFLICT (partner_id, waba_id, template_id, day) DO UPDATE
SET sent = excluded.sent, delivered = excluded.delivered, read = excluded.read, clicked = excluded.clicked
"""


class OfTemplate(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    language: str
    client_id: str
    client_name: str
    sent: int
    delivered: int
    read: int
    clicked: int


async def counted(db: Db, partner_id: str, waba_id: str) -> list[str]:
    """Meta's ids of the WABA's templates that may have been sent."""
    rows = await db.fetch(
        "SELECT external_id FROM waba_template WHERE partner_id = $1 AND waba_id = $2"
        " AND status NOT IN ('submitted', 'rejected') ORDER BY external_id",
        partner_id, waba_id,
    )  # fmt: skip
    return [row["external_id"] for row in rows]


async def last_day(db: Db, partner_id: str, waba_id: str) -> date | None:
    """The last one that there are figures of; None: there are none."""
    return await db.fetchval(
        "SELECT max(day) FROM template_day WHERE partner_id = $1 AND waba_id = $2", partner_id, waba_id
    )


async def put(db: Db, partner_id: str, waba_id: str, points: Sequence[Point]) -> None:
    """Of a template and a day the last figures count; those of a template that is not known here are left out."""
    last = {(one.template_id, one.day): one for one in points}.values()
    columns = ("template_id", "day", "sent", "delivered", "read", "clicks")
    await db.execute(PUT, partner_id, waba_id, *([getattr(one, name) for one in last] for name in columns))


async def by_template(db: Db, partner_id: str, since: date, until: date, client_id: str = "") -> list[OfTemplate]:
    """From `since` on and before `until`, of one client or all; at most MOST_SHOWN, those most sent first."""
    rows = await db.fetch(
        "SELECT s.*, c.name AS client_name FROM ("
        "   SELECT name, language, client_id, sum(sent)::bigint AS sent, sum(delivered)::bigint AS delivered,"
        "   sum(read)::bigint AS read, sum(clicked)::bigint AS clicked FROM template_day"
        "   WHERE partner_id = $1 AND day >= $2 AND day < $3 AND ($4 = '' OR client_id = $4)"
        "   GROUP BY name, language, client_id ORDER BY sent DESC, name, language, client_id LIMIT $5) s"
        " JOIN client c ON c.partner_id = $1 AND c.id = s.client_id ORDER BY s.sent DESC, s.name, s.language, s.client_id",
        partner_id, since, until, client_id, MOST_SHOWN,
    )  # fmt: skip
    return [OfTemplate(**dict(row)) for row in rows]
