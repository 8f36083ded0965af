"""The parameters that a template is sent with (contract B.3)."""

from typing import Any

from tests.sandbox.meta import Account, Meta
from tests.sandbox.test_templates import template


async def test_parameters_have_their_text_and_their_name(meta: Meta) -> None:
    account, customer = await meta.onboarded(), await meta.customer()
    sample = {"body_text_named_params": [{"param_name": "who", "example": "Ada"}]}
    body = {"type": "BODY", "text": "Dear {{who}}, welcome.", "example": sample}
    named = template("named", components=[body], parameter_format="NAMED")
    made = await meta.ok("POST", f"{account.waba_id}/message_templates", account.token, json=named)
    await meta.control("POST", f"templates/{made['id']}/verdict", json={"status": "APPROVED"})
    good = {"type": "text", "parameter_name": "who", "text": "Ada"}
    codes = [
        await sending(meta, account, customer, one)
        for one in (good, {**good, "text": ""}, {**good, "parameter_name": "she"}, {"type": "text", "text": "Ada"})
    ]
    assert codes == [0, 131008, 100, 100]


async def sending(meta: Meta, account: Account, to: str, parameter: dict[str, Any]) -> int:
    """The code of the refusal; 0: sent."""
    use = {"name": "named", "language": {"code": "en_US"}, "components": [{"type": "body", "parameters": [parameter]}]}
    body = {"messaging_product": "whatsapp", "to": to, "type": "template", "template": use}
    _, answer = await meta.graph("POST", f"{account.phone_id}/messages", account.token, json=body)
    return int(answer.get("error", {}).get("code", 0))
