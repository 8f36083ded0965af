"""What a person does on the handset reaches the business as Meta would tell it; what the business sends is shown."""

import re
from typing import Any

import aiohttp
from tests.sandbox.handset.conftest import Chat

BUTTONS = {
    "type": "button",
    "body": {"text": "Shall we?"},
    "action": {"buttons": [{"type": "reply", "reply": {"id": name, "title": name}} for name in ("Yes", "No")]},
}
ROWS = [{"id": "t1", "title": "17:00", "description": "warm"}, {"id": "t2", "title": "18:30"}]
LIST = {
    "type": "list",
    "body": {"text": "When?"},
    "action": {"button": "Times", "sections": [{"title": "Today", "rows": ROWS}]},
}
PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


async def test_a_text_arrives_and_is_seen_when_the_business_has_read_it(chat: Chat) -> None:
    assert "Good day" in await chat.press("messages", text="Good day")
    got = await chat.told("text")
    assert got["text"] == {"body": "Good day"}
    assert "context" not in got
    assert "ticks read" not in await chat.page()
    read = {"messaging_product": "whatsapp", "status": "read", "message_id": got["id"]}
    await chat.meta.ok("POST", f"{chat.account.phone_id}/messages", chat.account.token, json=read)
    assert "ticks read" in await chat.page()


async def test_a_reply_names_the_message_and_its_author(chat: Chat) -> None:
    sent = await chat.send(type="text", text={"body": "Which size?"})
    assert "Which size?" in await chat.press("messages", text="Large", reply_to=sent)
    assert (await chat.told("text"))["context"] == {"from": chat.account.digits, "id": sent}


async def test_a_button_and_a_row_of_a_list_are_answered_as_they_were_asked(chat: Chat) -> None:
    asked = await chat.send(type="interactive", interactive=BUTTONS)
    listed = await chat.send(type="interactive", interactive=LIST)
    page = await chat.page()
    assert all(text in page for text in ("Shall we?", "Yes", "Times", "17:00", "warm"))
    await chat.press("choices", message_id=asked, choice="button:1")
    got = await chat.told("interactive")
    assert got["interactive"] == {"type": "button_reply", "button_reply": {"id": "No", "title": "No"}}
    assert got["context"]["id"] == asked
    await chat.press("choices", message_id=listed, choice="list:t1")

    def chosen(_path: str, change: dict[str, Any]) -> bool:
        one = change["value"].get("messages", [{}])[0]
        return one.get("from") == chat.digits and one.get("interactive", {}).get("type") == "list_reply"

    last = (await chat.meta.app.first(chosen))["messages"][0]
    assert last["interactive"]["list_reply"] == ROWS[0]


async def test_a_choice_that_was_not_offered_is_refused_on_the_page(chat: Chat) -> None:
    asked = await chat.send(type="interactive", interactive=BUTTONS)
    for wrong in ("button:7", "list:t1", "quick:0", ""):
        assert "The message has no such button." in await chat.press("choices", message_id=asked, choice=wrong)


async def test_the_quick_reply_of_a_template_carries_its_payload(chat: Chat) -> None:
    components = [
        {"type": "HEADER", "format": "TEXT", "text": "Order {{1}}", "example": {"header_text": ["17"]}},
        {"type": "BODY", "text": "Your order is ready for {{1}}.", "example": {"body_text": [["Ana"]]}},
        {"type": "FOOTER", "text": "The bakery"},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "Coming"},
                {"type": "URL", "text": "Track", "url": "https://x.example/{{1}}", "example": ["https://x.example/1"]},
            ],
        },
    ]
    named = {"name": "order_ready", "language": "en", "category": "UTILITY", "components": components}
    made = await chat.meta.ok("POST", f"{chat.account.waba_id}/message_templates", chat.account.token, json=named)
    await chat.meta.control("POST", f"templates/{made['id']}/verdict", json={"status": "APPROVED"})
    given: list[dict[str, Any]] = [
        {"type": "header", "parameters": [{"type": "text", "text": "42"}]},
        {"type": "body", "parameters": [{"type": "text", "text": "Cleo"}]},
        {
            "type": "button",
            "sub_type": "quick_reply",
            "index": "0",
            "parameters": [{"type": "payload", "payload": "P-1"}],
        },
        {"type": "button", "sub_type": "url", "index": "1", "parameters": [{"type": "text", "text": "abc"}]},
    ]
    template = {"name": "order_ready", "language": {"code": "en"}, "components": given}
    sent = await chat.send(type="template", template=template)
    page = await chat.page()
    for text in ("Order 42", "Your order is ready for Cleo.", "The bakery", "Coming", 'href="https://x.example/abc"'):
        assert text in page
    await chat.press("choices", message_id=sent, choice="quick:0")
    assert (await chat.told("button"))["button"] == {"payload": "P-1", "text": "Coming"}


async def test_a_reaction_stands_at_its_message_and_can_be_taken_back(chat: Chat) -> None:
    sent = await chat.send(type="text", text={"body": "Done"})
    assert 'class="reactions"' in await chat.press("reactions", message_id=sent, emoji="🙏")
    assert (await chat.told("reaction"))["reaction"] == {"message_id": sent, "emoji": "🙏"}
    assert 'class="reactions"' not in await chat.press("reactions", message_id=sent, emoji="")


async def test_a_picture_is_kept_for_the_business_and_shown(chat: Chat) -> None:
    form = aiohttp.FormData({"text": "Look"})
    form.add_field("file", PIXEL, filename="a.png", content_type="image/png")
    async with chat.meta.http.post(f"{chat.meta.base}{chat.path}/messages", data=form) as answer:
        page = await answer.text()
    got = (await chat.told("image"))["image"]
    assert got["caption"] == "Look"
    shown = re.findall(r'src="(/sandbox/handset/media/\d+)"', page)
    assert shown == [f"/sandbox/handset/media/{got['id']}"]
    async with chat.meta.http.get(chat.meta.base + shown[0]) as answer:
        assert await answer.read() == PIXEL
    found = await chat.meta.ok("GET", got["id"], chat.account.token)
    assert (found["mime_type"], found["sha256"]) == ("image/png", got["sha256"])


async def test_places_and_contacts_arrive(chat: Chat) -> None:
    await chat.press("places", name="Home", latitude="38.7", longitude="-9.1")
    assert (await chat.told("location"))["location"] == {"latitude": 38.7, "longitude": -9.1, "name": "Home"}
    await chat.press("contacts", name="Rui", number="+351911")
    assert (await chat.told("contacts"))["contacts"][0]["phones"][0]["phone"] == "+351911"
    assert "at most 90 degrees" in await chat.press("places", name="", latitude="99", longitude="0")


async def test_a_message_is_read_when_its_chat_is_looked_at_and_told_once(chat: Chat) -> None:
    sent = await chat.send(type="text", text={"body": "Hello"})
    await chat.meta.app.statuses(sent, "delivered")
    assert 'data-unseen="1"' in await chat.page()
    await chat.press("seen")
    assert 'data-unseen="0"' in await chat.press("seen")
    assert (await chat.meta.app.statuses(sent, "read")).count("read") == 1


async def test_nothing_new_costs_no_page(chat: Chat) -> None:
    await chat.press("messages", text="Hi")
    await chat.told("text")
    await chat.meta.app.first(lambda _path, change: bool(change["value"].get("messages")))
    have = re.findall(r'data-version="(\w+)"', await chat.page())[0]
    for _ in range(100):
        async with chat.meta.http.get(f"{chat.meta.base}{chat.path}/thread?have={have}") as answer:
            if answer.status == 204:  # the webhook in the list beside is settled now
                return
            have = re.findall(r'data-version="(\w+)"', await answer.text())[0]
    raise AssertionError("the chat never rests")


async def test_people_are_made_here_and_their_chats_listed(chat: Chat) -> None:
    http, base = chat.meta.http, chat.meta.base
    async with http.post(f"{base}/sandbox/handset", data={"name": "Alex", "phone": ""}) as answer:
        page, where = await answer.text(), answer.url.path
    assert "Alex" in page
    assert chat.account.phone_id in page
    settings = {"name": "Alexa", "answers": "on", "strict": "on", "reply_text": "Yes", "fails_with": "131049"}
    async with http.post(base + where, data=settings) as answer:
        assert answer.status == 200
    everybody = (await chat.meta.control("GET", "customers"))["data"]
    changed = next(one for one in everybody if one["phone"] == where.rpartition("/")[2])
    assert (changed["name"], changed["answers"], changed["reads"], changed["service_window"]) == (
        "Alexa", True, False, "strict",
    )  # fmt: skip
    assert changed["fails_with"] == 131049
    assert "Stop them" in await chat.page()
    assert "Let them arrive again" in await chat.press("preferences", marketing="stop")
    assert "Stop them" in await chat.press("preferences", marketing="resume")


async def test_what_is_not_there_is_said_on_a_page(chat: Chat) -> None:
    for path in ("/sandbox/handset/4900000", f"/sandbox/handset/{chat.digits}/1", "/sandbox/handset/media/1"):
        async with chat.meta.http.get(chat.meta.base + path) as answer:
            assert answer.status == 404
            assert 'role="alert"' in await answer.text()
