"""Lists of what nobody has here."""

from typing import Any

from partnerhub.sandbox.wire import paging
from partnerhub.sandbox.wire.call import Call, Node

OF_WABA = (
    "activities",
    "audiences",
    "in_progress_onbehalf_request",
    "message_campaigns",
    "payment_configurations",
    "product_catalogs",
    "schedules",
    "template_groups",
    "welcome_message_sequences",
)


async def page(call: Call, _node: Node) -> dict[str, Any]:
    return paging.page(call, [])
