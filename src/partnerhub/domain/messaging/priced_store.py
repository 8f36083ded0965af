"""Delivered and priced messages on their way to the meter, in the database."""

import uuid
from collections.abc import Mapping
from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.messaging.store import Place


class Priced(msgspec.Struct, frozen=True, kw_only=True):
    """One delivered message; `recipient` is a phone number in digits, or empty; `billable` is Meta's word."""

    place: Place
    recipient: str
    category: str
    pricing_type: str
    billable: bool
    at: datetime


Key = tuple[str, uuid.UUID]  # the partner, and what stays the same when Meta tells again
OF_PLACE = ("client_id", "channel_id", "waba_id")
OF_MESSAGE = ("recipient", "category", "pricing_type", "billable", "at")


async def insert_new(db: Db, messages: Mapping[Key, Priced], now: datetime) -> None:
    """Those whose key was not seen before, of many partners at once: Meta's payloads name none.

    In one order always, as `store.see` does, and in one statement, for Meta waits.
    """
    keys = sorted(messages)
    ordered = [messages[key] for key in keys]
    await db.execute(
        "WITH given AS (SELECT * FROM unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],"
        "   $9::text[], $10::boolean[], $11::timestamptz[]) AS g (partner_id, key, client_id, channel_id, waba_id, recipient,"
        "   category, pricing_type, billable, at)),"
        " new AS (INSERT INTO meta_seen (partner_id, key, seen_at) SELECT partner_id, key, $1 FROM given"
        "   ON CONFLICT DO NOTHING RETURNING partner_id, key)"
        " INSERT INTO priced_message"
        " (partner_id, client_id, channel_id, waba_id, recipient, category, pricing_type, billable, at)"
        " SELECT partner_id, client_id, channel_id, waba_id, recipient, category, pricing_type, billable, at"
        " FROM given JOIN new USING (partner_id, key)",
        now,
        [partner_id for partner_id, _ in keys],
        [key for _, key in keys],
        *([getattr(one.place, name) for one in ordered] for name in OF_PLACE),
        *([getattr(one, name) for one in ordered] for name in OF_MESSAGE),
    )


async def take(db: Db, *, limit: int) -> list[Priced]:
    """The oldest, whosever they are, gone once the caller's transaction commits; none while another worker takes some.

    One at a time, so that those who add to the same accounts never wait for each other in a ring.
    """
    rows = await db.fetch(
        "WITH mine AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('priced_message')) AS free),"
        " taken AS (DELETE FROM priced_message WHERE id = ANY (ARRAY("
        "   SELECT p.id FROM priced_message p, mine WHERE mine.free ORDER BY p.id LIMIT $1)) RETURNING *)"
        " SELECT * FROM taken ORDER BY id",
        limit,
    )
    return [
        Priced(
            place=Place(row["partner_id"], row["waba_id"], row["client_id"], row["channel_id"]),
            **{name: row[name] for name in OF_MESSAGE},
        )
        for row in rows
    ]
