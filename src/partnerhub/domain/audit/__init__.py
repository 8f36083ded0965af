"""Who did what to what: one line for each change by a person or key, in the transaction of the change.

What the change was is kept by the database itself: triggers on the tables that people and keys change remember each
row before and after, and the line takes them.
"""

from partnerhub.domain.audit.changes import Change, read
from partnerhub.domain.audit.store import Entry, Origin, Place, page, record, record_changes

__all__ = ["Change", "Entry", "Origin", "Place", "page", "read", "record", "record_changes"]
