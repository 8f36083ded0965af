"""Partner keys (`x-api-key`): shown once, kept as a keyed hash, several may live side by side.

A key may expire, be bound to scopes and to addresses, and be rolled: its successor works at once, it itself until
the overlap is over.
"""

import ipaddress
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from partnerhub.db.pool import Database, Db, Reading
from partnerhub.domain.access.caller import Caller
from partnerhub.domain.access.scopes import SCOPES
from partnerhub.kit import clock, ids
from partnerhub.kit.crypto import Vault, new_secret, well_formed
from partnerhub.kit.problems import BadInput, Forbidden, NotFound
from partnerhub.kit.texts import is_line
from partnerhub.kit.words import t

PREFIX = "PHPA"
HINT_LENGTH = 10
LONGEST_NAME = 100
LONGEST_OVERLAP = timedelta(days=7)
COLUMNS = "id, name, hint, scopes, addresses::text[] AS addresses, created_at, expires_at, revoked_at, last_used_at"


class NoSuchKey(NotFound):
    """API key not found."""


class WrongAddress(Forbidden):
    """This API key may not be used from your address."""

    code = "address_not_allowed"


class Entered(NamedTuple):
    """Somebody who was let in, on a connection that acts for the partner; `read` is what was asked for with the entry."""

    db: Db
    caller: Caller
    read: Any


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """`hint` is the first characters of the secret; times are aware."""

    id: str
    name: str
    hint: str
    scopes: list[str] | None
    addresses: list[str] | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


async def create(
    db: Db,
    partner_id: str,
    name: str,
    *,
    vault: Vault,
    now: datetime,
    scopes: list[str] | None = None,
    addresses: list[str] | None = None,
    expires_at: datetime | None = None,
) -> tuple[str, str]:
    """(id, secret); the secret cannot be read again. Raises BadInput that names the field at fault."""
    expires_at = expires_at and clock.utc(expires_at)
    _check(name, scopes, expires_at, now)
    key_id, secret = ids.random_id(8, "PK"), new_secret(PREFIX)
    await db.execute(
        "INSERT INTO partner_key (id, partner_id, name, hint, digest, created_at, scopes, addresses, expires_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text[]::cidr[], $9)",
        key_id, partner_id, name, secret[:HINT_LENGTH], vault.digest(secret), now, scopes, _networks(addresses), expires_at,
    )  # fmt: skip
    return key_id, secret


async def of_partner(db: Db, partner_id: str) -> list[Key]:
    """Newest first, ended ones too."""
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM partner_key WHERE partner_id = $1 ORDER BY created_at DESC, id", partner_id
    )
    return [msgspec.convert(dict(row), Key) for row in rows]


async def get(db: Db, partner_id: str, key_id: str) -> Key:
    """Raises NoSuchKey."""
    row = await db.fetchrow(f"SELECT {COLUMNS} FROM partner_key WHERE partner_id = $1 AND id = $2", partner_id, key_id)
    if row is None:
        raise NoSuchKey
    return msgspec.convert(dict(row), Key)


async def revoke(db: Db, partner_id: str, key_id: str, *, now: datetime) -> bool:
    """Refused from the next request on, in every process. False when there is no such live key."""
    status = await db.execute(
        "UPDATE partner_key SET revoked_at = $3 WHERE partner_id = $1 AND id = $2 AND revoked_at IS NULL",
        partner_id, key_id, now,
    )  # fmt: skip
    return status == "UPDATE 1"


async def roll(
    db: Db, partner_id: str, key_id: str, *, overlap: timedelta, vault: Vault, now: datetime
) -> tuple[str, str]:
    """(id, secret) of a successor with the same rights; the key itself ends when the overlap is over. Raises NoSuchKey."""
    if not timedelta() <= overlap <= LONGEST_OVERLAP:
        raise BadInput(t("overlap_seconds must be between 0 and 604800, seven days."), field="overlap_seconds")
    # One statement: of two that roll or end a key at once the second sees what the first has done.
    old = await db.fetchrow(
        "UPDATE partner_key SET expires_at = least(coalesce(expires_at, 'infinity'), $3) WHERE partner_id = $1 AND id = $2"
        " AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $4)"
        " RETURNING name, scopes, addresses::text[] AS addresses",
        partner_id, key_id, now + overlap, now,
    )  # fmt: skip
    if old is None:
        await get(db, partner_id, key_id)
        raise NoSuchKey(t("This API key has ended; create a new one."))
    return await create(db, partner_id, vault=vault, now=now, **old)


@asynccontextmanager
async def entered(
    database: Database, vault: Vault, secret: str, *, address: str | None = None, reads: Reading | None = None
) -> AsyncGenerator[Entered | None]:
    """Let the bearer of `secret` in: the connection acts for the key's partner. None when it is no live key.

    `address` is the caller's; raises WrongAddress when the key is bound to others. `reads`: see Database.entered.
    """
    if not well_formed(secret, PREFIX):
        yield None
        return
    async with database.entered("partner_key", vault.digest(secret), address, reads=reads) as (db, row):
        if row is None:
            yield None
            return
        if not row["here"]:
            raise WrongAddress
        scopes = None if row["scopes"] is None else frozenset(row["scopes"])
        caller = Caller(partner_id=row["partner_id"], actor=f"key:{row['key_id']}", scopes=scopes)
        yield Entered(db, caller, row["read"] if reads else None)


async def enter(database: Database, vault: Vault, secret: str, *, address: str | None = None) -> Caller | None:
    """Who the bearer of `secret` is, if it is a live key."""
    async with entered(database, vault, secret, address=address) as found:
        return found.caller if found else None


def _check(name: str, scopes: list[str] | None, expires_at: datetime | None, now: datetime) -> None:
    if not name.strip() or len(name) > LONGEST_NAME or not is_line(name):
        raise BadInput(t("name must have 1 to {most} characters, on one line.", most=LONGEST_NAME), field="name")
    if scopes is not None and (unknown := sorted(set(scopes) - set(SCOPES))):
        raise BadInput(
            t("scopes has an unknown scope: {unknown}. Known: {scopes}.", unknown=unknown[0], scopes=", ".join(SCOPES)),
            field="scopes",
        )
    if expires_at is not None and expires_at <= now:
        raise BadInput(t("expires_at must be in the future."), field="expires_at")


def _networks(addresses: list[str] | None) -> list[str] | None:
    """`192.0.2.7` and `192.0.2.0/24` alike, as networks."""
    try:
        return None if addresses is None else [_network(one.strip()) for one in addresses]
    except ValueError as error:
        raise BadInput(
            t("addresses must be IP addresses or networks: {error}.", error=error), field="addresses"
        ) from error


def _network(text: str) -> str:
    if "%" in text:
        raise ValueError(f"{text!r} names a network interface")
    return str(ipaddress.ip_network(text, strict=False))
