"""What Meta sees only when it carries a message away, and what depends on what was before (contract B.4, B.7)."""

from typing import Any

import pytest
from tests.sandbox.meta import Account, Meta


@pytest.fixture(scope="module")
async def account(meta: Meta) -> Account:
    return await meta.onboarded()


async def failure(meta: Meta, message_id: str) -> int:
    await meta.app.statuses(message_id, "failed")
    return next(one for one in meta.app.all_statuses() if one["id"] == message_id and "errors" in one)["errors"][0][
        "code"
    ]


class TestFates:
    """What Meta tells of a message only after it has taken it."""

    async def test_messages_fail_as_the_customer_is_told_to(self, meta: Meta, account: Account) -> None:
        customer = await meta.customer(fails_with=131049)
        sent = await meta.send(account, to=customer, text={"body": "x"})
        assert await failure(meta, sent) == 131049
        told = next(one for one in meta.app.all_statuses() if one["id"] == sent)["errors"][0]
        assert {"code", "title", "message", "error_data", "href"} <= set(told)
        async with meta.http.post(f"{meta.base}/sandbox/api/customers", json={"fails_with": 7}) as answer:
            assert answer.status == 400

    async def test_a_reaction_is_only_sent_and_wants_a_message_of_the_chat(self, meta: Meta, account: Account) -> None:
        customer, other = await meta.customer(), await meta.customer()
        hello = {"to": account.digits, "text": "Hi"}
        theirs = (await meta.control("POST", f"customers/{customer}/messages", json=hello))["id"]
        reaction = {"type": "reaction", "reaction": {"message_id": theirs, "emoji": "👍"}}
        sent = await meta.send(account, to=customer, **reaction)
        assert await failure(meta, await meta.send(account, to=other, **reaction)) == 131009
        assert [one["status"] for one in meta.app.all_statuses() if one["id"] == sent] == ["sent"]

    async def test_a_link_that_leads_nowhere_fails(self, meta: Meta, account: Account) -> None:
        image = {"link": "https://shop.invalid/a.png"}
        sent = await meta.send(account, to=await meta.customer(), type="image", image=image)
        assert await failure(meta, sent) == 131053

    async def test_a_strict_window_is_closed_until_the_customer_writes(self, meta: Meta, account: Account) -> None:
        customer = await meta.customer(service_window="strict")
        assert await failure(meta, await meta.send(account, to=customer, text={"body": "x"})) == 131047
        await meta.control("POST", f"customers/{customer}/messages", json={"to": account.digits, "text": "Hi"})
        assert "delivered" in await meta.app.statuses(
            await meta.send(account, to=customer, text={"body": "x"}), "delivered"
        )


class TestAtOnce:
    async def test_who_is_blocked_cannot_be_written_to(self, meta: Meta, account: Account) -> None:
        customer = await meta.customer()
        blocked = {"messaging_product": "whatsapp", "block_users": [{"user": customer}]}
        message = {"messaging_product": "whatsapp", "to": customer, "text": {"body": "x"}}
        await meta.ok("POST", f"{account.phone_id}/block_users", account.token, json=blocked)
        assert (await meta.error("POST", f"{account.phone_id}/messages", account.token, json=message))[1] == 131026
        await meta.ok("DELETE", f"{account.phone_id}/block_users", account.token, json=blocked)
        assert await meta.ok("POST", f"{account.phone_id}/messages", account.token, json=message)

    async def test_a_flow_must_be_of_the_account_and_published(self, meta: Meta, account: Account) -> None:
        made = await meta.ok(
            "POST", f"{account.waba_id}/flows", account.token, json={"name": "F", "categories": ["OTHER"]}
        )
        message = {"messaging_product": "whatsapp", "to": await meta.customer(), "type": "interactive"}

        async def code(**parameters: Any) -> int:
            action = {"name": "flow", "parameters": {"flow_message_version": "3", "flow_cta": "Open", **parameters}}
            flow = {"type": "flow", "body": {"text": "Fill in"}, "action": action}
            path, body = f"{account.phone_id}/messages", {**message, "interactive": flow}
            return (await meta.graph("POST", path, account.token, json=body))[1].get("error", {}).get("code", 0)

        assert await code(flow_id="1") == 131009
        assert await code(flow_id=made["id"]) == 131009
        assert await code(flow_name="F", mode="draft") == 0

    async def test_shows_that_the_business_types_only_as_text(self, meta: Meta, account: Account) -> None:
        hello = {"to": account.digits, "text": "Hi"}
        theirs = (await meta.control("POST", f"customers/{await meta.customer()}/messages", json=hello))["id"]
        receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": theirs}
        path, typing = f"{account.phone_id}/messages", {"typing_indicator": {"type": "text"}}
        assert await meta.ok("POST", path, account.token, json=receipt | typing) == {"success": True}
        wrong = receipt | {"typing_indicator": {"type": "audio"}}
        assert (await meta.error("POST", path, account.token, json=wrong))[1] == 131009
