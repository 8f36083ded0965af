"""Connecting once, for a command: who is not let in is told so in one sentence."""

import asyncpg

from partnerhub.db.engine import CannotRun
from partnerhub.db.pool import Connection

WITHIN = 5.0  # seconds
# InterfaceError: what was given is no address of a PostgreSQL.
REFUSED = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)
OWNER = "Check PARTNERHUB_DATABASE_URL and that it runs."


async def reach(dsn: str, who: str, check: str, *, application: str = "partnerhub doctor") -> Connection:
    """A connection to close. `who` is meant to be let in; `check` says what to do when it is not. Raises CannotRun."""
    try:
        return await asyncpg.connect(dsn, timeout=WITHIN, server_settings={"application_name": application})
    except REFUSED as error:
        raise CannotRun(f"The database does not let {who} in: {why(error)}. {check}") from error


def why(error: Exception) -> str:
    """What it says; a time-out says nothing."""
    return str(error) or type(error).__name__
