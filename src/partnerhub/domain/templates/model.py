"""A template as we keep it, and Meta's words for it in ours."""

from datetime import datetime

import msgspec

from partnerhub.kit import ids

ID_LENGTH = 20  # letters and digits before the suffix
SUBMITTED = "submitted"
OURS = {"PENDING": SUBMITTED, "REINSTATED": "approved", "UNARCHIVED": "approved"}


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """`external_id` is Meta's. `category` None: not known yet. `components`: JSON."""

    id: str
    external_id: str
    name: str
    language: str
    category: str | None
    status: str
    components: str = "[]"
    rejected_reason: str = "NONE"
    quality_score: str | None = None
    modified_at: datetime


def new_id() -> str:
    return ids.random_id(ID_LENGTH, "WT")


def our_status(meta: str) -> str:
    """Lower case, as the Partner API has it (contract partner-api §15.6, messaging-and-meta A.4)."""
    return OURS.get(meta, meta.lower())


def metas_status(ours: str) -> str:
    """In capitals, as webhooks have it."""
    return "PENDING" if ours == SUBMITTED else ours.upper()
