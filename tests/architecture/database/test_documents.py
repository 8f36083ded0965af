"""What triggers keep beside the rows: documents and totals follow every change, whoever made it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import asyncpg
import pytest
from tests import world
from tests.world import World

from partnerhub.db.pool import Database

COLUMNS = """
SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
  AND attname NOT IN ('id', 'partner_id', 'doc')
"""
OTHER = {  # another value of a column, by its type
    "text": "coalesce({0}, '') || 'x'",
    "text[]": "array_append({0}, 'x')",
    "boolean": "{0} IS NOT TRUE",
    "integer": "coalesce({0}, 0) + 1",
    "bigint": "coalesce({0}, 0) + 1",
    "numeric": "coalesce({0}, 0) + 1",
    "timestamp with time zone": "coalesce({0}, now()) + interval '1 day'",
    "jsonb": """'{{"other": true}}'""",
    "json": """'{{"other": true}}'""",
    "bytea": "'other'",
}
STALE = (
    "SELECT (SELECT count(*) FROM channel ch WHERE doc::text <> channel_doc(ch)::text)"
    " + (SELECT count(*) FROM client c WHERE doc::text <> client_doc(c)::text)"
    " + (SELECT count(*) FROM waba_template t WHERE doc::text <> template_doc(t)::text)"
)
WRONG = """
SELECT h.partner_id FROM holding h
WHERE clients <> (SELECT count(*) FROM client c WHERE c.partner_id = h.partner_id)
   OR channels <> (SELECT count(*) FROM channel c WHERE c.partner_id = h.partner_id)
"""


@asynccontextmanager
async def undone(db: asyncpg.Connection) -> AsyncIterator[None]:
    transaction = db.transaction()
    await transaction.start()
    try:
        yield
    finally:
        await transaction.rollback()


@pytest.mark.parametrize("table", ["client", "waba", "channel", "waba_template"])
async def test_documents_follow_a_change_of_any_column(owner: asyncpg.Connection, sides: World, table: str) -> None:
    tried = 0
    for column in await owner.fetch(COLUMNS, table):
        other = OTHER[column["type"]].format(column["name"])
        async with undone(owner):
            try:
                await owner.execute(
                    f"UPDATE {table} SET {column['name']} = {other} WHERE partner_id = $1", sides.partner.partner_id
                )
            except asyncpg.IntegrityConstraintViolationError:
                continue  # another table says which values there may be
            assert await owner.fetchval(STALE) == 0, column["name"]
            tried += 1
    assert tried


async def test_totals_are_exact_however_many_write_at_once(
    database: Database, owner: asyncpg.Connection, sides: World
) -> None:
    before = await owner.fetchval("SELECT channels FROM holding WHERE partner_id = $1", sides.partner.partner_id)
    await asyncio.gather(*(world.add_channel(database, replace(sides.partner), live=False) for _ in range(5)))
    await world.add_client(database, sides.rival, "More")
    assert await owner.fetch(WRONG) == []
    after = await owner.fetchval("SELECT channels FROM holding WHERE partner_id = $1", sides.partner.partner_id)
    assert after == before + 5


async def test_totals_forget_what_is_deleted_and_what_was_never_committed(
    database: Database, owner: asyncpg.Connection, sides: World
) -> None:
    last = await world.add_channel(database, sides.rival, live=False)
    async with undone(owner):
        await owner.execute("DELETE FROM channel WHERE id = $1", last)
        await owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert await owner.fetch(WRONG) == []
    assert await owner.fetch(WRONG) == []
