"""The platform secret and, for a while, the one before it, in the database: both sealed."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """`previous` counts until `previous_ends_at` only; ask `at`."""

    current: bytes | None = None
    previous: bytes | None = None
    previous_ends_at: datetime | None = None
    changed_at: datetime | None = None

    def at(self, now: datetime) -> list[bytes]:
        """Those that are good now, the newest first."""
        old = self.previous if self.previous_ends_at and self.previous_ends_at > now else None
        return [one for one in (self.current, old) if one is not None]


async def find_secrets(db: Db, partner_id: str) -> Sealed:
    row = await db.fetchrow(
        "SELECT platform_secret AS current, previous_platform_secret AS previous,"
        " previous_secret_ends_at AS previous_ends_at, platform_secret_changed_at AS changed_at"
        " FROM partner WHERE id = $1",
        partner_id,
    )  # fmt: skip
    return Sealed(**row) if row else Sealed()


async def rotate(db: Db, partner_id: str, sealed: bytes, *, ends_at: datetime, now: datetime) -> bool:
    """The secret until now lives on until `ends_at`. False while one before it still does, unless `ends_at` is now."""
    return bool(
        await db.fetchval(
            "UPDATE partner SET previous_platform_secret = CASE WHEN $3 > $4 THEN platform_secret END,"
            " previous_secret_ends_at = CASE WHEN $3 > $4 AND platform_secret IS NOT NULL THEN $3 END,"
            " platform_secret = $2, platform_secret_changed_at = $4, modified_at = $4"
            " WHERE id = $1"
            " AND ($3::timestamptz <= $4::timestamptz OR coalesce(previous_secret_ends_at <= $4, true)) RETURNING true",
            partner_id, sealed, ends_at, now,
        )
    )  # fmt: skip


async def end_previous(db: Db, partner_id: str, now: datetime) -> bool:
    """False when there is none that is still good."""
    return bool(
        await db.fetchval(
            "UPDATE partner SET previous_platform_secret = NULL, previous_secret_ends_at = NULL, modified_at = $2"
            " WHERE id = $1 AND previous_secret_ends_at > $2 RETURNING true",
            partner_id, now,
        )
    )  # fmt: skip
