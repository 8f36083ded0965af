"""Groups: people follow the link or ask, get messages and leave, and the app hears of each (contract A.2, Groups)."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.sandbox.meta import Account, Meta

WHATSAPP = {"messaging_product": "whatsapp"}


@pytest.fixture(scope="module")
async def account(meta: Meta) -> Account:
    return await meta.onboarded()


def told(kind: str, group: str = "") -> Callable[[str, dict[str, Any]], bool]:
    """A webhook about a group, of that kind."""

    def wanted(_: str, change: dict[str, Any]) -> bool:
        events = change["value"].get("groups", [{}])
        return events[0].get("type") == kind and group in ("", events[0]["group_id"])

    return wanted


async def made(meta: Meta, account: Account, **more: str) -> str:
    body = {**WHATSAPP, "subject": "Offers", **more}
    asked = await meta.ok("POST", f"{account.phone_id}/groups", account.token, json=body)
    value = await meta.app.first(
        lambda _, change: change["value"].get("groups", [{}])[0].get("request_id") == asked["request_id"]
    )
    return value["groups"][0]["group_id"]


async def test_one_who_follows_the_link_is_in(meta: Meta, account: Account) -> None:
    group, customer = await made(meta, account), await meta.customer()
    await meta.control("POST", f"groups/{group}/members", json={"phone": customer})
    shown = await meta.ok("GET", f"{group}?fields=participants,total_participant_count", account.token)
    assert ([one["wa_id"] for one in shown["participants"]], shown["total_participant_count"]) == ([customer], 1)
    value = await meta.app.first(told("group_participants_add", group))
    assert value["groups"][0]["added_participants"][0]["wa_id"] == customer


async def test_one_who_asks_is_let_in_or_turned_away(meta: Meta, account: Account) -> None:
    group = await made(meta, account, join_approval_mode="approval_required")
    people = [await meta.customer(), await meta.customer()]
    asked = [
        (await meta.control("POST", f"groups/{group}/members", json={"phone": one}))["join_request_id"]
        for one in people
    ]
    path = f"{group}/join_requests"
    listed = await meta.ok("GET", path, account.token)
    assert [one["join_request_id"] for one in listed["data"]] == asked
    done = await meta.ok("POST", path, account.token, json={**WHATSAPP, "join_requests": [asked[0], "no such"]})
    assert done["approved_join_requests"] == asked[:1]
    assert done["failed_join_requests"][0]["errors"][0]["code"] == 131213
    turned = await meta.ok("DELETE", path, account.token, json={**WHATSAPP, "join_requests": asked[1:]})
    assert turned["rejected_join_requests"] == asked[1:]
    assert (await meta.ok("GET", group, account.token))["total_participant_count"] == 1


async def test_a_message_is_delivered_and_read_by_each(meta: Meta, account: Account) -> None:
    group, people = await made(meta, account), sorted([await meta.customer(), await meta.customer()])
    for one in people:
        await meta.control("POST", f"groups/{group}/members", json={"phone": one})
    sent = await meta.send(account, to=group, recipient_type="group", text={"body": "Hello all"})
    await meta.app.statuses(sent, "read")
    read = [one for one in meta.app.all_statuses() if one["id"] == sent and one["status"] == "read"]
    assert sorted(one["recipient_participant_id"] for one in read) == people
    assert {(one["recipient_id"], one["recipient_type"]) for one in read} == {(group, "group")}
    body = {**WHATSAPP, "recipient_type": "group", "to": "Y2FwaV9ncm91cDo", "text": {"body": "x"}}
    assert (await meta.error("POST", f"{account.phone_id}/messages", account.token, json=body))[1] == 131020


async def test_it_is_changed_left_and_deleted(meta: Meta, account: Account) -> None:
    group, customer = await made(meta, account), await meta.customer()
    await meta.control("POST", f"groups/{group}/members", json={"phone": customer})
    await meta.ok("POST", group, account.token, json={**WHATSAPP, "subject": "Better offers"})
    assert (await meta.ok("GET", f"{group}?fields=subject", account.token))["subject"] == "Better offers"
    link = (await meta.ok("GET", f"{group}/invite_link", account.token))["invite_link"]
    assert (await meta.ok("POST", f"{group}/invite_link", account.token, json=WHATSAPP))["invite_link"] != link
    gone = {**WHATSAPP, "participants": [{"user": customer}]}
    await meta.ok("DELETE", f"{group}/participants", account.token, json=gone)
    assert (await meta.ok("GET", group, account.token))["participants"] == []
    await meta.ok("DELETE", group, account.token)
    assert (await meta.error("GET", group, account.token))[1:] == (100, 33)
