"""What a history is written with: many rows at once, of weeks that nobody waited for."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from partnerhub.db.pool import Db


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A message of a chat in the sandbox. `category` only of what the business sent."""

    id: str
    customer: str
    direction: str
    kind: str
    category: str | None
    body: str
    status: str
    at: datetime


async def has_client(db: Db, partner_id: str, name: str) -> bool:
    return bool(
        await db.fetchval("SELECT EXISTS (SELECT FROM client WHERE partner_id = $1 AND name = $2)", partner_id, name)
    )


async def has_usage(db: Db, partner_id: str, channel_id: str, before: datetime) -> bool:
    """Whether the number was used on a day before."""
    return bool(
        await db.fetchval(
            "SELECT EXISTS (SELECT FROM usage_day WHERE partner_id = $1 AND channel_id = $2 AND day < $3)",
            partner_id,
            channel_id,
            before.date(),
        )
    )


async def at_meta(db: Db, partner_id: str, channel_id: str) -> tuple[str, str]:
    """Meta's ids of a number and of its WABA."""
    row = await db.fetchrow(
        """SELECT ch.external_id AS phone_id, w.external_id AS waba_id
           FROM channel ch JOIN waba w ON w.partner_id = ch.partner_id AND w.id = ch.waba_id
           WHERE ch.partner_id = $1 AND ch.id = $2""",
        partner_id,
        channel_id,
    )
    if row is None:
        raise LookupError(channel_id)
    return row["phone_id"], row["waba_id"]


async def has_chats(db: Db, phone_id: str, before: datetime) -> bool:
    return bool(
        await db.fetchval(
            "SELECT EXISTS (SELECT FROM sandbox.message WHERE phone_id = $1 AND created_at < $2)", phone_id, before
        )
    )


async def add_chats(db: Db, phone_id: str, said: Sequence[Said]) -> None:
    """The oldest first."""
    await db.execute(
        """INSERT INTO sandbox.message (id, phone_id, customer, direction, kind, category, body, status, created_at)
           SELECT s.id, $1, s.customer, s.direction, s.kind, s.category, s.body::json, s.status, s.at
           FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[])
                AS s (id, customer, direction, kind, category, body, status, at)
           ORDER BY s.at""",
        phone_id,
        *([getattr(one, name) for one in said] for name in Said.__struct_fields__),
    )
