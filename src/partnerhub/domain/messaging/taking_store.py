"""Taking in what Meta sent for numbers, of many partners at once: placed, seen once, carried and priced in one statement.

One statement is one round trip and commits by itself, so a batch of one costs little more than an INSERT.
"""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from partnerhub.db.pool import Db
from partnerhub.domain.messaging.bundles import Bundle, Key
from partnerhub.domain.messaging.priced import Price
from partnerhub.domain.webhooks import CARRY
from partnerhub.kit import ids

# Keys are inserted in one order always: two deliveries of the same batch wait for each other instead of dying of a deadlock.
TAKE = f"""
WITH bundle AS MATERIALIZED (
    SELECT b.n, b.event_id, b.type, b.body, c.partner_id, c.client_id, c.waba_id, c.channel_id, $1::timestamptz AS at
    FROM unnest($2::text[], $3::text[], $4::text[], $5::bytea[]) WITH ORDINALITY AS b (number, event_id, type, body, n)
    CROSS JOIN LATERAL (
        SELECT partner_id, client_id, waba_id, id AS channel_id FROM channel
        WHERE external_id = b.number AND hub_status NOT IN ('terminated', 'deleted') LIMIT 1) c
), keyed AS MATERIALIZED (
    SELECT b.n, b.partner_id, k.key FROM unnest($6::bigint[], $7::uuid[]) AS k (n, key) JOIN bundle b USING (n)
), fresh AS (
    INSERT INTO meta_seen (partner_id, key, seen_at) SELECT partner_id, key, $1 FROM keyed ORDER BY partner_id, key
    ON CONFLICT DO NOTHING RETURNING partner_id, key
), told AS MATERIALIZED (
    SELECT k.n, count(*) AS keys, count(f.key) AS fresh FROM keyed k LEFT JOIN fresh f USING (partner_id, key) GROUP BY k.n
), carried AS MATERIALIZED (
    SELECT b.* FROM bundle b JOIN told t USING (n) WHERE t.fresh = t.keys
), {CARRY}, billed AS MATERIALIZED (
    SELECT c.partner_id, c.client_id, c.channel_id, c.waba_id, p.*
    FROM unnest($8::bigint[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::boolean[], $14::timestamptz[])
    AS p (n, key, recipient, category, pricing_type, billable, moment) JOIN carried c USING (n)
), first_billed AS (
    INSERT INTO meta_seen (partner_id, key, seen_at) SELECT partner_id, key, $1 FROM billed ORDER BY partner_id, key
    ON CONFLICT DO NOTHING RETURNING partner_id, key
), priced AS (
    INSERT INTO priced_message
    (partner_id, client_id, channel_id, waba_id, recipient, category, pricing_type, billable, at)
    SELECT partner_id, client_id, channel_id, waba_id, recipient, category, pricing_type, billable, moment
    FROM billed JOIN first_billed USING (partner_id, key)
)
SELECT n, fresh, CASE WHEN fresh BETWEEN 1 AND keys - 1 THEN refuse_partly_seen() END FROM told
"""

SEEN = """
SELECT k.number, k.key FROM unnest($1::text[], $2::uuid[]) AS k (number, key)
CROSS JOIN LATERAL (
    SELECT partner_id FROM channel
    WHERE external_id = k.number AND hub_status NOT IN ('terminated', 'deleted') LIMIT 1) c
CROSS JOIN LATERAL (SELECT 1 FROM meta_seen WHERE partner_id = c.partner_id AND key = k.key LIMIT 1) s
"""


class PartlySeenError(Exception):
    """Some of what one receiver would get was seen before: nothing is taken in. Leave out what `seen` finds."""


async def take_in(db: Db, bundles: Sequence[Bundle], now: datetime) -> dict[int, bool]:
    """Of many partners, for Meta names none: by place, whether a bundle is new; those of unknown numbers are missing.

    Raises PartlySeenError.
    """
    keys = [(n, key) for n, bundle in enumerate(bundles, 1) for key in bundle.keys]
    prices = [(n, price) for n, bundle in enumerate(bundles, 1) for price in bundle.prices]
    try:
        rows = await db.fetch(
            TAKE,
            now,
            [one.number for one in bundles],
            [ids.prefixed_uuid7("evt") for _ in bundles],
            [one.type for one in bundles],
            [one.body for one in bundles],
            [n for n, _ in keys],
            [key for _, key in keys],
            [n for n, _ in prices],
            *([getattr(price, name) for _, price in prices] for name in Price.__struct_fields__),
        )
    except asyncpg.RaiseError as error:
        raise PartlySeenError from error
    return {row["n"] - 1: row["fresh"] > 0 for row in rows}


async def seen(db: Db, keys: Sequence[Key]) -> set[Key]:
    """Which of these (number, key) pairs were seen before; of many partners, for Meta names none."""
    rows = await db.fetch(SEEN, [number for number, _ in keys], [key for _, key in keys])
    return {(row["number"], row["key"]) for row in rows}
