"""Whether the audit log still is what was sealed: every line is where it was, and nothing was taken out or put in."""

from collections.abc import AsyncGenerator
from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.audit import chain_store as store
from partnerhub.domain.audit.chain import Chain, Keys, Link
from partnerhub.domain.audit.store import Entry
from partnerhub.kit.crypto import Vault, same

BATCH = 1_000
SOON = timedelta(minutes=10)  # by then a line is sealed, and a new partner has its chain


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """`faults` are sentences; `lines` says how many links were looked at."""

    lines: int
    faults: list[str]
    chain: Chain | None


async def verify(db: Db, partner_id: str, vault: Vault, *, now: datetime) -> Verified:
    """Inside one snapshot (repeatable read), or with the chain locked: else the worker's sealing looks like a fault."""
    found = await store.find(db, partner_id)
    if found is None:
        return Verified(lines=0, faults=["its chain is missing"], chain=None)
    chain, seal = found
    walk = _Walk(chain, Keys(vault))
    async for link, entry in _links(db, partner_id):
        walk.step(link, entry)
    faults = [] if walk.keys.sealed(chain, seal) else ["the ends of its chain were changed"]
    loose = await store.loose(db, partner_id, now - SOON)
    faults += [
        *walk.faults,
        *walk.end(),
        *(f"line {one} is in no chain: added by hand, or no worker runs" for one in loose),
    ]
    return Verified(lines=walk.lines, faults=faults, chain=chain)


async def _links(db: Db, partner_id: str) -> AsyncGenerator[tuple[Link, Entry | None]]:
    """From before the first on: a link where none should be is a fault, too."""
    after, batch = -(2**62), [()]
    while batch:
        batch = await store.links(db, partner_id, after, BATCH)
        for one in batch:
            yield one
            after = one[0].place


class _Walk:
    """Along the chain, link by link. A fault is told once: on goes it from what the link itself says."""

    def __init__(self, chain: Chain, keys: Keys) -> None:
        self.chain, self.keys = chain, keys
        self.place, self.mac = chain.pruned_place, chain.pruned_mac
        self.lines = 0
        self.faults: list[str] = []

    def step(self, link: Link, entry: Entry | None) -> None:
        self.lines += 1
        if link.place != self.place + 1:
            self.faults.append(f"its chain goes from place {self.place} to place {link.place}")
        elif entry is None:
            self.faults.append(f"line {link.audit_id} was deleted")
        elif not same(link.mac, self._expected(link, entry)):
            self.faults.append(f"line {link.audit_id} was changed, or moved")
        self.place, self.mac = link.place, link.mac

    def end(self) -> list[str]:
        if self.place == self.chain.last_place and same(self.mac, self.chain.last_mac):
            return []
        return [f"its chain ends at place {self.place}, not as it was sealed at {self.chain.last_place}"]

    def _expected(self, link: Link, entry: Entry) -> bytes:
        return self.keys.mac(self.mac, self.chain.partner_id, link.place, link.audit_id, entry)
