"""The audit log in the database: the application's roles may add and read, never change or delete."""

from collections.abc import Mapping
from datetime import datetime
from itertools import combinations

import msgspec

from partnerhub.db.pool import Db

# What the triggers `keep_change` remembered of this transaction; taken by the first line that is written.
KEPT = "SELECT coalesce(current_setting('partnerhub.changes', true), '') AS kept"
RECORD = f"""
WITH changed AS (SELECT kept, ('[' || kept || ']')::json AS changes FROM ({KEPT}) k)
INSERT INTO audit (partner_id, at, actor, address, request_id, action, detail, subject, changes)
SELECT $1, $2, $3, $4, $5, $6, $7, coalesce($8, changes -> 0 ->> 'id', $1), changes FROM changed
"""
TAKEN = " RETURNING set_config('partnerhub.changes', '', true)"


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts (`key:…`, `user:…`, `channel_key:…`, `operator`), from which address, under which request id."""

    actor: str
    address: str | None = None
    request_id: str | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """`detail` and `changes` are JSON documents."""

    id: int
    at: datetime
    actor: str
    address: str | None
    action: str
    subject: str
    detail: str
    changes: str
    request_id: str | None


COLUMNS = ", ".join(Entry.__struct_fields__)
FILTERS: tuple[str, ...] = ("actor", "action", "subject")
Place = tuple[datetime, int]  # time and id of an entry: the order of the log, and of an index for each filter
PAGES: dict[tuple[str, ...], str] = {
    names: f"SELECT {COLUMNS} FROM audit WHERE partner_id = $1 AND (at, id) < ($2, $3) AND at >= $4"
    + "".join(f" AND {name} = ${number}" for number, name in enumerate(names, 6))
    + " ORDER BY at DESC, id DESC LIMIT $5"
    for count in range(len(FILTERS) + 1)
    for names in combinations(FILTERS, count)
}


async def record(
    db: Db,
    partner_id: str,
    origin: Origin,
    *,
    action: str,
    now: datetime,
    subject: str | None = None,
    detail: str = "{}",
) -> None:
    """One line, with all that the transaction has changed since the line before. `detail` is JSON, without secrets.

    Without a `subject` it is the first thing that was changed, else the partner.
    """
    await db.execute(
        RECORD + TAKEN,
        partner_id, now, origin.actor, origin.address, origin.request_id, action, detail, subject,
    )  # fmt: skip


async def record_changes(
    db: Db, partner_id: str, origin: Origin, *, action: str, now: datetime, subject: str | None, detail: str
) -> bool:
    """The same, but no line when nothing has changed; False then."""
    return bool(
        await db.fetch(
            RECORD + " WHERE kept <> ''" + TAKEN,
            partner_id, now, origin.actor, origin.address, origin.request_id, action, detail, subject,
        )
    )  # fmt: skip


async def page(
    db: Db, partner_id: str, *, before: Place, since: datetime, limit: int, filters: Mapping[str, str | None]
) -> list[Entry]:
    """Newest first, older than `before` and not older than `since`; `filters` has keys of FILTERS, None for any."""
    names = tuple(name for name in FILTERS if filters.get(name) is not None)
    rows = await db.fetch(PAGES[names], partner_id, *before, since, limit, *(filters[name] for name in names))
    return [Entry(**row) for row in rows]
