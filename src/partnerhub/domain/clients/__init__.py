"""Clients: companies that a partner brought. A client owns WABAs and channels and has users of its own."""

from partnerhub.domain.clients.create import create
from partnerhub.domain.clients.store import LISTING, MOVED, change, find_doc, get_limit, get_name, hold, note

__all__ = ["LISTING", "MOVED", "change", "create", "find_doc", "get_limit", "get_name", "hold", "note"]
