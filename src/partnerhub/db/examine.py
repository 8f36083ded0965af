"""Questions to a database: is it new enough, are its roles harmless, is it up to date, does the master secret fit."""

from functools import partial

import asyncpg

from partnerhub.db.engine import CannotRun
from partnerhub.db.migrate import pending
from partnerhub.db.pool import APP_ROLE, WORKER_ROLE, Connection, patiently
from partnerhub.db.reaching import OWNER, REFUSED, WITHIN, reach, why
from partnerhub.kit.crypto import Unsealable, Vault

OLDEST = 15
LEDGER = "SELECT to_regclass('public._pogo_migration') IS NOT NULL"
MIGHT = "SELECT rolname FROM pg_roles WHERE rolname = ANY($1) AND (rolsuper OR rolbypassrls)"
SEALED = "SELECT private_key FROM signing_key ORDER BY created_at, kid LIMIT 1"
SEALED_BY_ANOTHER = (
    "The master secret is not the one that this database was sealed with. Put back PARTNERHUB_SECRET_KEY, or secrets.json"
    " of the data folder, from your backup; docs/operating.md says what is lost without it."
)
UNGUARDED = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'partner_id' AND a.attnum > 0
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
  AND NOT c.relispartition
"""


async def faults_as_owner(dsn: str) -> list[str]:
    """What is wrong, each with what to do about it; empty when all is well."""
    try:
        db = await reach(dsn, "its owner", OWNER)
    except CannotRun as error:
        return [str(error)]
    try:
        return await _faults(db)
    finally:
        await db.close()


async def faults_of_log_in(dsn: str, role: str) -> list[str]:
    try:
        db = await reach(dsn, role, "Check its URL and its password.")
    except CannotRun as error:
        return [str(error)]
    await db.close()
    return []


async def fault_of_secret(dsn: str, vault: Vault, *, patience: float = 0) -> str | None:
    """What keeps the application from reading what lies sealed in its database; None when nothing does."""
    try:
        return await patiently(partial(_fault_of_secret, dsn, vault), patience)
    except REFUSED as error:
        return f"The database does not let us in: {why(error)}. Check its URL and that it runs."


async def _fault_of_secret(dsn: str, vault: Vault) -> str | None:
    db = await asyncpg.connect(dsn, timeout=WITHIN)
    try:
        sealed = await db.fetchval(SEALED)
    except asyncpg.UndefinedTableError:
        return "The database has no tables yet. Run: partnerhub migrate"
    finally:
        await db.close()
    try:
        vault.unseal(sealed or vault.seal("nothing yet"))
    except Unsealable:
        return SEALED_BY_ANOTHER
    return None


async def _faults(db: Connection) -> list[str]:
    faults: list[str] = []
    if db.get_server_version().major < OLDEST:
        faults.append(f"PostgreSQL is version {db.get_server_version().major}; use {OLDEST} or newer.")
    missing = await pending(db) if await db.fetchval(LEDGER) else ["all"]  # a look makes no tables
    if missing:
        faults.append(f"Migrations are missing: {', '.join(missing)}. Run: partnerhub migrate")
    faults += [
        f"Role {row[0]} may pass row-level security. Run: ALTER ROLE {row[0]} NOSUPERUSER NOBYPASSRLS"
        for row in await db.fetch(MIGHT, [APP_ROLE, WORKER_ROLE])
    ]
    faults += [
        f"Table {row[0]} has no forced row-level security. Put it back: ALTER TABLE {row[0]} FORCE ROW LEVEL SECURITY"
        for row in await db.fetch(UNGUARDED)
    ]
    return faults
