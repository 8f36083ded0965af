"""Lines of the audit log become links of their partner's chain, in the order of their ids, soon after they were written.

Not when they are written: parallel changes of one partner would then wait for each other's commits.
"""

from collections.abc import Collection

from partnerhub.db.pool import Database, Db
from partnerhub.domain.audit import chain_store as store
from partnerhub.domain.audit.chain import Chain, Keys
from partnerhub.kit.crypto import Vault

PARTNERS, LINES = 100, 500  # at once


class Broken(Exception):
    """The chain's ends are not as they were sealed, or it is gone: to go on would hide what was done to it."""


async def begin(db: Db, partner_id: str, vault: Vault) -> None:
    """An empty chain, for a new partner."""
    await store.make(db, partner_id, Keys(vault).seal(Chain(partner_id=partner_id)))


async def waiting(database: Database, *, but_not: Collection[str] = ()) -> list[str]:
    """Some partners with lines to seal."""
    async with database.working() as db:
        return await store.waiting(db, but_not, PARTNERS)


async def seal(database: Database, partner_id: str, vault: Vault) -> Chain | None:
    """Add the lines that wait, a batch at most. None: there were none. Raises Broken."""
    keys = Keys(vault)
    async with database.working_write() as db:
        found = await store.lock(db, partner_id)
        if found is None or not keys.sealed(*found):
            raise Broken(partner_id)
        entries = await store.take(db, partner_id, LINES)
        chain, links = keys.extended(found[0], entries)
        if links:
            await store.add(db, partner_id, links)
            await store.set_ends(db, partner_id, chain, keys.seal(chain))
    return chain if links else None
