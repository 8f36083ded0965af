"""Partner keys (`x-api-key`): shown once, kept as a keyed hash, several may live side by side."""

from datetime import datetime

from partnerhub.db.pool import Db, Row
from partnerhub.domain.access.caller import Caller
from partnerhub.kit import ids
from partnerhub.kit.crypto import Vault, new_secret, well_formed

PREFIX = "PHPA"
HINT_LENGTH = 10


async def create(db: Db, partner_id: str, name: str, *, vault: Vault, now: datetime) -> tuple[str, str]:
    """(id, secret); the secret cannot be read again."""
    key_id, secret = ids.random_id(8, "PK"), new_secret(PREFIX)
    await db.execute(
        "INSERT INTO partner_key (id, partner_id, name, hint, digest, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        key_id, partner_id, name, secret[:HINT_LENGTH], vault.digest(secret), now,
    )  # fmt: skip
    return key_id, secret


async def of_partner(db: Db, partner_id: str) -> list[Row]:
    """Newest first: id, name, hint, created_at, expires_at, revoked_at, last_used_at."""
    return await db.fetch(
        "SELECT id, name, hint, created_at, expires_at, revoked_at, last_used_at"
        " FROM partner_key WHERE partner_id = $1 ORDER BY created_at DESC, id",
        partner_id,
    )


async def revoke(db: Db, partner_id: str, key_id: str, *, now: datetime) -> bool:
    """Refused from the next request on, in every process. False when there is no such live key."""
    status = await db.execute(
        "UPDATE partner_key SET revoked_at = $3 WHERE partner_id = $1 AND id = $2 AND revoked_at IS NULL",
        partner_id, key_id, now,
    )  # fmt: skip
    return status == "UPDATE 1"


async def enter(db: Db, vault: Vault, secret: str) -> Caller | None:
    """Let the bearer of `secret` in: the connection acts for the key's partner from here on."""
    if not well_formed(secret, PREFIX):
        return None
    row = await db.fetchrow("SELECT partner_id, key_id FROM enter_by_partner_key($1)", vault.digest(secret))
    return Caller(partner_id=row["partner_id"], actor=f"key:{row['key_id']}") if row else None
