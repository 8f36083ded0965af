"""What only the operator does to the log, as the database's owner: clear old lines away, or begin a chain anew."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.audit import chain_store as store
from partnerhub.domain.audit.chain import Keys
from partnerhub.domain.audit.sealing import begin
from partnerhub.domain.audit.store import Origin, record
from partnerhub.domain.audit.verify import verify
from partnerhub.kit.crypto import Vault

OPERATOR = Origin(actor="operator")  # whoever may run commands on the machine


class NotWhole(Exception):
    """The log is not whole: clearing lines away would take what shows it with them. See `partnerhub audit verify`."""


async def prune(db: Db, partner_id: str, vault: Vault, *, older_than: datetime, now: datetime) -> int:
    """Clear away the lines up to the first that is not older; how many. The chain goes on from there. Raises NotWhole."""
    found = await store.lock(db, partner_id)
    if found is None or (await verify(db, partner_id, vault, now=now)).faults:
        raise NotWhole(partner_id)
    chain = found[0]
    through = await store.last_older(db, partner_id, older_than)
    link = await store.link(db, partner_id, chain.last_place if through is None else through)
    if link is None:
        return 0
    cleared = await store.clear(db, partner_id, link.place)
    chain = msgspec.structs.replace(chain, pruned_place=link.place, pruned_mac=link.mac)
    await store.set_ends(db, partner_id, chain, Keys(vault).seal(chain))
    detail = msgspec.json.encode({"lines": cleared, "older_than": older_than}).decode()
    await record(db, partner_id, OPERATOR, action="audit.prune", subject=partner_id, now=now, detail=detail)
    return cleared


async def accept(db: Db, partner_id: str, vault: Vault, *, now: datetime) -> int:
    """Take the log as it is now, whatever was done to it: a new chain of all the lines there are; how many."""
    lines = await store.begin_anew(db, partner_id)
    await begin(db, partner_id, vault)
    await record(db, partner_id, OPERATOR, action="audit.accept", subject=partner_id, now=now)
    return lines
