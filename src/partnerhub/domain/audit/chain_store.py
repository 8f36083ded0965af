"""Chains in the database: the worker adds to them, and only the owner, who clears away, takes from them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from partnerhub.db.pool import Db, Row
from partnerhub.domain.audit.chain import BEGINNING, Chain, Link
from partnerhub.domain.audit.store import Entry

ENDS = ", ".join(Chain.__struct_fields__)
OF_ENTRY = ", ".join(f"a.{name}" for name in Entry.__struct_fields__)
TAKE = f"""
WITH taken AS (
    DELETE FROM audit_unsealed WHERE partner_id = $1
    AND id IN (SELECT id FROM audit_unsealed WHERE partner_id = $1 ORDER BY id LIMIT $2) RETURNING id)
SELECT taken.id AS taken, {OF_ENTRY} FROM taken LEFT JOIN audit a ON a.partner_id = $1 AND a.id = taken.id ORDER BY taken.id
"""
LINKS = f"""
SELECT s.place, s.audit_id, s.mac, {OF_ENTRY} FROM audit_seal s
LEFT JOIN audit a ON a.partner_id = s.partner_id AND a.id = s.audit_id
WHERE s.partner_id = $1 AND s.place > $2 ORDER BY s.place LIMIT $3
"""
LOOSE = """
SELECT a.id FROM audit a
WHERE a.partner_id = $1 AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.partner_id = $1 AND s.audit_id = a.id)
AND (a.at < $2 OR NOT EXISTS (SELECT FROM audit_unsealed u WHERE u.partner_id = $1 AND u.id = a.id))
ORDER BY a.id
"""
OLD = """
SELECT min(s.place) - 1 FROM audit_seal s LEFT JOIN audit a ON a.partner_id = s.partner_id AND a.id = s.audit_id
WHERE s.partner_id = $1 AND (a.at IS NULL OR a.at >= $2)
"""


async def waiting(db: Db, but_not: Collection[str], limit: int) -> list[str]:
    """Partners with lines to seal, for the worker seals for all of them; `but_not` are left out."""
    rows = await db.fetch(
        "SELECT DISTINCT partner_id FROM audit_unsealed WHERE partner_id <> ALL ($1) LIMIT $2", list(but_not), limit
    )
    return [row[0] for row in rows]


async def partners(db: Db, before: datetime) -> list[str]:
    """All that have or should have a chain, for whoever verifies the whole log: partners older than `before`, and the rest."""
    rows = await db.fetch(
        "SELECT id FROM partner WHERE created_at < $1 UNION SELECT partner_id FROM audit_chain"
        " UNION SELECT DISTINCT partner_id FROM audit ORDER BY 1",
        before,
    )
    return [row[0] for row in rows]


async def take(db: Db, partner_id: str, limit: int) -> list[tuple[int, Entry | None]]:
    """The oldest lines to seal, each with its id; None in place of one that is gone."""
    return [(row["taken"], _entry(row)) for row in await db.fetch(TAKE, partner_id, limit)]


async def make(db: Db, partner_id: str, seal: bytes) -> None:
    """An empty chain."""
    await db.execute(
        "INSERT INTO audit_chain (partner_id, pruned_place, pruned_mac, last_place, last_mac, seal)"
        " VALUES ($1, 0, $2, 0, $2, $3)",
        partner_id, BEGINNING, seal,
    )  # fmt: skip


async def lock(db: Db, partner_id: str) -> tuple[Chain, bytes] | None:
    """The chain and its seal, until the transaction ends."""
    row = await db.fetchrow(f"SELECT {ENDS}, seal FROM audit_chain WHERE partner_id = $1 FOR UPDATE", partner_id)
    return _chain(row) if row else None


async def find(db: Db, partner_id: str) -> tuple[Chain, bytes] | None:
    row = await db.fetchrow(f"SELECT {ENDS}, seal FROM audit_chain WHERE partner_id = $1", partner_id)
    return _chain(row) if row else None


async def add(db: Db, partner_id: str, links: Sequence[Link]) -> None:
    await db.execute(
        "INSERT INTO audit_seal (partner_id, place, audit_id, mac)"
        " SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::bytea[])",
        partner_id, [one.place for one in links], [one.audit_id for one in links], [one.mac for one in links],
    )  # fmt: skip


async def set_ends(db: Db, partner_id: str, chain: Chain, seal: bytes) -> None:
    await db.execute(
        "UPDATE audit_chain SET pruned_place = $2, pruned_mac = $3, last_place = $4, last_mac = $5, seal = $6"
        " WHERE partner_id = $1",
        partner_id, chain.pruned_place, chain.pruned_mac, chain.last_place, chain.last_mac, seal,
    )  # fmt: skip


async def links(db: Db, partner_id: str, after: int, limit: int) -> list[tuple[Link, Entry | None]]:
    """In order, from behind the place `after`; None in place of a line that is gone."""
    rows = await db.fetch(LINKS, partner_id, after, limit)
    return [(Link(row["place"], row["audit_id"], row["mac"]), _entry(row)) for row in rows]


async def link(db: Db, partner_id: str, place: int) -> Link | None:
    row = await db.fetchrow(
        "SELECT place, audit_id, mac FROM audit_seal WHERE partner_id = $1 AND place = $2", partner_id, place
    )
    return Link(*row) if row else None


async def loose(db: Db, partner_id: str, before: datetime) -> list[int]:
    """Ids of lines outside the chain that do not wait for the worker, or have done so since `before`."""
    return [row[0] for row in await db.fetch(LOOSE, partner_id, before)]


async def last_older(db: Db, partner_id: str, moment: datetime) -> int | None:
    """The place up to which every line is older than `moment`; None: all are."""
    return await db.fetchval(OLD, partner_id, moment)


async def clear(db: Db, partner_id: str, through: int) -> int:
    """The lines up to this place, and their links; how many. Only the owner may."""
    gone = await db.fetch(
        "DELETE FROM audit_seal WHERE partner_id = $1 AND place <= $2 RETURNING audit_id", partner_id, through
    )
    await db.execute("DELETE FROM audit WHERE partner_id = $1 AND id = ANY($2)", partner_id, [row[0] for row in gone])
    return len(gone)


async def begin_anew(db: Db, partner_id: str) -> int:
    """Take the chain away and have every line there is sealed again; how many. Only the owner may."""
    await db.execute("DELETE FROM audit_seal WHERE partner_id = $1", partner_id)
    await db.execute("DELETE FROM audit_chain WHERE partner_id = $1", partner_id)
    status = await db.execute(
        "INSERT INTO audit_unsealed (partner_id, id) SELECT partner_id, id FROM audit WHERE partner_id = $1"
        " ON CONFLICT DO NOTHING",
        partner_id,
    )
    return int(status.rpartition(" ")[2])


def _entry(row: Row) -> Entry | None:
    return None if row["id"] is None else Entry(**{name: row[name] for name in Entry.__struct_fields__})


def _chain(row: Row) -> tuple[Chain, bytes]:
    return Chain(**{name: row[name] for name in Chain.__struct_fields__}), row["seal"]
