"""The embedded database made empty again, roles and passwords as they are."""

from urllib.parse import urlsplit, urlunsplit

import asyncpg

from partnerhub.db import cluster

STATEMENTS = (
    f"DROP DATABASE {cluster.DATABASE} WITH (FORCE)",
    f"CREATE DATABASE {cluster.DATABASE} OWNER {cluster.OWNER}",
    f"REVOKE ALL ON DATABASE {cluster.DATABASE} FROM PUBLIC",
    f"GRANT CONNECT ON DATABASE {cluster.DATABASE} TO {cluster.APP}, {cluster.WORKER}",
)


async def remake(owner_dsn: str) -> None:
    """Everything in it is lost. Nobody may use it meanwhile."""
    beside = urlunsplit(urlsplit(owner_dsn)._replace(path="/postgres"))
    db = await asyncpg.connect(beside)
    try:
        for statement in STATEMENTS:
            await db.execute(statement)
    finally:
        await db.close()
