"""Who did what to what: one line for each change by a person or key, in the transaction of the change.

- *line*: who, from where, what, and what it was before and after. Triggers on the tables that people and keys change
  remember each row before and after, and the line takes them (`store`, `changes`).
- *chain*: the lines of one partner in order, each sealed with the one before it by the worker (`chain`, `sealing`).
- `verify` finds what was changed, deleted or moved; `pruning` clears away so that the rest can still be verified.
"""

from partnerhub.domain.audit.chain import Chain
from partnerhub.domain.audit.changes import Change, read
from partnerhub.domain.audit.sealing import Broken, begin, seal, waiting
from partnerhub.domain.audit.store import Entry, Origin, Place, page, record, record_changes

__all__ = [
    "Broken",
    "Chain",
    "Change",
    "Entry",
    "Origin",
    "Place",
    "begin",
    "page",
    "read",
    "record",
    "record_changes",
    "seal",
    "waiting",
]
