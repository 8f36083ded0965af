"""Messages that Meta delivered and priced, until the worker has metered them."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.messaging.store import Place

OF_MESSAGE = ("recipient", "category", "pricing_type", "billable", "at")


class Priced(msgspec.Struct, frozen=True, kw_only=True):
    """One delivered message; `recipient` is a phone number in digits, or empty; `billable` is Meta's word."""

    place: Place
    recipient: str
    category: str
    pricing_type: str
    billable: bool
    at: datetime


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
