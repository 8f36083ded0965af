"""Who did what to what: one row for each change by a person or key, in the transaction of the change."""

from partnerhub.domain.audit.store import Entry, page, record

__all__ = ["Entry", "page", "record"]
