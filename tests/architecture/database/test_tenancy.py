"""No partner reaches another's rows, whatever the statement: row-level security on every table, tried out on every table."""

import asyncpg
import pytest
from tests.architecture.database import catalogue
from tests.architecture.database.catalogue import APP, WORKER, Table
from tests.world import World

from partnerhub.db.pool import Database, Db

OF_NO_PARTNER = {
    "rate_card": "one installation has one card of prices",
    "rate_region": "which country has the price of which region",
    "alarm": "what stands badly with one installation, for all who watch it",
    "process_seen": "which servers and workers of one installation live",
    "operator_alert": "what its operator was told",
    "till": "whether one installation charges cards",
    "signing_key": "one installation has one set of keys for its access tokens; the private halves are sealed",
    "login_attempt": "counts failures by a hash of the e-mail, before the partner is known",
    "person": "may be a user of several partners: each sees its own users (test_people)",
    "second_factor": "a person's",
    "recovery_code": "a person's",
}
AS_OWNER = {  # functions that see all rows: each finds one row by a secret or an id, and says no more than it must
    "enter_by_partner_key": APP,
    "enter_by_user": APP,
    "enter_by_session": APP,
    "enter_by_user_link": APP,
    "enter_by_refresh_token": APP,
    "channels_of_keys": APP,
    "enter_by_visit": APP,
    "enter_by_onboarding_link": APP,
    "password_of": APP,
    "hubs_of": APP,
    "move_session": APP,
    "turn_out": APP,
    "sessions_of": APP,
    "end_sessions_of": APP,
    "forget_person": APP,
    "partner_to_change_to": APP,
    "ask_partner_change": APP,
    "cross_partner_change": APP,
    "settle_partner_change": APP,
    "make_partitions": WORKER,
    "drop_partitions": WORKER,
}


async def test_every_table_belongs_to_partners_or_says_why_not(owner: asyncpg.Connection) -> None:
    without = {one.name for one in await catalogue.tables(owner) if not one.tenant}
    assert without == set(OF_NO_PARTNER)


async def test_row_level_security_is_on_and_forced_on_every_tenant_table_and_partition(
    owner: asyncpg.Connection,
) -> None:
    naked = [one.name for one in await catalogue.tables(owner) if one.tenant and not (one.guarded and one.forced)]
    assert not naked


async def test_the_roles_own_nothing_and_cannot_pass_row_level_security(owner: asyncpg.Connection) -> None:
    assert not {one.owner for one in await catalogue.tables(owner)} & {APP, WORKER}
    for role in (APP, WORKER):
        able = "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = $1"
        assert await owner.fetchval(able, role) is False
        member = "SELECT count(*) FROM pg_auth_members WHERE member = $1::regrole"
        assert await owner.fetchval(member, role) == 0
        assert await owner.fetchval("SELECT has_schema_privilege($1, 'public', 'CREATE')", role) is False


async def test_no_view_shows_rows_with_its_owners_eyes(owner: asyncpg.Connection) -> None:
    views = "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace"
    assert (
        await owner.fetch(views + " AND coalesce(array_to_string(reloptions, ' '), '') !~ 'security_invoker=(true|on)'")
        == []
    )


async def test_functions_that_see_all_rows_are_few_named_and_closed_to_others(owner: asyncpg.Connection) -> None:
    found = [one for one in await owner.fetch(catalogue.FUNCTIONS) if one["as_owner"]]
    assert {one["name"] for one in found} == set(AS_OWNER)
    for one in found:
        allowed = {role for role, may in ((APP, one["app"]), (WORKER, one["worker"])) if may}
        assert (one["name"], one["anyone"], allowed) == (one["name"], False, {AS_OWNER[one["name"]]})
        assert "search_path=public, pg_temp" in one["settings"], one["name"]


async def test_every_tenant_table_holds_rows_of_both_partners_here(
    owner: asyncpg.Connection, guarded: list[Table], sides: World
) -> None:
    for table in guarded:
        for side in (sides.partner, sides.rival):
            count = await owner.fetchval(
                f"SELECT count(*) FROM {table.name} WHERE {table.tenant} = $1", side.partner_id
            )
            assert count, f"{table.name} has no row to prove anything with: add it to filling.ROWS"


async def test_an_unfiltered_select_returns_the_partners_own_rows_only(
    database: Database, guarded: list[Table], sides: World
) -> None:
    async with database.reading(sides.partner.partner_id) as db:
        for table in guarded:
            if await readable(db, table):
                found = {row[0] for row in await db.fetch(f"SELECT {table.tenant} FROM {table.name}")}
                assert found == {sides.partner.partner_id}, table.name


async def test_without_a_partner_nothing_is_seen_at_all(database: Database, guarded: list[Table], sides: World) -> None:
    async with database.entering() as db:
        for table in guarded:
            if await readable(db, table):
                assert await db.fetch(f"SELECT 1 FROM {table.name}") == [], table.name


async def test_a_row_cannot_be_inserted_for_another_partner(
    database: Database, owner: asyncpg.Connection, guarded: list[Table], sides: World
) -> None:
    for table in guarded:
        theirs = await rows(owner, table, sides.rival.partner_id)
        columns = await catalogue.written(owner, table)
        statement = (
            f"INSERT INTO {table.name} ({columns}) OVERRIDING SYSTEM VALUE"
            f" SELECT {columns} FROM jsonb_populate_record(NULL::{table.name}, $1::jsonb)"
        )
        async with database.reading(sides.partner.partner_id) as db:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await db.execute(statement, theirs[0])


async def test_rows_of_another_partner_cannot_be_changed_taken_or_deleted(
    database: Database, owner: asyncpg.Connection, guarded: list[Table], sides: World
) -> None:
    mine, theirs = sides.partner.partner_id, sides.rival.partner_id
    for table in guarded:
        before = await rows(owner, table, theirs)
        for statement in (
            f"UPDATE {table.name} SET {table.tenant} = $1 WHERE {table.tenant} = $2",
            f"UPDATE {table.name} SET {table.tenant} = {table.tenant} WHERE $1::text <> $2::text AND {table.tenant} = $2",
            f"DELETE FROM {table.name} WHERE $1::text <> $2::text AND {table.tenant} = $2",
        ):
            await harmless(database, statement, mine, theirs)
        assert await rows(owner, table, theirs) == before, table.name


async def test_a_row_cannot_be_given_to_another_partner(database: Database, guarded: list[Table], sides: World) -> None:
    mine, theirs = sides.partner.partner_id, sides.rival.partner_id
    for table in guarded:
        async with database.reading(mine) as db:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await db.execute(f"UPDATE {table.name} SET {table.tenant} = $1", theirs)


async def readable(db: Db, table: Table) -> bool:
    return await db.fetchval("SELECT has_table_privilege($1, 'SELECT')", table.name)


async def rows(owner: asyncpg.Connection, table: Table, partner_id: str) -> list[str]:
    found = await owner.fetch(
        f"SELECT to_jsonb(t)::text FROM {table.name} t WHERE {table.tenant} = $1 ORDER BY 1", partner_id
    )
    return [row[0] for row in found]


async def harmless(database: Database, statement: str, mine: str, theirs: str) -> None:
    """Refused outright, or run on no row."""
    async with database.reading(mine) as db:
        try:
            done = await db.execute(statement, mine, theirs)
        except asyncpg.InsufficientPrivilegeError:
            return
        assert done.endswith(" 0"), statement
