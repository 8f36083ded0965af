"""Templates in the database."""

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
    " category = coalesce(t.category, excluded.category), created_by = excluded.created_by RETURNING t.doc"
)


async def add(db: Db, partner_id: str, waba_id: str, template: Template, *, author: str | None = None) -> str:
    """`author`: who made it, if that is known; returns the document."""
    return await db.fetchval(ADD_OR_COMPLETE, partner_id, waba_id, *_values(template), _author(author))


def _values(template: Template) -> tuple[object, ...]:
    return msgspec.structs.astuple(template)


def _author(actor: str | None) -> str:
    name = actor or "system"
    return msgspec.json.encode({"user_id": name, "user_name": name}).decode()


async def category_of(db: Db, partner_id: str, waba_id: str, name: str, language: str) -> str | None:
    """Meta's word; None for a template that is not known here."""
    return await db.fetchval(
        "SELECT category FROM waba_template WHERE partner_id = $1 AND waba_id = $2 AND name = $3 AND language = $4",
        partner_id, waba_id, name, language,
    )  # fmt: skip


async def is_known(db: Db, partner_id: str, waba_id: str, external_id: str) -> bool:
    """By Meta's id."""
    return await db.fetchval(
        "SELECT EXISTS (SELECT FROM waba_template WHERE partner_id = $1 AND waba_id = $2 AND external_id = $3)",
        partner_id, waba_id, external_id,
    )  # fmt: skip


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


async def remove_named(db: Db, partner_id: str, waba_id: str, name: str) -> None:
    """In all its languages."""
    await db.execute(
        "DELETE FROM waba_template WHERE partner_id = $1 AND waba_id = $2 AND name = $3", partner_id, waba_id, name
    )


async def is_synced(db: Db, partner_id: str, waba_id: str) -> bool | None:
    """Whether the rows of a WABA show what Meta has; None: the partner has no such WABA."""
    return await db.fetchval(
        "SELECT e.done_at IS NOT NULL FROM waba w"
        " LEFT JOIN waba_errand e ON e.partner_id = w.partner_id AND e.waba_id = w.id AND e.kind = 'templates'"
        " WHERE w.partner_id = $1 AND w.id = $2",
        partner_id, waba_id,
    )  # fmt: skip


def _template(row: Row) -> Template:
    return Template(**dict(row))
