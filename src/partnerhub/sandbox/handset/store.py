"""A customer's chats, the newest first."""

from partnerhub.db.pool import Db, Row

UNSEEN = """phone_id = $1 AND customer = $2 AND direction = 'out' AND status = 'delivered' AND kind <> 'reaction'"""


async def chats(db: Db, customer: str) -> list[Row]:
    """Every number that is in use, with the last message to or from the customer and how many are unread."""
    return await db.fetch(
        """SELECT p.id, p.display, p.verified_name, p.official, p.status, last.body, last.kind, last.direction,
                  last.created_at, last.status AS last_status, coalesce(unread.count, 0) AS unread
           FROM sandbox.phone p
           LEFT JOIN LATERAL (SELECT * FROM sandbox.message m WHERE m.phone_id = p.id AND m.customer = $1
                              ORDER BY seq DESC LIMIT 1) last ON true
           LEFT JOIN LATERAL (SELECT count(*) FROM sandbox.message m WHERE m.phone_id = p.id AND m.customer = $1
                              AND m.direction = 'out' AND m.status IN ('sent', 'delivered')) unread ON true
           WHERE p.registered OR last.id IS NOT NULL
           ORDER BY last.seq DESC NULLS LAST, p.created_at, p.id LIMIT 200""",
        customer,
    )


async def unseen(db: Db, phone_id: str, customer: str) -> int:
    """How many have arrived on the phone and were not looked at."""
    return int(await db.fetchval(f"SELECT count(*) FROM sandbox.message WHERE {UNSEEN}", phone_id, customer))


async def see(db: Db, phone_id: str, customer: str) -> list[str]:
    """They are read now; each is told once, whoever else looks at the chat."""
    rows = await db.fetch(f"UPDATE sandbox.message SET status = 'read' WHERE {UNSEEN} RETURNING id", phone_id, customer)
    return [row["id"] for row in rows]


async def last_webhooks(db: Db, phone_id: str, limit: int) -> list[Row]:
    return await db.fetch(
        """SELECT id, field, url, created_at, attempt, settled_at, last_status, last_error,
                  convert_from(body, 'UTF8') AS body
           FROM sandbox.webhook WHERE phone_id = $1 ORDER BY id DESC LIMIT $2""",
        phone_id,
        limit,
    )
