"""The parameters that a template is sent with (contract B.3)."""

from typing import Any

from tests.sandbox.meta import Account, Meta
from tests.sandbox.test_templates import template


async def test_parameters_have_their_text_and_their_name(meta: Meta) -> None:
    account, customer = await meta.onboarded(), await meta.customer()
    sample = {"body_text_named_params": [{"param_name": "who", "example": "Ada"}]}
    body = {"type": "BODY", "text": "Dear {{who}}, welcome to us.", "example": sample}
    named = template("named", components=[body], parameter_format="NAMED")
    made = await meta.ok("POST", f"{account.waba_id}/message_templates", account.token, json=named)
    await meta.control("POST", f"templates/{made['id']}/verdict", json={"status": "APPROVED"})
    good = {"type": "text", "parameter_name": "who", "text": "Ada"}
    codes = [
        await sending(meta, account, customer, one)
        for one in (
            good,
            {**good, "text": ""},
            {**good, "parameter_name": "she"},
            {"type": "text", "text": "Ada"},
            {**good, "text": "Ada\nLovelace"},
            {**good, "text": "Ada     Lovelace"},
            {**good, "text": "x" * 1024},
            {**good, "type": "image", "image": {"link": "https://a.example/a.png"}},
            {**good, "type": "currency", "currency": {"code": "EUR", "amount_1000": 1}},
        )
    ]
    assert codes == [0, 131008, 100, 100, 132018, 132018, 132005, 132012, 131008]


PICTURE = {"type": "image", "image": {"link": "https://a.example/a.png"}}
PRESSED = {
    "type": "button",
    "sub_type": "quick_reply",
    "index": "0",
    "parameters": [{"type": "payload", "payload": "p"}],
}
CARD = {
    "components": [
        {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::x"]}},
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Mine"}]},
    ]
}


async def test_header_buttons_and_cards_get_what_they_need(meta: Meta) -> None:
    account, customer = await meta.onboarded(), await meta.customer()
    whole = [
        {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::x"]}},
        {"type": "BODY", "text": "Look."},
        {
            "type": "BUTTONS",
            "buttons": [{"type": "QUICK_REPLY", "text": "Yes"}, {"type": "COPY_CODE", "example": "AB12"}],
        },
    ]
    cards = [{"type": "BODY", "text": "Choose."}, {"type": "CAROUSEL", "cards": [CARD, CARD]}]
    for name, components in (("whole", whole), ("cards", cards)):
        given = template(name, category="MARKETING", components=components)
        made = await meta.ok("POST", f"{account.waba_id}/message_templates", account.token, json=given)
        await meta.control("POST", f"templates/{made['id']}/verdict", json={"status": "APPROVED"})
    header = {"type": "header", "parameters": [PICTURE]}
    coupon = {"type": "button", "sub_type": "copy_code", "index": 1, "parameters": [{"type": "coupon_code"}]}
    for components, code in (
        ([header, PRESSED, coupon], 0),
        ([header], 131008),
        ([PRESSED, coupon], 132012),
        ([{"type": "header", "parameters": [{"type": "image", "image": {}}]}, coupon], 131008),
        ([header, coupon, {**PRESSED, "index": "2"}], 132012),
        ([header, coupon, {**PRESSED, "sub_type": "url"}], 132012),
        ([header, coupon, {"type": "body", "parameters": [{"type": "text", "text": "x"}]}], 132000),
        ("text", 131009),
    ):
        assert await answered(meta, account, customer, "whole", components) == code
    card = {"card_index": 0, "components": [header, PRESSED]}
    for filled, code in (([card, card], 0), ([card], 132012), ([card, {"card_index": 1}], 132012)):
        components = [{"type": "carousel", "cards": filled}]
        assert await answered(meta, account, customer, "cards", components) == code


async def test_who_wants_no_marketing_gets_none(meta: Meta) -> None:
    account, customer = await meta.onboarded(), await meta.customer()
    given = template("offer", category="MARKETING", components=[{"type": "BODY", "text": "Buy one."}])
    made = await meta.ok("POST", f"{account.waba_id}/message_templates", account.token, json=given)
    await meta.control("POST", f"templates/{made['id']}/verdict", json={"status": "APPROVED"})
    use = {"type": "template", "template": {"name": "offer", "language": {"code": "en_US"}}}
    said = {"to": account.phone_id, "marketing": "stop"}
    await meta.control("POST", f"customers/{customer}/preferences", json=said)
    told = await meta.app.first(lambda _path, change: customer == preference(change).get("wa_id"))
    assert (told["user_preferences"][0]["value"], told["user_preferences"][0]["category"]) == (
        "stop",
        "marketing_messages",
    )
    sent = await meta.send(account, to=customer, **use)
    assert await meta.app.statuses(sent, "failed") == ["failed"]
    assert next(one for one in meta.app.all_statuses() if one["id"] == sent)["errors"][0]["code"] == 131050
    await meta.control("POST", f"customers/{customer}/preferences", json={**said, "marketing": "resume"})
    assert "sent" in await meta.app.statuses(await meta.send(account, to=customer, **use), "sent")


def preference(change: dict[str, Any]) -> dict[str, Any]:
    return change["value"].get("user_preferences", [{}])[0]


async def sending(meta: Meta, account: Account, to: str, parameter: dict[str, Any]) -> int:
    return await answered(meta, account, to, "named", [{"type": "body", "parameters": [parameter]}])


async def answered(meta: Meta, account: Account, to: str, name: str, components: Any) -> int:
    """The code of the refusal; 0: sent."""
    use = {"name": name, "language": {"code": "en_US"}, "components": components}
    body = {"messaging_product": "whatsapp", "to": to, "type": "template", "template": use}
    _, answer = await meta.graph("POST", f"{account.phone_id}/messages", account.token, json=body)
    return int(answer.get("error", {}).get("code", 0))
