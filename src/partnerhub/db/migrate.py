"""Migrations: numbered SQL files, forward only, applied in one go by the owner of the database."""

from pathlib import Path

import asyncpg
from pogo_core.util import migrate as pogo
from pogo_core.util import sql as pogo_sql

from partnerhub.db.pool import APP_ROLE, WORKER_ROLE, Connection
from partnerhub.db.reaching import OWNER, reach

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 8082  # any fixed number: two `migrate` at once wait for each other


async def migrate(dsn: str) -> list[str]:
    """Create the roles if missing and apply what is not yet applied; returns the names applied. Raises CannotRun."""
    db = await reach(dsn, "its owner", OWNER, application="partnerhub migrate")
    try:
        await db.execute("SELECT pg_advisory_lock($1)", LOCK)
        missing = await pending(db)
        if missing:
            for role in (APP_ROLE, WORKER_ROLE):
                await _ensure_role(db, role)
            await pogo.apply(db, MIGRATIONS, schema_name="public")
        return missing
    finally:
        await db.close()


async def pending(db: Connection) -> list[str]:
    """The names of the migrations that this database does not have yet, in order."""
    await pogo_sql.ensure_pogo_sync(db)
    applied = await pogo_sql.get_applied_migrations(db, schema_name="public")
    return [path.stem for path in sorted(MIGRATIONS.glob("*.sql")) if path.stem not in applied]


async def _ensure_role(db: Connection, role: str) -> None:
    """Roles belong to the cluster, not to the database, so another database may have made them."""
    if await db.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role):
        return
    try:
        await db.execute(f"CREATE ROLE {role} NOLOGIN")
        # An owner that is no superuser may only act as a role that it is a member of.
        await db.execute(f"GRANT {role} TO CURRENT_USER")
    except asyncpg.DuplicateObjectError:
        return
