"""Messaging in the database. Meta's webhooks come in as the worker: no tenant is known before the look-up."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Db


class Place(msgspec.Struct, frozen=True):
    """Whom a number or a WABA at Meta belongs to here; `channel_id` and `client_id` are of a number."""

    partner_id: str
    waba_id: str
    client_id: str
    channel_id: str | None = None


async def places_of_wabas(db: Db, external_ids: Collection[str]) -> dict[str, Place]:
    """By Meta's WABA id, across all partners."""
    rows = await db.fetch(
        "SELECT external_id, partner_id, id, client_id FROM waba WHERE external_id = ANY($1) AND status <> 'bsp_removed'",
        _askable(external_ids),
    )
    return {row["external_id"]: Place(row["partner_id"], row["id"], row["client_id"]) for row in rows}


async def is_managed(db: Db, partner_id: str, external_id: str) -> bool:
    """Whether Meta's id is of a number or a WABA of the partner."""
    return await db.fetchval(
        "SELECT EXISTS (SELECT FROM waba WHERE partner_id = $1 AND external_id = $2)"
        " OR EXISTS (SELECT FROM channel WHERE partner_id = $1 AND external_id = $2)",
        partner_id, external_id,
    )  # fmt: skip


def _askable(external_ids: Collection[str]) -> list[str]:
    """PostgreSQL takes no NUL, and no id has one."""
    return [one for one in external_ids if "\0" not in one]


async def see(db: Db, keys: Sequence[tuple[str, uuid.UUID]], now: datetime) -> set[tuple[str, uuid.UUID]]:
    """Remember these (partner, key) pairs; returns those not seen before.

    In one order always: two deliveries of the same batch wait for each other instead of dying of a deadlock.
    """
    ordered = sorted(set(keys))
    rows = await db.fetch(
        "INSERT INTO meta_seen (partner_id, key, seen_at) SELECT partner_id, key, $3"
        " FROM unnest($1::text[], $2::uuid[]) AS u (partner_id, key) ON CONFLICT DO NOTHING RETURNING partner_id, key",
        [partner_id for partner_id, _ in ordered], [key for _, key in ordered], now,
    )  # fmt: skip
    return {(row["partner_id"], row["key"]) for row in rows}


async def insert_update(db: Db, partner_id: str, waba_id: str, *, field: str, body: bytes, now: datetime) -> None:
    await db.execute(
        "INSERT INTO meta_update (partner_id, waba_id, field, body, received_at) VALUES ($1, $2, $3, $4, $5)",
        partner_id, waba_id, field, body, now,
    )  # fmt: skip


async def health_since(db: Db, partner_id: str, channel_id: str, since: datetime) -> str | None:
    """The kept health as JSON, unless it is older than `since`."""
    return await db.fetchval(
        "SELECT health FROM channel WHERE partner_id = $1 AND id = $2 AND health_checked_at > $3",
        partner_id, channel_id, since,
    )  # fmt: skip


async def keep_health(db: Db, partner_id: str, channel_id: str, health: str, now: datetime) -> None:
    await db.execute(
        "UPDATE channel SET health = $3, health_checked_at = $4 WHERE partner_id = $1 AND id = $2",
        partner_id, channel_id, health, now,
    )  # fmt: skip


async def prune(db: Db, *, now: datetime) -> None:
    """For the worker, of every partner: Meta sends an update again for seven days; what it said is kept for ninety."""
    await db.execute("DELETE FROM meta_seen WHERE seen_at < $1", now - timedelta(days=8))
    await db.execute("DELETE FROM meta_update WHERE received_at < $1", now - timedelta(days=90))
