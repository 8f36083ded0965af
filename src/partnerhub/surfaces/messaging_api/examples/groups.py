"""Groups."""

from typing import Any

from partnerhub.surfaces.messaging_api.examples.core import CURSORS, SUCCESS

ID = "Y2FwaV9ncm91cDo1NTExNDY3MzM0OTI6MTIwMzYzNDA0Njk0MjMzODIZD"
REQUEST = "NTUxMTQ2NzMzNDkyOjEyMDM2MzQwNDY5NDIzMzgyMA"
WHATSAPP = {"messaging_product": "whatsapp"}
LINK = {**WHATSAPP, "invite_link": "https://chat.whatsapp.com/LINK_ID"}
NEW = {**WHATSAPP, "subject": "Spring offers", "description": "For our regulars", "join_approval_mode": "auto_approve"}
GROUP = {
    **NEW,
    "id": ID,
    "suspended": False,
    "creation_timestamp": 1735689600,
    "total_participant_count": 1,
    "participants": [{"wa_id": "5511999999999"}],
}
REQUESTS = {**WHATSAPP, "join_requests": [REQUEST]}
ONE = "/groups/{group_id}"

EXAMPLES: dict[tuple[str, str], tuple[Any, Any]] = {
    ("GET", "/groups"): (
        None,
        {"data": {"groups": [{"id": ID, "subject": "Spring offers", "created_at": "1735689600"}]}, "paging": CURSORS},
    ),
    ("POST", "/groups"): (NEW, {**WHATSAPP, "request_id": "wagid.106540352242922"}),
    ("GET", ONE): (None, GROUP),
    ("POST", ONE): ({**WHATSAPP, "subject": "Summer offers"}, SUCCESS),
    ("DELETE", ONE): (None, SUCCESS),
    ("GET", ONE + "/invite_link"): (None, LINK),
    ("POST", ONE + "/invite_link"): (WHATSAPP, LINK),
    ("GET", ONE + "/join_requests"): (
        None,
        {
            "data": [{"join_request_id": REQUEST, "wa_id": "5511999999999", "creation_timestamp": 1735689600}],
            "paging": CURSORS,
        },
    ),
    ("POST", ONE + "/join_requests"): (REQUESTS, {**WHATSAPP, "approved_join_requests": [REQUEST]}),
    ("DELETE", ONE + "/join_requests"): (REQUESTS, {**WHATSAPP, "rejected_join_requests": [REQUEST]}),
    ("DELETE", ONE + "/participants"): ({**WHATSAPP, "participants": [{"user": "5511999999999"}]}, SUCCESS),
}
QUERY: dict[tuple[str, str], tuple[str, ...]] = {
    ("GET", "/groups"): ("limit", "after", "before"),
    ("GET", ONE): ("fields",),
    ("GET", ONE + "/join_requests"): ("limit", "after", "before"),
}
