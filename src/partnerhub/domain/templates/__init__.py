"""Message templates: what Meta has of a WABA, kept as rows for lists, and every change of it told to the partner.

- a *template* lives at Meta; our row follows it: written when the partner creates or edits one, when Meta's webhooks
  tell a verdict, and by the sync, which reads all of a WABA's and is right about everything that did not change meanwhile
- a *draft* is not sent yet: Meta knows nothing of it
- a *sample* is a medium for a header, kept at Meta for its reviewers
- a *change* of status, category or quality is told once, whoever of them saw it first
"""

from partnerhub.domain.templates.create import New, create
from partnerhub.domain.templates.draft_store import prune
from partnerhub.domain.templates.edit import NoSuchTemplate, delete, delete_named, edit, migrate
from partnerhub.domain.templates.figures import follow, read_figures
from partnerhub.domain.templates.listing import LISTING
from partnerhub.domain.templates.samples import kind_of, upload_sample
from partnerhub.domain.templates.store import category_of, is_known, is_synced
from partnerhub.domain.templates.sync import sync, sync_soon
from partnerhub.domain.templates.verdicts import hear

__all__ = [
    "LISTING",
    "New",
    "NoSuchTemplate",
    "category_of",
    "create",
    "delete",
    "delete_named",
    "edit",
    "follow",
    "hear",
    "is_known",
    "is_synced",
    "kind_of",
    "migrate",
    "prune",
    "read_figures",
    "sync",
    "sync_soon",
    "upload_sample",
]
