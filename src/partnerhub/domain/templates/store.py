"""Templates in the database, and when those of a WABA are read from Meta again."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.domain.templates.model import Template

COLUMNS = "id, external_id, name, language, category, status, components, rejected_reason, quality_score, modified_at"
ADD = """
INSERT INTO waba_template AS t (partner_id, waba_id, id, external_id, name, language, category, status, components,
    rejected_reason, quality_score, created_at, modified_at, created_by, modified_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $13)
"""
# Meta's webhook may have made the row between Meta's answer and our insert: then its status is the newer one.
ADD_OR_COMPLETE = (
    ADD + "ON CONFLICT (partner_id, waba_id, external_id) DO UPDATE SET components = excluded.components,"
    " created_by = excluded.created_by RETURNING t.doc"
)
SYNC_SOON = """
INSERT INTO template_sync AS s (partner_id, waba_id, due_at) VALUES ($1, $2, $3)
ON CONFLICT (partner_id, waba_id) DO UPDATE SET due_at = least(s.due_at, excluded.due_at)
"""


async def add(db: Db, partner_id: str, waba_id: str, template: Template, *, author: str | None = None) -> str:
    """`author`: who made it, if that is known; returns the document."""
    return await db.fetchval(ADD_OR_COMPLETE, partner_id, waba_id, *_values(template), _author(author))


def _values(template: Template) -> tuple[object, ...]:
    return msgspec.structs.astuple(template)


def _author(actor: str | None) -> str:
    name = actor or "system"
    return msgspec.json.encode({"user_id": name, "user_name": name}).decode()


async def of_waba(db: Db, partner_id: str, waba_id: str) -> list[Template]:
    """Held until the transaction ends."""
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM waba_template WHERE partner_id = $1 AND waba_id = $2 ORDER BY id FOR UPDATE",
        partner_id, waba_id,
    )  # fmt: skip
    return [_template(row) for row in rows]


async def find(db: Db, partner_id: str, waba_id: str, given: str) -> Template | None:
    """By our id or by Meta's. Held until the transaction ends."""
    row = await db.fetchrow(
        f"SELECT {COLUMNS} FROM waba_template"
        " WHERE partner_id = $1 AND waba_id = $2 AND (id = $3 OR external_id = $3) FOR UPDATE",
        partner_id, waba_id, given,
    )  # fmt: skip
    return _template(row) if row else None


async def change(db: Db, partner_id: str, template: Template, *, author: str | None = None) -> None:
    """Write all that can change, under the template's own `modified_at`."""
    await db.execute(
        "UPDATE waba_template SET category = $3, status = $4, components = $5, rejected_reason = $6, quality_score = $7,"
        " modified_at = $8, modified_by = $9 WHERE partner_id = $1 AND id = $2",
        partner_id, template.id, template.category, template.status, template.components, template.rejected_reason,
        template.quality_score, template.modified_at, _author(author),
    )  # fmt: skip


async def remove(db: Db, partner_id: str, template_id: str) -> bool:
    done = await db.execute("DELETE FROM waba_template WHERE partner_id = $1 AND id = $2", partner_id, template_id)
    return done == "DELETE 1"


async def is_synced(db: Db, partner_id: str, waba_id: str) -> bool | None:
    """Whether the rows of a WABA show what Meta has; None: the partner has no such WABA."""
    return await db.fetchval(
        "SELECT s.synced_at IS NOT NULL FROM waba w"
        " LEFT JOIN template_sync s ON s.partner_id = w.partner_id AND s.waba_id = w.id"
        " WHERE w.partner_id = $1 AND w.id = $2",
        partner_id, waba_id,
    )  # fmt: skip


async def sync_soon(db: Db, partner_id: str, waba_id: str, due: datetime) -> None:
    """Read the WABA's templates from Meta at `due`, or before."""
    await db.execute(SYNC_SOON, partner_id, waba_id, due)


async def synced(db: Db, partner_id: str, waba_id: str, *, now: datetime, due: datetime) -> None:
    await db.execute(
        "INSERT INTO template_sync (partner_id, waba_id, synced_at, due_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (partner_id, waba_id) DO UPDATE SET synced_at = excluded.synced_at, due_at = excluded.due_at,"
        " attempts = 0, error = NULL",
        partner_id, waba_id, now, due,
    )  # fmt: skip


def _template(row: Row) -> Template:
    return Template(**dict(row))
