"""Attempts in the database. Each way to look for them has an index that ends in their order."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db

Place = tuple[datetime, int]


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What every attempt must have; None: anything. `status` 0: there was no answer. `outcome`: `failed` is any but delivered."""

    endpoint_id: int | None = None
    client_id: str | None = None
    channel_id: str | None = None
    type: str | None = None
    outcome: str | None = None
    status: int | None = None
    error: str | None = None


class Logged(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt, without the answer that it got. `name`: of a destination."""

    at: datetime
    id: int
    event_id: str
    attempt: int
    type: str
    client_id: str | None
    channel_id: str | None
    outcome: str
    status: int
    error: str | None
    ms: int
    endpoint_id: int
    kind: str
    owner_id: str
    name: str


# `at <= $3` chooses the partitions, for a comparison of rows does not.
PAGE = """
SELECT a.*, e.kind, e.owner_id, e.name FROM (
    SELECT at, id, event_id, attempt, type, client_id, channel_id, outcome, status, error, ms, endpoint_id FROM attempt
    WHERE partner_id = $1 AND at >= $2 AND at <= $3 AND (at, id) < ($3, $4) {}
    ORDER BY at DESC, id DESC LIMIT $5) a
JOIN endpoint e ON e.partner_id = $1 AND e.id = a.endpoint_id
ORDER BY a.at DESC, a.id DESC
"""
FIRST = 6  # the number of the first value that is looked for
IS = {name: f"AND {name} = ${{}}" for name in Chosen.__struct_fields__}
# Indexes of what is unusual are used only when the statement says that it looks for that.
UNUSUAL = {
    "type": "AND type <> 'messages'",
    "status": "AND status <> 200",
    "outcome": "AND outcome <> 'delivered'",
    "error": "AND outcome <> 'delivered'",
}
USUAL = {"type": "messages", "status": 200, "outcome": "delivered"}


async def page(db: Db, partner_id: str, chosen: Chosen, *, low: datetime, high: Place, limit: int) -> list[Logged]:
    """Newest first, made from `low` on and below `high`."""
    text, values = conditions(chosen)
    rows = await db.fetch(PAGE.format(text), partner_id, low, *high, limit, *values)
    return [msgspec.convert(dict(row), Logged) for row in rows]


def conditions(chosen: Chosen) -> tuple[str, list[object]]:
    """Put together of constants; the values travel as arguments."""
    text, values = list[str](), list[object]()
    for name, value in msgspec.structs.asdict(chosen).items():
        if value is None:
            continue
        if value != "failed":
            text.append(IS[name].format(FIRST + len(values)))
            values.append(value)
        if name in UNUSUAL and value != USUAL.get(name):
            text.append(UNUSUAL[name])
    return " ".join(text), values
