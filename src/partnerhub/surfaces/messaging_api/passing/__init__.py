"""Passing on: Meta's path without its version and ids in front, everything else byte for byte (contract A.1).

- `to`, `form_to` — JSON, or a form, to one path at Graph
- `send`, `send_marketing` — messages, which somebody must pay for, at the pace of their number
- `template_to`, `archive_to` — templates, which our own rows follow
- `count_templates` — marketing's switch
- `upload_to`, `node`, `attachment` — files; `begin_upload`, `upload` — files in pieces
"""

from partnerhub.surfaces.messaging_api.passing.files import attachment, node, upload_to
from partnerhub.surfaces.messaging_api.passing.marketing import count_templates
from partnerhub.surfaces.messaging_api.passing.messages import send, send_marketing
from partnerhub.surfaces.messaging_api.passing.objects import form_to, to
from partnerhub.surfaces.messaging_api.passing.templates import archive_to, template_to
from partnerhub.surfaces.messaging_api.passing.uploads import begin_upload, upload

__all__ = [
    "archive_to",
    "attachment",
    "begin_upload",
    "count_templates",
    "form_to",
    "node",
    "send",
    "send_marketing",
    "template_to",
    "to",
    "upload",
    "upload_to",
]
