"""The secondary groups of the Messaging API by plain HTTP, written from its documents: they reach Meta and come back."""

import time
from typing import Any

import httpx
from checks import WORLD, check, control, main

api = httpx.Client(base_url=WORLD["messaging_url"], headers={"D360-API-KEY": WORLD["d360_api_key"]}, timeout=30)
TO, WHATSAPP = WORLD["demo_customer"], {"messaging_product": "whatsapp"}
WEEK = {"start": int(time.time()) - 7 * 86400, "end": int(time.time()), "granularity": "DAILY"}


def asked(method: str, path: str, **more: Any) -> Any:
    answer = api.request(method, path, **more)
    assert answer.status_code == 200, (path, answer.text)
    return answer.json()


@check
def calls() -> None:
    asked("POST", "/calling/settings", json={"calling": {"status": "ENABLED"}})
    assert asked("GET", "/calling/settings")["calling"]["status"] == "ENABLED"
    assert len(asked("GET", f"/calling/permissions/{TO}")["actions"]) == 2
    number = api.get("/health_status").json()["id"]
    allowed = {"type": "call_permission_reply", "call_permission_reply": {"response": "accept"}}
    control("POST", f"customers/{TO}/messages", to=number, type="interactive", content=allowed)
    begin = {**WHATSAPP, "to": TO, "action": "connect", "session": {"sdp_type": "offer", "sdp": "v=0"}}
    call = asked("POST", "/calling/calls", json=begin)["calls"][0]["id"]
    assert asked("POST", "/calling/calls", json={**WHATSAPP, "call_id": call, "action": "terminate"})["success"]


@check
def takes_a_group_from_its_making_to_its_end() -> None:
    asked("POST", "/groups", json={**WHATSAPP, "subject": "Offers", "join_approval_mode": "approval_required"})
    group = asked("GET", "/groups")["data"]["groups"][0]["id"]
    path = f"/groups/{group}"
    assert asked("POST", path, json={**WHATSAPP, "subject": "Better offers"})["success"]
    assert asked("GET", path)["subject"] == "Better offers"
    link = asked("GET", f"{path}/invite_link")["invite_link"]
    assert asked("POST", f"{path}/invite_link", json=WHATSAPP)["invite_link"] != link
    request = control("POST", f"groups/{group}/members", phone=TO)["join_request_id"]
    assert asked("GET", f"{path}/join_requests")["data"][0]["join_request_id"] == request
    done = asked("POST", f"{path}/join_requests", json={**WHATSAPP, "join_requests": [request]})
    assert done["approved_join_requests"] == [request]
    text = {**WHATSAPP, "recipient_type": "group", "to": group, "type": "text", "text": {"body": "Hello all"}}
    assert asked("POST", "/messages", json=text)["contacts"][0]["input"] == group
    gone = {**WHATSAPP, "participants": [{"user": TO}]}
    assert asked("DELETE", f"{path}/participants", json=gone)["success"]
    assert asked("DELETE", path)["success"]


@check
def reports_events_and_counts_templates() -> None:
    dataset = asked("POST", "/marketing/dataset", json={})["id"]
    assert asked("GET", "/marketing/dataset")["data"] == [{"id": dataset}]
    event = {"event_name": "Purchase", "event_time": int(time.time()), "action_source": "business_messaging"}
    assert asked("POST", f"/marketing/{dataset}/events", json={"data": [event]})["events_received"] == 1
    assert asked("GET", "/marketing/dataset_quality", params={"dataset_id": dataset}) == {"web": []}
    assert asked("POST", "/marketing/template_analytics", params={"enable": "true"})["id"]
    template = asked("GET", "/marketing/message_templates", params={"limit": 1})["data"][0]["id"]
    asked("GET", "/marketing/template_analytics", params={**WEEK, "template_ids": template})
    assert asked("GET", f"/marketing/{template}")["id"] == template


@check
def greets_and_writes_to_a_user_id() -> None:
    asked("POST", "/conversational_automation", json={"prompts": ["Opening hours"]})
    assert asked("GET", "/conversational_automation")["conversational_automation"]["prompts"] == ["Opening hours"]
    user_id = next(one["user_id"] for one in control("GET", "customers")["data"] if one["phone"] == TO)
    text = {**WHATSAPP, "recipient": user_id, "type": "text", "text": {"body": "Hello"}}
    assert asked("POST", "/messages", json=text)["contacts"] == [{"input": user_id, "user_id": user_id}]


main()
