"""The phone ladder, with its PINs, codes and limits (contract B.1, B.7)."""

from typing import Any

from tests.sandbox.meta import Account, Meta


def pin(text: str) -> dict[str, Any]:
    return {"json": {"messaging_product": "whatsapp", "pin": text}}


async def added(meta: Meta, account: Account) -> str:
    number = meta.number()
    form = {"cc": number[:2], "phone_number": number[2:], "verified_name": "Acme"}
    return (await meta.ok("POST", f"{account.waba_id}/phone_numbers", account.token, data=form))["id"]


class TestTheLadder:
    async def test_a_number_is_added_verified_and_registered(self, meta: Meta) -> None:
        account = await meta.onboarded()
        phone = await added(meta, account)
        assert (await meta.error("POST", f"{phone}/register", account.token, **pin("123456")))[1] == 133006
        form = {"code_method": "SMS", "language": "en_US"}
        assert await meta.ok("POST", f"{phone}/request_code", account.token, data=form) == {"success": True}
        code = (await meta.control("GET", f"phones/{phone}"))["code"]
        wrong = f"{(int(code) + 1) % 10**6:06d}"
        assert (await meta.error("POST", f"{phone}/verify_code", account.token, data={"code": wrong}))[1] == 136025
        assert await meta.ok("POST", f"{phone}/verify_code", account.token, data={"code": f"{code[:3]}-{code[3:]}"})
        assert await meta.ok("POST", f"{phone}/register", account.token, **pin("123456")) == {"success": True}
        shown = await meta.ok("GET", phone, account.token, params={"fields": "status,is_pin_enabled,platform_type"})
        assert shown == {"id": phone, "status": "CONNECTED", "is_pin_enabled": True, "platform_type": "CLOUD_API"}

    async def test_wrong_codes_are_counted(self, meta: Meta) -> None:
        account = await meta.onboarded()
        phone = await added(meta, account)
        await meta.ok("POST", f"{phone}/request_code", account.token, data={"code_method": "VOICE", "language": "de"})
        code = (await meta.control("GET", f"phones/{phone}"))["code"]
        for _ in range(5):
            wrong = {"data": {"code": f"{(int(code) + 1) % 10**6:06d}"}}
            assert (await meta.error("POST", f"{phone}/verify_code", account.token, **wrong))[1] == 136025
        right = await meta.error("POST", f"{phone}/verify_code", account.token, data={"code": code})
        assert right == (400, 136025, 2388091)

    async def test_a_number_is_on_one_waba_only(self, meta: Meta) -> None:
        account = await meta.onboarded()
        form = {"cc": "", "phone_number": account.digits, "verified_name": "Again"}
        form["cc"], form["phone_number"] = account.digits[:2], account.digits[2:]
        assert (await meta.error("POST", f"{account.waba_id}/phone_numbers", account.token, data=form))[1:] == (
            100,
            2388012,
        )


class TestThePin:
    async def test_a_number_with_a_pin_needs_that_pin(self, meta: Meta) -> None:
        account = await meta.onboarded()
        assert (await meta.error("POST", f"{account.phone_id}/register", account.token, **pin("654321")))[1] == 133005
        assert await meta.ok("POST", account.phone_id, account.token, json={"pin": "654321"}) == {"success": True}
        assert await meta.ok("POST", f"{account.phone_id}/register", account.token, **pin("654321")) == {
            "success": True
        }
        told = await meta.app.first(lambda _, change: change["field"] == "security")
        assert told["event"] == "PIN_CHANGED"

    async def test_it_has_six_digits(self, meta: Meta) -> None:
        account = await meta.onboarded()
        for text in ("12345", "abcdef", "1234567"):
            assert (await meta.error("POST", f"{account.phone_id}/register", account.token, **pin(text)))[1] == 100

    async def test_after_five_wrong_ones_even_the_right_one_is_refused(self, meta: Meta) -> None:
        account = await meta.onboarded()
        for _ in range(5):
            await meta.error("POST", f"{account.phone_id}/register", account.token, **pin("000000"))
        assert (await meta.error("POST", f"{account.phone_id}/register", account.token, **pin("123456")))[1] == 133008


class TestTheLimit:
    async def test_ten_registrations_in_seventy_two_hours(self, meta: Meta) -> None:
        account = await meta.onboarded()
        for _ in range(9):
            await meta.ok("POST", f"{account.phone_id}/register", account.token, **pin("123456"))
        assert (await meta.error("POST", f"{account.phone_id}/register", account.token, **pin("123456")))[1] == 133016

    async def test_a_deregistered_number_sends_nothing(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer()
        assert await meta.ok("POST", f"{account.phone_id}/deregister", account.token) == {"success": True}
        body = {"messaging_product": "whatsapp", "to": customer, "text": {"body": "x"}}
        assert (await meta.error("POST", f"{account.phone_id}/messages", account.token, json=body))[1] == 133010
        health = await meta.ok("GET", account.phone_id, account.token, params={"fields": "health_status"})
        assert health["health_status"]["can_send_message"] == "BLOCKED"
        assert (await meta.error("POST", f"{account.phone_id}/deregister", account.token))[1] == 133010


class TestTheProfile:
    async def test_it_is_flat_and_merged(self, meta: Meta) -> None:
        account = await meta.onboarded()
        path = f"{account.phone_id}/whatsapp_business_profile"
        new = {
            "messaging_product": "whatsapp",
            "about": "Open",
            "websites": ["https://a.example"],
            "vertical": "RETAIL",
        }
        assert await meta.ok("POST", path, account.token, json=new) == {"success": True}
        assert await meta.ok(
            "POST", path, account.token, json={"messaging_product": "whatsapp", "email": "a@a.example"}
        )
        shown = await meta.ok("GET", path, account.token, params={"fields": "about,email,websites,vertical"})
        assert shown == {"data": [{**new, "email": "a@a.example"}]}

    async def test_what_is_too_long_or_unknown_is_refused(self, meta: Meta) -> None:
        account = await meta.onboarded()
        path = f"{account.phone_id}/whatsapp_business_profile"
        for wrong in ({"about": "x" * 140}, {"vertical": "MAGIC"}, {"websites": ["a", "b", "c"]}):
            body = {"messaging_product": "whatsapp", **wrong}
            assert (await meta.error("POST", path, account.token, json=body))[1] == 100


class TestBlocking:
    async def test_what_a_blocked_customer_writes_does_not_arrive(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer()
        path = f"{account.phone_id}/block_users"
        body = {"messaging_product": "whatsapp", "block_users": [{"user": f"+{customer}"}]}
        done = await meta.ok("POST", path, account.token, json=body)
        assert done["block_users"] == {"added_users": [{"input": f"+{customer}", "wa_id": customer}]}
        listed = await meta.ok("GET", path, account.token)
        assert [(one["messaging_product"], one["wa_id"]) for one in listed["data"]] == [("whatsapp", customer)]
        await meta.control("POST", f"customers/{customer}/messages", json={"to": account.digits, "text": "Hello?"})
        assert (await meta.control("GET", "webhooks", params={"waba_id": account.waba_id}))["data"] == []
        done = await meta.ok("DELETE", path, account.token, json=body)
        assert done["block_users"]["removed_users"][0]["wa_id"] == customer
        assert (await meta.ok("GET", path, account.token))["data"] == []

    async def test_a_mixed_outcome_is_an_error_that_tells_what_was_done(self, meta: Meta) -> None:
        account = await meta.onboarded()
        body = {"messaging_product": "whatsapp", "block_users": [{"user": "+4915112345678"}, {"user": "nobody"}]}
        status, answer = await meta.graph("POST", f"{account.phone_id}/block_users", account.token, json=body)
        assert (status, answer["error"]["code"]) == (400, 139100)
        assert [one["input"] for one in answer["block_users"]["added_users"]] == ["+4915112345678"]
        assert [one["input"] for one in answer["block_users"]["failed_users"]] == ["nobody"]


class TestSettings:
    async def test_components_and_settings_are_kept(self, meta: Meta) -> None:
        account = await meta.onboarded()
        parts = {"enable_welcome_message": True, "prompts": ["Book a table"]}
        assert await meta.ok("POST", f"{account.phone_id}/conversational_automation", account.token, json=parts)
        shown = await meta.ok("GET", account.phone_id, account.token, params={"fields": "conversational_automation"})
        assert shown["conversational_automation"] == {"id": account.phone_id, **parts}
        calling = {"calling": {"status": "ENABLED"}}
        assert await meta.ok("POST", f"{account.phone_id}/settings", account.token, json=calling) == {"success": True}
        shown = await meta.ok("GET", f"{account.phone_id}/settings", account.token)
        assert calling["calling"].items() <= shown["calling"].items()
