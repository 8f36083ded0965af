"""A business writes, a customer answers, and the app hears of it as from Meta (contract A.3, B.4, B.6)."""

import re
from typing import Any

import pytest
from tests.sandbox.meta import Account, Meta

BUTTONS: dict[str, Any] = {
    "type": "button",
    "body": {"text": "Coming?"},
    "action": {
        "buttons": [
            {"type": "reply", "reply": {"id": "y", "title": "Yes"}},
            {"type": "reply", "reply": {"id": "n", "title": "No"}},
        ]
    },
}
ROW = {"id": "1", "title": "One"}
LIST: dict[str, Any] = {"type": "list", "body": {"text": "?"}, "action": {"button": "B", "sections": [{"rows": [ROW]}]}}


def listed(sections: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "interactive", "interactive": {**LIST, "action": {"button": "B", "sections": sections}}}


def reply(title: str, button_id: str = "") -> dict[str, Any]:
    return {"type": "reply", "reply": {"id": button_id or title, "title": title}}


LINK = {"type": "cta_url", "body": {"text": "Look"}}
GOOD: dict[str, Any] = {
    "image": {"link": "https://a.example/a.png", "caption": "A"},
    "location": {"latitude": 52.5, "longitude": 13.4, "name": "Berlin"},
    "contacts": [{"name": {"formatted_name": "Ada", "first_name": "Ada"}}],
    "interactive": BUTTONS,
    "sticker": {"link": "https://a.example/a.webp"},
}
BAD: list[tuple[dict[str, Any], int]] = [
    ({"type": "text"}, 131008),
    ({"type": "text", "text": {}}, 131008),
    ({"type": "text", "text": {"body": 7}}, 131009),
    ({"type": "text", "text": {"body": "x" * 4097}}, 100),
    ({"type": "text", "text": "x"}, 131009),
    ({"type": "poem", "poem": {}}, 131051),
    ({"type": "image", "image": {}}, 100),
    ({"type": "image", "image": {"link": "ftp://a"}}, 131009),
    ({"type": "image", "image": {"id": "12345"}}, 100),
    ({"type": "location", "location": {"latitude": 91, "longitude": 0}}, 131009),
    ({"type": "contacts", "contacts": []}, 131009),
    ({"type": "interactive", "interactive": {"type": "button"}}, 131008),
    ({"type": "interactive", "interactive": {**BUTTONS, "body": {}}}, 131008),
    (
        {
            "type": "interactive",
            "interactive": {**BUTTONS, "action": {"buttons": BUTTONS["action"]["buttons"][:1] * 2}},
        },
        131009,
    ),
    ({"type": "interactive", "interactive": {**LIST, "action": {**LIST["action"], "button": ""}}}, 131008),
    (
        {"type": "interactive", "interactive": {**LIST, "action": {"button": "B", "sections": [{"rows": [ROW, ROW]}]}}},
        131009,
    ),
    ({"type": "interactive", "interactive": {**LINK, "action": {"parameters": {"display_text": "Go"}}}}, 131008),
    *(
        ({"type": "interactive", "interactive": {**one, "action": {**one["action"], **change}}}, 131009)
        for one, change in (
            (BUTTONS, {"buttons": [reply(str(number)) for number in range(4)]}),
            (BUTTONS, {"buttons": [reply("x" * 21)]}),
            (BUTTONS, {"buttons": [reply("A", "y" * 257)]}),
            (LIST, {"button": "x" * 21}),
            (LIST, {"sections": [{"rows": [{**ROW, "id": str(number)} for number in range(11)]}]}),
            (LIST, {"sections": [{"rows": [{**ROW, "title": "x" * 25}]}]}),
            (LIST, {"sections": [{"rows": [{**ROW, "description": "x" * 73}]}]}),
            (LIST, {"sections": [{"title": "x" * 25, "rows": [ROW]}]}),
            (LIST, {"sections": [{"title": str(n), "rows": [{**ROW, "id": str(n)}]} for n in range(11)]}),
        )
    ),
    (listed([{"rows": [ROW]}, {"rows": [{**ROW, "id": "2"}]}]), 131008),
    (listed([{"title": "Empty"}]), 131008),
    (listed([{"rows": [{"id": "1"}]}]), 131008),
    ({"type": "interactive", "interactive": {**BUTTONS, "body": {"text": "x" * 1025}}}, 131009),
    ({"type": "interactive", "interactive": {**BUTTONS, "footer": {"text": "x" * 61}}}, 131009),
    ({"type": "interactive", "interactive": {**BUTTONS, "header": {"type": "text", "text": "x" * 61}}}, 131009),
    ({"type": "reaction", "reaction": {"message_id": "wamid.x"}}, 131008),
    ({"type": "template", "template": {"name": "nothing_like_it"}}, 131008),
    ({"type": "template", "template": {"name": "nothing_like_it", "language": {"code": "de"}}}, 132001),
]


def inbound_from(customer: str) -> Any:
    return lambda _path, change: customer == change["value"].get("messages", [{}])[0].get("from")


@pytest.fixture(scope="module")
async def account(meta: Meta) -> Account:
    """One that no test bans or empties."""
    return await meta.onboarded()


class TestSending:
    async def test_a_text_is_accepted_delivered_read_and_answered(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer()
        body = {"messaging_product": "whatsapp", "to": f"+{customer}", "type": "text", "text": {"body": "Hello, Cleo"}}
        answer = await meta.ok("POST", f"v23.0/{account.phone_id}/messages", account.token, json=body)
        assert answer["messaging_product"] == "whatsapp"
        assert answer["contacts"] == [{"input": f"+{customer}", "wa_id": customer}]
        message_id = answer["messages"][0]["id"]
        assert message_id.startswith("wamid.")

        assert await meta.app.statuses(message_id, "read") == ["sent", "delivered", "read"]
        value = await meta.app.first(inbound_from(customer))
        assert value["metadata"] == {"display_phone_number": account.digits, "phone_number_id": account.phone_id}
        user_id = value["messages"][0]["from_user_id"]
        assert value["contacts"] == [{"profile": {"name": "Cleo"}, "wa_id": customer, "user_id": user_id}]
        assert value["messages"][0]["text"] == {"body": "Thanks! You wrote: Hello, Cleo"}
        assert meta.app.bad_signatures == 0

    async def test_statuses_carry_price_conversation_and_what_the_caller_gave(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer()
        sent = await meta.send(account, to=customer, text={"body": "x"}, biz_opaque_callback_data="order 7")
        await meta.app.statuses(sent, "read")
        first, second, third = (one for one in meta.app.all_statuses() if one["id"] == sent)
        assert first["pricing"]["type"] == "free_customer_service"
        assert set(first["conversation"]) == {"id", "expiration_timestamp", "origin"}
        assert set(second["conversation"]) == {"id", "origin"}
        assert "pricing" not in third
        assert {one["biz_opaque_callback_data"] for one in (first, second, third)} == {"order 7"}

    async def test_a_number_nobody_answers_for_fails(self, meta: Meta) -> None:
        account = await meta.onboarded()
        sent = await meta.send(account, to=meta.number(), text={"body": "x"})
        assert await meta.app.statuses(sent, "failed") == ["sent", "failed"]
        failed = next(one for one in meta.app.all_statuses() if one["id"] == sent and one["status"] == "failed")
        assert failed["errors"][0]["code"] == 131026

    @pytest.mark.parametrize("kind", GOOD)
    async def test_every_sound_type_is_taken(self, meta: Meta, kind: str) -> None:
        account, customer = await meta.onboarded(), await meta.customer(answers=False)
        sent = await meta.send(account, to=customer, type=kind, **{kind: GOOD[kind]})
        assert "delivered" in await meta.app.statuses(sent, "delivered")

    async def test_a_customer_presses_the_first_button(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer()
        sent = await meta.send(account, to=customer, type="interactive", interactive=BUTTONS)
        answer = (await meta.app.first(inbound_from(customer)))["messages"][0]
        assert answer["interactive"] == {"type": "button_reply", "button_reply": {"id": "y", "title": "Yes"}}
        assert answer["context"] == {"from": account.digits, "id": sent}


class TestRefusals:
    @pytest.mark.parametrize(("message", "code"), BAD)
    async def test_what_lacks_a_part_is_refused(
        self, meta: Meta, account: Account, message: dict[str, Any], code: int
    ) -> None:
        body = {"messaging_product": "whatsapp", "to": "4915112345678", **message}
        assert (await meta.error("POST", f"{account.phone_id}/messages", account.token, json=body))[1] == code

    @pytest.mark.parametrize(("to", "code"), [("", 100), ("hello", 131009), ("12", 131009), (None, 100)])
    async def test_the_recipient_must_be_a_phone_number(
        self, meta: Meta, account: Account, to: str | None, code: int
    ) -> None:
        body = {"messaging_product": "whatsapp", "to": to, "text": {"body": "x"}}
        assert (await meta.error("POST", f"{account.phone_id}/messages", account.token, json=body))[1] == code

    async def test_nobody_writes_to_themselves(self, meta: Meta, account: Account) -> None:
        body = {"messaging_product": "whatsapp", "to": account.digits, "text": {"body": "x"}}
        assert (await meta.error("POST", f"{account.phone_id}/messages", account.token, json=body))[1] == 131021

    async def test_messaging_product_is_required(self, meta: Meta, account: Account) -> None:
        body = {"to": "4915112345678", "text": {"body": "x"}}
        assert await meta.error("POST", f"{account.phone_id}/messages", account.token, json=body) == (400, 100, None)

    async def test_a_banned_account_sends_nothing_until_it_is_reinstated(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer()
        body = {"messaging_product": "whatsapp", "to": customer, "text": {"body": "x"}}
        await meta.control("POST", f"wabas/{account.waba_id}/ban", json={"state": "DISABLE"})
        assert await meta.error("POST", f"{account.phone_id}/messages", account.token, json=body) == (403, 131031, None)
        await meta.control("POST", f"wabas/{account.waba_id}/ban", json={"state": "REINSTATE"})
        assert await meta.send(account, to=customer, text={"body": "x"})


class TestCustomers:
    async def test_a_customer_writes_first(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer()
        wrote = {"to": account.phone_id, "type": "image", "content": {"id": "77", "mime_type": "image/png"}}
        message_id = (await meta.control("POST", f"customers/{customer}/messages", json=wrote))["id"]
        message = (await meta.app.first(inbound_from(customer)))["messages"][0]
        assert (message["id"], message["type"], message["image"]["id"]) == (message_id, "image", "77")
        receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": message_id}
        path = f"{account.phone_id}/messages"
        assert await meta.ok("POST", path, account.token, json=receipt) == {"success": True}
        assert (await meta.error("POST", path, account.token, json={**receipt, "message_id": "wamid.no"}))[1] == 100

    async def test_the_chat_can_be_read_from_both_ends(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer(reply_text="Fine!")
        sent = await meta.send(account, to=customer, text={"body": "How are you?"})
        await meta.app.first(inbound_from(customer))
        chat = (await meta.control("GET", f"customers/{customer}/messages"))["data"]
        assert [(one["direction"], one["message"]["text"]["body"]) for one in chat] == [
            ("in", "Fine!"),
            ("out", "How are you?"),
        ]
        assert chat[1]["id"] == sent
        assert (await meta.control("GET", f"phones/{account.phone_id}/messages"))["data"] == chat

    async def test_one_who_does_not_read_or_answer_only_gets_it(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer(reads=False, answers=False)
        sent = await meta.send(account, to=customer, text={"body": "x"})
        assert await meta.app.statuses(sent, "delivered") == ["sent", "delivered"]

    async def test_their_user_ids_are_told_beside_their_numbers(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer()
        sent = await meta.send(account, to=customer, text={"body": "x"})
        value = await meta.app.first(inbound_from(customer))
        user_id = value["contacts"][0]["user_id"]
        assert re.fullmatch(r"DE\.\d+", user_id)
        assert value["messages"][0]["from_user_id"] == user_id
        assert next(one for one in meta.app.all_statuses() if one["id"] == sent)["recipient_user_id"] == user_id
        body = {"messaging_product": "whatsapp", "recipient": user_id, "text": {"body": "Found you"}}
        answer = await meta.ok("POST", f"{account.phone_id}/messages", account.token, json=body)
        assert answer["contacts"] == [{"input": user_id, "user_id": user_id}]

    async def test_the_classic_shape_has_none(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer()
        await meta.control("PATCH", "switches", json={"bsuid": False})
        try:
            sent = await meta.send(account, to=customer, text={"body": "x"})
            value = await meta.app.first(inbound_from(customer))
        finally:
            await meta.control("PATCH", "switches", json={"bsuid": True})
        assert value["contacts"] == [{"profile": {"name": "Cleo"}, "wa_id": customer}]
        assert "from_user_id" not in value["messages"][0]
        assert "recipient_user_id" not in next(one for one in meta.app.all_statuses() if one["id"] == sent)
