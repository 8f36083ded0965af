"""Meta's library: templates that are ready to take, found by words, topic, use, industry and language (contract A.2)."""

from typing import Any

from partnerhub.sandbox.wire import paging
from partnerhub.sandbox.wire.call import Call

URL_BUTTON = {"type": "URL", "text": "Track it", "url": "https://www.example.com/{{1}}"}


def _entry(name: str, topic: str, use: str, industry: list[str], header: str, body: str, **more: Any) -> dict[str, Any]:
    words = more.pop("params", [])
    return {
        "name": name,
        "language": "en_US",
        "category": "UTILITY",
        "topic": topic,
        "usecase": use,
        "industry": industry,
        "header": header,
        "body": body,
        "body_params": words,
        "body_param_types": ["TEXT"] * len(words),
        **more,
        "id": "7" + str(sum(name.encode()) + 10**14),
    }


ENTRIES = (
    _entry(
        "delivery_update_1", "ORDER_MANAGEMENT", "DELIVERY_UPDATE", ["E_COMMERCE"], "Your order is on its way",
        "Good news! Order {{1}} has left our warehouse and arrives on {{2}}.",
        params=["1234", "May 2"], buttons=[URL_BUTTON],
    ),
    _entry(
        "payment_received_1", "PAYMENTS", "PAYMENT_ACTION_REQUIRED", ["FINANCIAL_SERVICES"], "Payment received",
        "We have your payment of {{1}}. Thank you, {{2}}.", params=["12.50 EUR", "Jim"],
    ),
    _entry(
        "appointment_reminder_1", "EVENT_REMINDER", "APPOINTMENT_REMINDER", ["E_COMMERCE"], "Your appointment",
        "Hello {{1}}, we expect you on {{2}}. Reply to change it.", params=["Jim", "May 2 at 10:00"],
    ),
    _entry(
        "account_creation_1", "ACCOUNT_UPDATES", "ACCOUNT_CREATION_CONFIRMATION", ["FINANCIAL_SERVICES"], "Welcome",
        "Hello {{1}}, your account is ready. Please verify your address.", params=["Jim"],
    ),
    _entry(
        "feedback_request_1", "CUSTOMER_FEEDBACK", "FEEDBACK_SURVEY", ["E_COMMERCE"], "How was it?",
        "Thank you for order {{1}}. Tell us what we could do better.", params=["1234"],
    ),
    _entry(
        "group_invite_link", "ACCOUNT_UPDATES", "GROUP_INVITE_LINK", ["E_COMMERCE"], "",
        "You are invited to the group {{1}}. Tap the button to join.", params=["Spring offers"],
        buttons=[{"type": "URL", "text": "Join group", "url": "https://chat.whatsapp.com/{{1}}"}],
    ),
)  # fmt: skip
EXACT = ("topic", "usecase", "language", "name")


async def read(call: Call) -> dict[str, Any]:
    return paging.page(call, [one for one in ENTRIES if _wanted(call, one)])


def named(name: str) -> dict[str, Any] | None:
    return next((one for one in ENTRIES if one["name"] == name), None)


def components(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """What a template made from it consists of."""
    parts: list[dict[str, Any]] = (
        [{"type": "HEADER", "format": "TEXT", "text": entry["header"]}] if entry["header"] else []
    )
    parts.append({"type": "BODY", "text": entry["body"], "example": {"body_text": [entry["body_params"]]}})
    buttons = [_sampled(one) for one in entry.get("buttons", [])]
    return [*parts, *([{"type": "BUTTONS", "buttons": buttons}] if buttons else [])]


def _sampled(button: dict[str, Any]) -> dict[str, Any]:
    """An address with a variable has an example of the whole address."""
    url = str(button.get("url", ""))
    return {**button, "example": [url.replace("{{1}}", "1234")]} if "{{1}}" in url else button


def _wanted(call: Call, entry: dict[str, Any]) -> bool:
    if any(call.text(name, entry[name]) != entry[name] for name in EXACT):
        return False
    if call.text("industry", "") not in ("", *entry["industry"]):
        return False
    words = f"{entry['name']} {entry['header']} {entry['body']}".lower()
    return call.text("search", "").lower() in words
