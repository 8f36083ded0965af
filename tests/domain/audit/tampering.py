"""What somebody with the owner's password, but without the master secret, might do to the audit log; each in one of many ways."""

import random
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
from tests.world import Side

LINES = 12  # sealed, of each of two partners
Owner = asyncpg.Connection
Tamper = Callable[[Owner, random.Random, Side, Side], Awaitable[Any]]


async def some(db: Owner, dice: random.Random, side: Side, count: int = 1) -> list[int]:
    """Ids of lines, in order."""
    rows = await db.fetch("SELECT id FROM audit WHERE partner_id = $1 ORDER BY id", side.partner_id)
    return sorted(dice.sample([row[0] for row in rows], count))


async def change_a_field(db: Owner, dice: random.Random, side: Side, _: Side) -> None:
    (one,) = await some(db, dice, side)
    field, value = dice.choice(
        [
            ("actor", "'key:x'"), ("actor", "actor || ' '"), ("address", "NULL"), ("address", "'198.51.100.1'"),
            ("action", "'tests'"), ("subject", "'other'"), ("request_id", "NULL"), ("request_id", "request_id || 'x'"),
            ("detail", "'{ }'"), ("changes", "'[ ]'"), ("at", "at + interval '1 microsecond'"), ("at", "at - interval '1 day'"),
        ]
    )  # fmt: skip
    await db.execute(f"UPDATE audit SET {field} = {value} WHERE partner_id = $1 AND id = $2", side.partner_id, one)


async def delete_lines(db: Owner, dice: random.Random, side: Side, _: Side) -> None:
    gone = await some(db, dice, side, dice.randint(1, LINES))
    await db.execute("DELETE FROM audit WHERE partner_id = $1 AND id = ANY ($2)", side.partner_id, gone)


async def delete_lines_with_their_links(db: Owner, dice: random.Random, side: Side, _: Side) -> None:
    gone = await some(db, dice, side, dice.randint(1, LINES))
    await db.execute("DELETE FROM audit WHERE partner_id = $1 AND id = ANY ($2)", side.partner_id, gone)
    await db.execute("DELETE FROM audit_seal WHERE partner_id = $1 AND audit_id = ANY ($2)", side.partner_id, gone)


async def close_the_gap(db: Owner, dice: random.Random, side: Side, _: Side) -> None:
    """Delete one in the middle, and number the rest anew."""
    gone = dice.randint(1, LINES)
    await db.execute(
        "DELETE FROM audit WHERE partner_id = $1 AND id ="
        " (SELECT audit_id FROM audit_seal WHERE partner_id = $1 AND place = $2)",
        side.partner_id, gone,
    )  # fmt: skip
    await db.execute("DELETE FROM audit_seal WHERE partner_id = $1 AND place = $2", side.partner_id, gone)
    for place in range(gone + 1, LINES + 1):
        await db.execute(
            "UPDATE audit_seal SET place = place - 1 WHERE partner_id = $1 AND place = $2", side.partner_id, place
        )
    if dice.random() < 0.5:
        await db.execute("UPDATE audit_chain SET last_place = last_place - 1 WHERE partner_id = $1", side.partner_id)


async def cut_off_the_end(db: Owner, dice: random.Random, side: Side, _: Side) -> None:
    """And set the end back to what it was then."""
    kept = dice.randint(0, LINES - 1)
    await db.execute(
        "DELETE FROM audit WHERE partner_id = $1 AND id IN"
        " (SELECT audit_id FROM audit_seal WHERE partner_id = $1 AND place > $2)",
        side.partner_id, kept,
    )  # fmt: skip
    await db.execute("DELETE FROM audit_seal WHERE partner_id = $1 AND place > $2", side.partner_id, kept)
    await db.execute(
        "UPDATE audit_chain SET last_place = $2, last_mac ="
        " coalesce((SELECT mac FROM audit_seal WHERE partner_id = $1 AND place = $2), '') WHERE partner_id = $1",
        side.partner_id, kept,
    )  # fmt: skip


async def cut_off_the_beginning(db: Owner, dice: random.Random, side: Side, _: Side) -> None:
    """As if it had been pruned."""
    gone = dice.randint(1, LINES)
    await db.execute(
        "UPDATE audit_chain SET pruned_place = $2, pruned_mac ="
        " (SELECT mac FROM audit_seal WHERE partner_id = $1 AND place = $2) WHERE partner_id = $1",
        side.partner_id, gone,
    )  # fmt: skip
    await db.execute(
        "DELETE FROM audit WHERE partner_id = $1 AND id IN"
        " (SELECT audit_id FROM audit_seal WHERE partner_id = $1 AND place <= $2)",
        side.partner_id, gone,
    )  # fmt: skip
    await db.execute("DELETE FROM audit_seal WHERE partner_id = $1 AND place <= $2", side.partner_id, gone)


async def swap_what_two_lines_say(db: Owner, dice: random.Random, side: Side, _: Side) -> None:
    one, other = await some(db, dice, side, 2)
    column = dice.choice(["subject", "request_id", "address", "at"])
    await db.execute(
        f"UPDATE audit a SET {column} = b.{column} FROM audit b WHERE a.partner_id = $1 AND b.partner_id = $1"
        " AND a.id IN ($2, $3) AND b.id IN ($2, $3) AND a.id <> b.id",
        side.partner_id, one, other,
    )  # fmt: skip


async def swap_two_links(db: Owner, dice: random.Random, side: Side, _: Side) -> None:
    """The lines, or the hashes, or both."""
    one, other = sorted(dice.sample(range(1, LINES + 1), 2))
    what = dice.choice([("audit_id",), ("mac",), ("audit_id", "mac")])
    rows = {
        place: await db.fetchrow(
            "SELECT * FROM audit_seal WHERE partner_id = $1 AND place = $2", side.partner_id, place
        )
        for place in (one, other)
    }
    for place in (one, other):
        await db.execute(
            "UPDATE audit_seal SET audit_id = -audit_id WHERE partner_id = $1 AND place = $2", side.partner_id, place
        )
    for place, source in ((one, other), (other, one)):
        taken = {name: rows[source if name in what else place][name] for name in ("audit_id", "mac")}  # pyright: ignore[reportOptionalSubscript]
        await db.execute(
            "UPDATE audit_seal SET audit_id = $3, mac = $4 WHERE partner_id = $1 AND place = $2",
            side.partner_id, place, taken["audit_id"], taken["mac"],
        )  # fmt: skip


async def renumber_a_line(db: Owner, dice: random.Random, side: Side, _: Side) -> None:
    (one,) = await some(db, dice, side)
    await db.execute("ALTER TABLE audit ALTER COLUMN id SET GENERATED BY DEFAULT")
    await db.execute("UPDATE audit SET id = -id WHERE partner_id = $1 AND id = $2", side.partner_id, one)
    await db.execute(
        "UPDATE audit_seal SET audit_id = -audit_id WHERE partner_id = $1 AND audit_id = $2", side.partner_id, one
    )


async def forge_a_hash(db: Owner, dice: random.Random, side: Side, _: Side) -> None:
    (one,) = await some(db, dice, side)
    await db.execute(
        "UPDATE audit_seal SET mac = $3 WHERE partner_id = $1 AND audit_id = $2",
        side.partner_id,
        one,
        dice.randbytes(32),
    )


async def put_a_line_in(db: Owner, dice: random.Random, side: Side, _: Side) -> None:
    """With or without a link to it at the end, with or without the end moved there."""
    await db.execute("ALTER TABLE audit DISABLE TRIGGER want_seal")
    made = await db.fetchval(
        "INSERT INTO audit (partner_id, actor, action, subject) VALUES ($1, 'key:1', 'forged', 's') RETURNING id",
        side.partner_id,
    )
    mac = dice.randbytes(32)
    if dice.random() < 0.7:
        await db.execute(
            "INSERT INTO audit_seal (partner_id, place, audit_id, mac) VALUES ($1, $2, $3, $4)",
            side.partner_id, LINES + 1, made, mac,
        )  # fmt: skip
        if dice.random() < 0.5:
            await db.execute(
                "UPDATE audit_chain SET last_place = $2, last_mac = $3 WHERE partner_id = $1",
                side.partner_id,
                LINES + 1,
                mac,
            )


async def take_a_line_of_the_rivals(db: Owner, dice: random.Random, side: Side, rival: Side) -> None:
    """In place of one of ours."""
    (ours,), (theirs,) = await some(db, dice, side), await some(db, dice, rival)
    await db.execute("DELETE FROM audit WHERE partner_id = $1 AND id = $2", side.partner_id, ours)
    await db.execute(
        "UPDATE audit SET partner_id = $1 WHERE partner_id = $2 AND id = $3", side.partner_id, rival.partner_id, theirs
    )
    mac = await db.fetchval(
        "SELECT mac FROM audit_seal WHERE partner_id = $1 AND audit_id = $2", rival.partner_id, theirs
    )
    await db.execute(
        "UPDATE audit_seal SET audit_id = $3, mac = $4 WHERE partner_id = $1 AND audit_id = $2",
        side.partner_id, ours, theirs, mac,
    )  # fmt: skip


async def take_the_rivals_chain(db: Owner, _dice: random.Random, side: Side, rival: Side) -> None:
    for table in ("audit_seal", "audit_chain", "audit"):
        await db.execute(f"DELETE FROM {table} WHERE partner_id = $1", side.partner_id)
        await db.execute(f"UPDATE {table} SET partner_id = $1 WHERE partner_id = $2", side.partner_id, rival.partner_id)


async def take_it_all_away(db: Owner, dice: random.Random, side: Side, _: Side) -> None:
    for table in dice.choice(
        [("audit_chain",), ("audit_seal",), ("audit", "audit_seal"), ("audit", "audit_seal", "audit_chain")]
    ):
        await db.execute(f"DELETE FROM {table} WHERE partner_id = $1", side.partner_id)


async def set_the_ends(db: Owner, dice: random.Random, side: Side, _: Side) -> None:
    column, value = dice.choice(
        [("last_place", dice.randint(-3, LINES - 1)), ("pruned_place", dice.randint(1, LINES)), ("last_mac", dice.randbytes(32)),
         ("pruned_mac", dice.randbytes(32)), ("seal", dice.randbytes(32)), ("last_place", LINES + 1)]
    )  # fmt: skip
    await db.execute(f"UPDATE audit_chain SET {column} = $2 WHERE partner_id = $1", side.partner_id, value)


TAMPERS: list[Tamper] = [
    change_a_field, delete_lines, delete_lines_with_their_links, close_the_gap, cut_off_the_end, cut_off_the_beginning,
    swap_what_two_lines_say, swap_two_links, renumber_a_line, forge_a_hash, put_a_line_in, take_a_line_of_the_rivals,
    take_the_rivals_chain, take_it_all_away, set_the_ends,
]  # fmt: skip
