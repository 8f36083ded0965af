"""Facts, recorded in the transaction that made them true. What they are about, only their makers know."""

from partnerhub.domain.events.log import NoSuchEvent, get, page
from partnerhub.domain.events.store import Audience, Event, make_partitions, record, told_of_channel

__all__ = ["Audience", "Event", "NoSuchEvent", "get", "make_partitions", "page", "record", "told_of_channel"]
