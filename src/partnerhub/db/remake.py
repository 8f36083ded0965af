"""The embedded database made empty again, roles and passwords as they are."""

from urllib.parse import urlsplit, urlunsplit

import asyncpg


async def remake(owner_dsn: str) -> None:
    """Everything in it is lost. Nobody may use it meanwhile. The names are those of db.cluster."""
    beside = urlunsplit(urlsplit(owner_dsn)._replace(path="/postgres"))
    db = await asyncpg.connect(beside)
    try:
        await db.execute("DROP DATABASE partnerhub WITH (FORCE)")
        await db.execute("CREATE DATABASE partnerhub OWNER partnerhub")
        await db.execute("REVOKE ALL ON DATABASE partnerhub FROM PUBLIC")
        await db.execute("GRANT CONNECT ON DATABASE partnerhub TO partnerhub_app, partnerhub_worker")
    finally:
        await db.close()
