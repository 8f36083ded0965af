"""Facts, recorded in the transaction that made them true. What they are about, only their makers know."""

from partnerhub.domain.events.store import Audience, make_partitions, record

__all__ = ["Audience", "make_partitions", "record"]
