"""Templates that are not sent yet, in the database."""

from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Db
from partnerhub.kit import ids

ID_LENGTH = 20  # letters and digits before the suffix
KEPT = timedelta(days=30)  # after it was deleted
MOST = 200  # drafts in a list
COLUMNS = (
    "d.id, d.waba_id, d.name, d.language, d.category, d.written, d.author, d.modified_at, w.name AS waba_name,"
    " w.client_id, c.name AS client_name"
)
FROM = (
    " FROM template_draft d JOIN waba w ON w.partner_id = d.partner_id AND w.id = d.waba_id"
    " JOIN client c ON c.partner_id = d.partner_id AND c.id = w.client_id WHERE d.partner_id = $1 AND d.deleted_at IS NULL"
)
# $2 a part of the name or of the client's name, $3 WABA, $4 category; empty: all.
LOOK_FOR = (
    f"SELECT {COLUMNS}{FROM} AND ($2 = '' OR d.name ILIKE $2 OR c.name ILIKE $2) AND ($3 = '' OR d.waba_id = $3)"
    " AND ($4 = '' OR d.category = $4) ORDER BY d.modified_at DESC, d.id LIMIT $5"
)
# Nothing is written for a WABA that the partner has not.
PUT = """
INSERT INTO template_draft AS d (partner_id, id, waba_id, name, language, category, written, author, created_at, modified_at)
SELECT $1, $2, w.id, $4, $5, $6, $7, $8, $9, $9 FROM waba w WHERE w.partner_id = $1 AND w.id = $3
ON CONFLICT (partner_id, id) DO UPDATE SET waba_id = excluded.waba_id, name = excluded.name, language = excluded.language,
    category = excluded.category, written = excluded.written, author = excluded.author, modified_at = excluded.modified_at
WHERE d.deleted_at IS NULL RETURNING d.id
"""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """`written`: the form's fields as JSON. `author`: who saved it last, as `user:…`."""

    id: str
    waba_id: str
    name: str
    language: str
    category: str
    written: str
    author: str
    modified_at: datetime
    waba_name: str = ""
    client_id: str = ""
    client_name: str = ""


def new_id() -> str:
    return ids.random_id(ID_LENGTH, "WD")


async def put(db: Db, partner_id: str, draft: Draft) -> bool:
    """Make it, or write it anew; False: there is no such WABA, or the draft was deleted."""
    done = await db.fetchval(
        PUT, partner_id, draft.id, draft.waba_id, draft.name, draft.language, draft.category, draft.written,
        draft.author, draft.modified_at,
    )  # fmt: skip
    return done is not None


async def find(db: Db, partner_id: str, draft_id: str) -> Draft | None:
    row = await db.fetchrow(f"SELECT {COLUMNS}{FROM} AND d.id = $2", partner_id, draft_id)
    return Draft(**dict(row)) if row else None


async def look_for(db: Db, partner_id: str, *, text: str, waba_id: str, category: str) -> list[Draft]:
    """At most MOST, the newest first; empty: any."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = await db.fetch(LOOK_FOR, partner_id, f"%{escaped}%" if escaped else "", waba_id, category, MOST)
    return [Draft(**dict(row)) for row in rows]


async def remove(db: Db, partner_id: str, draft_id: str) -> None:
    """For ever: it was sent."""
    await db.execute("DELETE FROM template_draft WHERE partner_id = $1 AND id = $2", partner_id, draft_id)


async def set_deleted(db: Db, partner_id: str, draft_id: str, deleted_at: datetime | None) -> bool:
    """Out of the lists, or None: back into them. Whether there was one to delete or take back."""
    done = await db.execute(
        "UPDATE template_draft SET deleted_at = $3 WHERE partner_id = $1 AND id = $2"
        " AND (deleted_at IS NULL) = ($3::timestamptz IS NOT NULL)",
        partner_id, draft_id, deleted_at,
    )  # fmt: skip
    return done == "UPDATE 1"


async def prune(db: Db, *, now: datetime) -> None:
    """Of every partner: what nobody took back."""
    await db.execute("DELETE FROM template_draft WHERE deleted_at < $1", now - KEPT)
