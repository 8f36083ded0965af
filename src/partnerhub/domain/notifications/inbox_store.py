"""A user's notices: what is unread, page by page, and marked as read.

Which notices a user may see follows from its own row (a client's user: those of its client that clients see) and from `kinds`,
those that its role may see; those it has hidden are left out.
"""

from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.notifications.notice import Notice
from partnerhub.domain.notifications.store import notice_of

PAGE_SIZE = 25
MOST_UNREAD = 100  # counted no further
# Longer than any transaction lasts: a notice that is being written while all are marked as read stays unread.
SURELY_SEEN = timedelta(minutes=1)
NEWEST = "ntc_g"  # above every id: they go on in hex
COLUMNS = "n.id, n.event_id, n.type, n.kind, n.client_id, n.facts, n.created_at"
# What was before the user came is no news.
BEGAN = "replace(first_event_id(u.created_at), 'evt_', 'ntc_')"
WHOSE = {False: "u.client_id IS NULL", True: "n.client_id = u.client_id AND n.client_sees"}
SEEN = {
    client: "FROM hub_user u LEFT JOIN notice_reader r ON r.partner_id = u.partner_id AND r.user_id = u.id"
    f" JOIN notice n ON n.partner_id = u.partner_id AND {whose}"
    " AND n.kind = ANY($3) AND n.kind <> ALL (coalesce(r.hidden, '{}'))"
    " WHERE u.partner_id = $1 AND u.id = $2"
    for client, whose in WHOSE.items()
}
NEWS = (
    f"(n.id > greatest(coalesce(r.read_to, ''), {BEGAN}) AND NOT EXISTS ("
    "SELECT FROM notice_read d WHERE d.partner_id = $1 AND d.notice_id = n.id AND d.user_id = $2))"
)
UNREAD = {client: f"SELECT count(*) FROM (SELECT 1 {seen} AND {NEWS} LIMIT $4) found" for client, seen in SEEN.items()}
PAGE = {
    client: f"SELECT {COLUMNS}, {NEWS} AS unread {seen} AND n.id < $4 AND ($5 = '' OR n.kind = $5)"
    f" AND (NOT $6 OR {NEWS}) ORDER BY n.id DESC LIMIT $7"
    for client, seen in SEEN.items()
}
ONE = {client: f"SELECT {COLUMNS} {seen} AND n.id = $4" for client, seen in SEEN.items()}
ADD_READ = "INSERT INTO notice_read (partner_id, notice_id, user_id) SELECT $1, n.id, $2"
READ = {client: f"{ADD_READ} {seen} AND n.id = $4 ON CONFLICT DO NOTHING" for client, seen in SEEN.items()}
READ_ALL = {
    client: f"{ADD_READ} {seen} AND {NEWS} AND n.id > $4 ON CONFLICT DO NOTHING" for client, seen in SEEN.items()
}
READ_TO = """
INSERT INTO notice_reader AS r (partner_id, user_id, read_to) VALUES ($1, $2, $3)
ON CONFLICT (partner_id, user_id) DO UPDATE SET read_to = greatest(r.read_to, excluded.read_to)
"""
FORGET = "DELETE FROM notice_read WHERE partner_id = $1 AND user_id = $2 AND notice_id <= $3"


class Inbox(msgspec.Struct, frozen=True, kw_only=True):
    """Whose: a user of the partner, or with `client` of one of its clients. `kinds`: what its role may see."""

    user_id: str
    client: bool
    kinds: list[str]


async def unread(db: Db, partner_id: str, inbox: Inbox) -> int:
    """At most MOST_UNREAD."""
    return await db.fetchval(UNREAD[inbox.client], partner_id, inbox.user_id, inbox.kinds, MOST_UNREAD)


async def page(
    db: Db, partner_id: str, inbox: Inbox, *, before: str | None = None, kind: str = "", only_unread: bool = False
) -> tuple[list[Notice], bool]:
    """Newest first, older than the notice `before`; and whether there are more."""
    rows = await db.fetch(
        PAGE[inbox.client],
        partner_id, inbox.user_id, inbox.kinds, before or NEWEST, kind, only_unread, PAGE_SIZE + 1,
    )  # fmt: skip
    return [notice_of(row) for row in rows[:PAGE_SIZE]], len(rows) > PAGE_SIZE


async def open_notice(db: Db, partner_id: str, inbox: Inbox, notice_id: str) -> Notice | None:
    """It is read from now on. None: there is no such notice for this user."""
    row = await db.fetchrow(ONE[inbox.client], partner_id, inbox.user_id, inbox.kinds, notice_id)
    if row is None:
        return None
    await mark_read(db, partner_id, inbox, notice_id)
    return notice_of(row)


async def mark_read(db: Db, partner_id: str, inbox: Inbox, notice_id: str) -> None:
    """Nothing happens for one that is not for this user."""
    await db.execute(READ[inbox.client], partner_id, inbox.user_id, inbox.kinds, notice_id)


async def mark_all_read(db: Db, partner_id: str, inbox: Inbox, *, now: datetime) -> None:
    """All that there are now, whatever is being written meanwhile."""
    seen = f"ntc_{int((now - SURELY_SEEN).timestamp() * 1000):012x}"
    await db.execute(READ_ALL[inbox.client], partner_id, inbox.user_id, inbox.kinds, seen)
    await db.execute(READ_TO, partner_id, inbox.user_id, seen)
    await db.execute(FORGET, partner_id, inbox.user_id, seen)
