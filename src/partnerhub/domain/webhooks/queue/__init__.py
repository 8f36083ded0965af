"""The deliveries that are owed, for the worker: what is due, claim, settle. All partners' rows, hence no tenant.

Times are the database's own clock, so that workers on several machines agree on leases.
"""

from partnerhub.domain.webhooks.queue.claim_store import claim, claim_in_order
from partnerhub.domain.webhooks.queue.due_store import due, probing
from partnerhub.domain.webhooks.queue.floor_store import due_above, risen
from partnerhub.domain.webhooks.queue.model import OWED, Claimed, DueEndpoint, Settled, Wanted
from partnerhub.domain.webhooks.queue.settle_store import settle

__all__ = [
    "OWED", "Claimed", "DueEndpoint", "Settled", "Wanted",
    "claim", "claim_in_order", "due", "due_above", "probing", "risen", "settle",
]  # fmt: skip
