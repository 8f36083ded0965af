"""The work behind `partnerhub audit …` and the doctor's look at the log: over all partners, on one connection."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from partnerhub.db.pool import Connection, one_moment
from partnerhub.db.reaching import reach
from partnerhub.domain.audit import chain_store, pruning, verify
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault

T = TypeVar("T")
SHOWN = 20  # faults of one partner
NOTED = re.compile(r"(\w{1,64}) ([0-9]{1,18}) ([0-9a-f]+)", re.ASCII)  # a line of `ends_now`


async def connected(dsn: str, secret_key: str, work: Callable[[Connection, Vault], Awaitable[T]]) -> T:
    db = await reach(dsn, "us", "Check its URL and that it runs.", application="partnerhub audit")
    try:
        return await work(db, Vault(bytes.fromhex(secret_key)))
    finally:
        await db.close()


async def look(db: Connection, vault: Vault) -> tuple[int, list[str]]:
    """How many lines there are, and a sentence for each fault."""
    lines, faults, now = 0, list[str](), clock.now()
    for partner_id in await chain_store.partners(db, now - verify.SOON):
        async with one_moment(db):
            found = await verify.verify(db, partner_id, vault, now=now)
        lines += found.lines
        faults += [f"Partner {partner_id}: {one}." for one in found.faults[:SHOWN]]
        if len(found.faults) > SHOWN:
            faults.append(f"Partner {partner_id}: and {len(found.faults) - SHOWN} more.")
    return lines, faults


async def look_back(db: Connection, noted: list[tuple[str, int, str]]) -> list[str]:
    """A sentence for each noted end that is no longer in the log. What was pruned since cannot be looked for."""
    faults: list[str] = []
    for partner_id, place, mac in noted:
        found = await chain_store.find(db, partner_id)
        if found and place <= found[0].pruned_place:
            continue
        link = await chain_store.link(db, partner_id, place)
        if link is None or link.mac.hex() != mac:
            faults.append(f"Partner {partner_id}: the line noted at place {place} is no longer there.")
    return faults


async def ends_now(db: Connection) -> list[str]:
    """`PARTNER PLACE MAC`, of each chain that has lines."""
    found = [await chain_store.find(db, one) for one in await chain_store.partners(db, clock.now())]
    ends = [one[0] for one in found if one and one[0].last_place > one[0].pruned_place]
    return [f"{one.partner_id} {one.last_place} {one.last_mac.hex()}" for one in ends]


def ends_in(noted: str) -> list[tuple[str, int, str]]:
    """Partner, place and MAC of each line that `ends_now` made. Raises ValueError for any other."""
    found = [NOTED.fullmatch(line.strip()) for line in noted.splitlines() if line.strip()]
    if not all(found):
        raise ValueError(noted)
    return [(one[1], int(one[2]), one[3]) for one in found if one]


async def prune_all(db: Connection, vault: Vault, kept: timedelta) -> tuple[int, list[str]]:
    """How many lines were cleared away, and the partners whose log is not whole."""
    cleared, refused, now = 0, list[str](), clock.now()
    for partner_id in await chain_store.partners(db, now - verify.SOON):
        try:
            async with db.transaction():
                cleared += await pruning.prune(db, partner_id, vault, older_than=now - kept, now=now)
        except pruning.NotWhole:
            refused.append(partner_id)
    return cleared, refused


async def accept_as_it_is(db: Connection, vault: Vault, partner_id: str) -> int:
    async with db.transaction():
        return await pruning.accept(db, partner_id, vault, now=clock.now())
