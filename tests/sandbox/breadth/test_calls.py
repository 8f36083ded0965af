"""Calls, begun by either side (contract A.2, Calling)."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.sandbox.meta import Account, Meta

WHATSAPP = {"messaging_product": "whatsapp"}
OFFER, ANSWER = {"sdp_type": "offer", "sdp": "v=0"}, {"sdp_type": "answer", "sdp": "v=0"}


@pytest.fixture(scope="module")
async def account(meta: Meta) -> Account:
    account = await meta.onboarded()
    await meta.ok("POST", f"{account.phone_id}/settings", account.token, json={"calling": {"status": "ENABLED"}})
    return account


def event(call_id: str, name: str) -> Callable[[str, dict[str, Any]], bool]:
    return lambda _, change: any(
        (one["id"], one["event"]) == (call_id, name) for one in change["value"].get("calls", [])
    )


async def allow(meta: Meta, account: Account, customer: str, response: str = "accept") -> None:
    """The customer says so without having been asked."""
    said = {"type": "call_permission_reply", "call_permission_reply": {"response": response}}
    wrote = {"to": account.phone_id, "type": "interactive", "content": said}
    await meta.control("POST", f"customers/{customer}/messages", json=wrote)


async def test_one_of_the_business_rings_is_taken_and_ends(meta: Meta, account: Account) -> None:
    customer, path = await meta.customer(), f"{account.phone_id}/calls"
    await allow(meta, account, customer)
    body = {**WHATSAPP, "to": customer, "action": "connect", "session": OFFER, "biz_opaque_callback_data": "mine"}
    call = (await meta.ok("POST", path, account.token, json=body))["calls"][0]["id"]
    taken = (await meta.app.first(event(call, "connect")))["calls"][0]
    assert (taken["direction"], taken["session"]["sdp_type"]) == ("BUSINESS_INITIATED", "answer")
    assert await meta.app.statuses(call, "ACCEPTED") == ["RINGING", "ACCEPTED"]
    end = {**WHATSAPP, "call_id": call, "action": "terminate"}
    assert (await meta.ok("POST", path, account.token, json=end))["success"] is True
    ended = (await meta.app.first(event(call, "terminate")))["calls"][0]
    assert (ended["status"], ended["biz_opaque_callback_data"]) == ("COMPLETED", "mine")
    assert (await meta.error("POST", path, account.token, json=end))[1] == 100


async def test_one_of_a_customer_is_taken_once(meta: Meta, account: Account) -> None:
    customer, path = await meta.customer(), f"{account.phone_id}/calls"
    call = (await meta.control("POST", f"customers/{customer}/calls", json={"to": account.phone_id}))["id"]
    offered = (await meta.app.first(event(call, "connect")))["calls"][0]
    assert (offered["direction"], offered["from"]) == ("USER_INITIATED", customer)
    take = {**WHATSAPP, "call_id": call, "action": "accept", "session": ANSWER}
    await meta.ok("POST", path, account.token, json={**take, "action": "pre_accept"})
    await meta.ok("POST", path, account.token, json=take)
    assert (await meta.error("POST", path, account.token, json=take))[1] == 100
    await meta.control("POST", f"calls/{call}/end")
    assert (await meta.app.first(event(call, "terminate")))["calls"][0]["status"] == "COMPLETED"


async def test_a_number_that_does_not_call_is_told_so(meta: Meta) -> None:
    account, customer = await meta.onboarded(), await meta.customer()
    body = {**WHATSAPP, "to": customer, "action": "connect", "session": OFFER}
    assert (await meta.error("POST", f"{account.phone_id}/calls", account.token, json=body))[1] == 138000


async def test_settings_keep_what_is_not_given(meta: Meta, account: Account) -> None:
    path = f"{account.phone_id}/settings"
    await meta.ok("POST", path, account.token, json={"calling": {"call_icon_visibility": "DISABLE_ALL"}})
    calling = (await meta.ok("GET", path, account.token))["calling"]
    assert (calling["status"], calling["call_icon_visibility"]) == ("ENABLED", "DISABLE_ALL")


async def test_settings_that_cannot_be_are_refused(meta: Meta, account: Account) -> None:
    path = f"{account.phone_id}/settings"
    for wrong in ({"calling": 5}, {"calling": {"status": 1}}, {"calling": {"sip": {}}}, {"storage_configuration": []}):
        assert (await meta.error("POST", path, account.token, json=wrong))[1] == 100
    assert (await meta.ok("GET", path, account.token))["calling"]["status"] == "ENABLED"


class TestPermission:
    async def test_nobody_is_called_who_has_not_allowed_it(self, meta: Meta, account: Account) -> None:
        customer, path = await meta.customer(), f"{account.phone_id}/calls"
        body = {**WHATSAPP, "to": customer, "action": "connect", "session": OFFER}
        await meta.control("POST", f"customers/{customer}/messages", json={"to": account.digits, "text": "Hi"})
        assert (await meta.error("POST", path, account.token, json=body))[:2] == (400, 138006)
        await allow(meta, account, customer)
        await meta.ok("POST", path, account.token, json=body)
        assert (await meta.error("POST", path, account.token, json=body))[1] == 138003
        await allow(meta, account, customer, "reject")
        assert (await meta.error("POST", path, account.token, json=body))[1] == 138006

    async def test_a_request_is_answered_and_not_repeated_that_day(self, meta: Meta, account: Account) -> None:
        customer = await meta.customer()
        path = f"{account.phone_id}/call_permissions?user_wa_id={customer}"
        assert (await meta.ok("GET", path, account.token))["permission"] == {"status": "no_permission"}
        asks = {"type": "call_permission_request", "action": {"name": "call_permission_request"}}
        sent = await meta.send(account, to=customer, type="interactive", interactive=asks)
        heard = await meta.app.first(
            lambda _, change: change["value"].get("messages", [{}])[0].get("context", {}).get("id") == sent
        )
        reply = heard["messages"][0]["interactive"]["call_permission_reply"]
        assert (reply["response"], reply["response_source"]) == ("accept", "user_action")
        shown = await meta.ok("GET", path, account.token)
        assert shown["permission"] == {"status": "temporary", "expiration_time": reply["expiration_timestamp"]}
        assert [one["can_perform_action"] for one in shown["actions"]] == [False, True]
        body = {**WHATSAPP, "to": customer, "type": "interactive", "interactive": asks}
        assert (await meta.error("POST", f"{account.phone_id}/messages", account.token, json=body))[1] == 138009

    async def test_whoever_calls_a_business_that_wants_it_may_be_called_back(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer()
        settings = {"calling": {"status": "ENABLED", "callback_permission_status": "ENABLED"}}
        await meta.ok("POST", f"{account.phone_id}/settings", account.token, json=settings)
        call = (await meta.control("POST", f"customers/{customer}/calls", json={"to": account.phone_id}))["id"]
        await meta.control("POST", f"calls/{call}/end")
        path = f"{account.phone_id}/call_permissions?user_wa_id={customer}"
        assert (await meta.ok("GET", path, account.token))["permission"]["status"] == "temporary"

    async def test_five_calls_a_day_are_enough(self, meta: Meta, account: Account) -> None:
        customer, path = await meta.customer(), f"{account.phone_id}/calls"
        await allow(meta, account, customer)
        body = {**WHATSAPP, "to": customer, "action": "connect", "session": OFFER}
        for _ in range(5):
            call = (await meta.ok("POST", path, account.token, json=body))["calls"][0]["id"]
            assert "ACCEPTED" in await meta.app.statuses(call, "ACCEPTED")
            await meta.ok("POST", path, account.token, json={**WHATSAPP, "call_id": call, "action": "terminate"})
        assert (await meta.error("POST", path, account.token, json=body))[1] == 138012
