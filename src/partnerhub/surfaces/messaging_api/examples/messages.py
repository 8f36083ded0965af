"""One message of each type, as it is sent (contract messaging-and-meta A.3)."""

from typing import Any

from partnerhub.surfaces.messaging_api.examples.core import TEMPLATE, TEXT

WAMID = "wamid.HBgNNTUxMTk5OTk5OTk5ORUCABIYIDA="
ROWS = [{"id": "early", "title": "9 to 12"}, {"id": "late", "title": "13 to 17", "description": "Not on Fridays"}]


def _message(kind: str, content: Any) -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "to": "5511999999999", "type": kind, kind: content}


def _interactive(kind: str, action: dict[str, Any]) -> dict[str, Any]:
    return _message("interactive", {"type": kind, "body": {"text": "When shall we come?"}, "action": action})


BUTTONS = {"buttons": [{"type": "reply", "reply": {"id": one["id"], "title": one["title"]}} for one in ROWS]}
MESSAGES: dict[str, dict[str, Any]] = {
    name: {"value": value}
    for name, value in {
        "text": TEXT,
        "answer": TEXT | {"context": {"message_id": WAMID}},
        "template": TEMPLATE,
        "image": _message("image", {"id": "1037543291543636", "caption": "Our new shop"}),
        "document": _message("document", {"link": "https://shop.example/invoice.pdf", "filename": "invoice.pdf"}),
        "audio": _message("audio", {"id": "1037543291543636"}),
        "video": _message("video", {"link": "https://shop.example/tour.mp4"}),
        "sticker": _message("sticker", {"id": "1037543291543636"}),
        "location": _message("location", {"latitude": 52.52, "longitude": 13.405, "name": "Our shop"}),
        "contacts": _message(
            "contacts", [{"name": {"formatted_name": "Jo Miller"}, "phones": [{"phone": "+15550100150"}]}]
        ),
        "reaction": _message("reaction", {"message_id": WAMID, "emoji": "👍"}),
        "buttons": _interactive("button", BUTTONS),
        "list": _interactive("list", {"button": "Choose", "sections": [{"title": "Tuesday", "rows": ROWS}]}),
        "read": {"messaging_product": "whatsapp", "status": "read", "message_id": WAMID},
    }.items()
}
