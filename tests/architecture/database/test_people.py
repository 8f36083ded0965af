"""People may be users of several partners: each partner reaches its own users, and of these no other hub."""

import asyncpg
import pytest
from tests.world import World

from partnerhub.db.pool import Database

OF_PEOPLE = {"person": "id", "second_factor": "person_id", "recovery_code": "person_id"}
HUBS = "SELECT partner_id FROM hub_user WHERE person_id = $1"
SHARED = """
INSERT INTO hub_user (id, partner_id, email, name, person_id)
SELECT 'shared-' || id, $2, email, 'Ada', id FROM person WHERE id = $1
"""


def person_of(partner_id: str) -> str:
    return f"person-{partner_id}"  # see filling


async def test_row_level_security_is_on_and_forced(owner: asyncpg.Connection) -> None:
    naked = "SELECT relname FROM pg_class WHERE relname = ANY($1) AND NOT (relrowsecurity AND relforcerowsecurity)"
    assert await owner.fetch(naked, list(OF_PEOPLE)) == []


async def test_a_partner_sees_and_changes_what_belongs_to_its_own_users_only(
    database: Database, owner: asyncpg.Connection, sides: World
) -> None:
    mine, theirs = person_of(sides.partner.partner_id), person_of(sides.rival.partner_id)
    for table, column in OF_PEOPLE.items():
        assert await owner.fetchval(f"SELECT count(*) FROM {table} WHERE {column} = $1", theirs) == 1
        async with database.reading(sides.partner.partner_id) as db:
            assert {row[0] for row in await db.fetch(f"SELECT {column} FROM {table}")} == {mine}
        async with database.entering() as db:
            assert await db.fetch(f"SELECT 1 FROM {table}") == []
    async with database.reading(sides.partner.partner_id) as db:
        for statement in (
            "UPDATE person SET password_hash = 'mine' WHERE id = $1",
            "UPDATE second_factor SET confirmed_at = NULL WHERE person_id = $1",
            "DELETE FROM second_factor WHERE person_id = $1",
            "DELETE FROM recovery_code WHERE person_id = $1",
        ):
            assert (await db.execute(statement, theirs)).endswith(" 0"), statement
        for table, columns in (("second_factor", "secret, created_at"), ("recovery_code", "digest, used_at")):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await db.execute(f"INSERT INTO {table} (person_id, {columns}) VALUES ($1, '-', now())", theirs)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await db.execute("UPDATE person SET email = 'other@people.example'")


async def test_a_partner_sees_no_other_hub_of_who_is_its_user(
    database: Database, owner: asyncpg.Connection, sides: World
) -> None:
    shared = person_of(sides.rival.partner_id)
    mine = sides.partner.partner_id
    await owner.execute(SHARED, shared, mine)
    try:
        async with database.reading(mine) as db:
            assert {row[0] for row in await db.fetch(HUBS, shared)} == {mine}
            assert await db.fetchval("SELECT count(*) FROM person") == 2
            assert {row[0] for row in await db.fetch("SELECT partner_id FROM hub_session")} == {mine}
    finally:
        await owner.execute("DELETE FROM hub_user WHERE id LIKE 'shared-%'")
