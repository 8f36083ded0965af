"""Seals the audit log: what was written is added to its partner's chain.

Each time the chain's end is also told in our own log. Kept where the database's owner cannot write, it tells of a
database that was set back as a whole.
"""

import asyncio
import time
from contextlib import suppress

import structlog

from partnerhub.db.pool import TROUBLE, Database
from partnerhub.domain import audit
from partnerhub.kit.crypto import Vault

AGAIN = 600.0  # seconds between tries of a broken chain: the operator may have accepted it
POLL = 1.0  # seconds between looks when nothing is left

log = structlog.get_logger("seal")


async def run(database: Database, vault: Vault, *, stop: asyncio.Event) -> None:
    """Until `stop` is set."""
    broken: set[str] = set()
    forget_at = 0.0
    while not stop.is_set():
        if time.monotonic() > forget_at:
            broken.clear()
            forget_at = time.monotonic() + AGAIN
        try:
            busy = await seal_due(database, vault, broken)
        except TROUBLE:
            log.exception("seal_failed")
            busy = 0
        if not busy:
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL)


async def seal_due(database: Database, vault: Vault, broken: set[str]) -> int:
    """A batch of each partner that has some; of how many. Those in `broken` are left alone, and it gains more of them."""
    partners = await audit.waiting(database, but_not=broken)
    for partner_id in partners:
        try:
            chain = await audit.seal(database, partner_id, vault)
        except audit.Broken:
            broken.add(partner_id)
            log.error("audit_chain_broken", partner_id=partner_id, do="partnerhub audit verify")  # noqa: TRY400
        else:
            if chain:
                log.info("audit_sealed", partner_id=partner_id, place=chain.last_place, mac=chain.last_mac.hex())
    return len(partners)
