"""The migration that makes people of users carries over who there is, with passwords, second factors and sessions."""

from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest
from pogo_core.util import migrate as pogo
from pogo_core.util import sql as pogo_sql

from partnerhub.db.embedded import Dsns
from partnerhub.db.migrate import MIGRATIONS, migrate

PEOPLE = "0340_people"
BEFORE = """
INSERT INTO partner (id) VALUES ('aPA'), ('bPA');
INSERT INTO hub_user (id, partner_id, email, name, password_hash) VALUES ('aUS', 'aPA', 'ada@a.example', 'Ada', 'hash-a'),
    ('bUS', 'bPA', 'bob@b.example', 'Bob', 'hash-b'), ('iUS', 'bPA', 'ada@a.example', 'Ada', NULL);
INSERT INTO hub_session (digest, partner_id, user_id, csrf, expires_at) VALUES ('s', 'aPA', 'aUS', '-', 'infinity');
INSERT INTO second_factor (partner_id, user_id, secret, created_at, confirmed_at) VALUES ('aPA', 'aUS', 'sealed', now(), now());
INSERT INTO recovery_code (partner_id, user_id, digest) VALUES ('aPA', 'aUS', 'code-1'), ('aPA', 'aUS', 'code-2');
"""


@pytest.fixture
async def carried(new_database: Callable[..., Dsns], tmp_path: Path) -> asyncpg.Connection:
    """A database of before, with people, brought up to date."""
    dsns = new_database("people_of_before", "template1")
    for one in MIGRATIONS.glob("*.sql"):
        if one.stem < PEOPLE:
            (tmp_path / one.name).write_text(one.read_text())
    db = await asyncpg.connect(dsns.owner)
    await pogo_sql.ensure_pogo_sync(db)
    await pogo.apply(db, tmp_path, schema_name="public")
    await db.execute(BEFORE)
    assert PEOPLE in await migrate(dsns.owner)
    return db


async def test_people_keep_what_they_log_in_with(carried: asyncpg.Connection) -> None:
    db = carried
    try:
        people = await db.fetch("SELECT id, email, password_hash FROM person ORDER BY id")
        assert [tuple(one) for one in people] == [
            ("aUS", "ada@a.example", "hash-a"),
            ("bUS", "bob@b.example", "hash-b"),
        ]
        users = await db.fetch("SELECT id, person_id FROM hub_user ORDER BY id")
        assert [tuple(one) for one in users] == [("aUS", "aUS"), ("bUS", "bUS"), ("iUS", None)]
        assert await db.fetchval("SELECT user_id FROM enter_by_session('s')") == "aUS"
        factor = await db.fetchrow("SELECT person_id, secret FROM second_factor WHERE confirmed_at IS NOT NULL")
        assert factor
        assert tuple(factor) == ("aUS", b"sealed")
        assert await db.fetchval("SELECT count(*) FROM recovery_code WHERE person_id = 'aUS'") == 2
        assert await db.fetchval("SELECT user_id FROM hubs_of('aUS')") == "aUS"
    finally:
        await db.close()
