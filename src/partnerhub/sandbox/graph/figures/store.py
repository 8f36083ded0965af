"""Messages of a WABA, counted."""

from datetime import datetime

from partnerhub.db.pool import Db, Row

# Minutes of half an hour that are over stand for themselves; all else PostgreSQL cuts.
COUNTED = """
    SELECT CASE WHEN $4 = 'half_hour' THEN date_bin('30 minutes', m.created_at, '2000-01-01T00:00:00Z')
                ELSE date_trunc($4, m.created_at, 'UTC') END AS start,
           p.digits AS business, m.customer, m.direction, m.kind, coalesce(m.category, '') AS category, m.status,
           count(*) AS messages
    FROM sandbox.message m JOIN sandbox.phone p ON p.id = m.phone_id
    WHERE p.waba_id = $1 AND m.created_at >= $2 AND m.created_at < $3
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3"""
OF_TEMPLATES = """
    SELECT t.id, date_trunc('day', m.created_at, 'UTC') AS start, count(*) AS sent,
           count(*) FILTER (WHERE m.status IN ('delivered', 'read')) AS delivered,
           count(*) FILTER (WHERE m.status = 'read') AS read
    FROM sandbox.template t
    JOIN sandbox.phone p ON p.waba_id = t.waba_id
    JOIN sandbox.message m ON m.phone_id = p.id AND m.kind = 'template' AND m.direction = 'out'
         AND m.body #>> '{template,name}' = t.name AND m.body #>> '{template,language,code}' = t.language
    WHERE t.waba_id = $1 AND t.id = ANY ($2::text[]) AND m.created_at >= $3 AND m.created_at < $4
    GROUP BY 1, 2 ORDER BY 1, 2"""


async def counted(db: Db, waba_id: str, start: datetime, end: datetime, unit: str) -> list[Row]:
    """`unit`: half_hour, day or month."""
    return await db.fetch(COUNTED, waba_id, start, end, unit)


async def of_templates(db: Db, waba_id: str, template_ids: list[str], start: datetime, end: datetime) -> list[Row]:
    return await db.fetch(OF_TEMPLATES, waba_id, template_ids, start, end)
