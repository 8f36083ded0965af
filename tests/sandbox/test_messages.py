"""A business writes, a customer answers, and the app hears of it as from Meta."""

from tests.sandbox.meta import Meta


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
        value = await meta.app.first(lambda _, change: customer == change["value"].get("messages", [{}])[0].get("from"))
        assert value["metadata"] == {"display_phone_number": account.digits, "phone_number_id": account.phone_id}
        assert value["contacts"] == [{"profile": {"name": "Cleo"}, "wa_id": customer}]
        assert value["messages"][0]["text"] == {"body": "Thanks! You wrote: Hello, Cleo"}
        assert meta.app.bad_signatures == 0
