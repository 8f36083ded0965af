"""Messages beyond what Meta takes are told so before Meta is asked, and the parameter is named (contract A.3)."""

import json
from typing import Any

import aiohttp
import pytest
from tests.messaging_api.upstream import Upstream

TO: dict[str, Any] = {"messaging_product": "whatsapp", "to": "+49 (151) 000-00 000"}
BUTTON = {"type": "reply", "reply": {"id": "y", "title": "Yes"}}
ROW = {"id": "1", "title": "One"}
CONTACT = {"name": {"formatted_name": "Ada"}}
TEMPLATE = {"name": "order", "language": {"code": "de"}}


def text(length: int) -> dict[str, Any]:
    return {"type": "text", "text": {"body": "ü" * length}}


def image(**part: Any) -> dict[str, Any]:
    return {"type": "image", "image": part}


def buttons(*given: Any, **more: Any) -> dict[str, Any]:
    interactive = {"type": "button", "body": {"text": "Well?"}, "action": {"buttons": list(given)}, **more}
    return {"type": "interactive", "interactive": interactive}


def titled(title: str, button_id: str = "y") -> dict[str, Any]:
    return {"type": "reply", "reply": {"id": button_id, "title": title}}


def rows(*sections: int, body: int = 5, **more: Any) -> dict[str, Any]:
    made = [{"title": "S", "rows": [ROW] * count} for count in sections]
    action = {"button": "Choose", "sections": made, **more}
    return {"type": "interactive", "interactive": {"type": "list", "body": {"text": "x" * body}, "action": action}}


def place(latitude: Any, longitude: Any) -> dict[str, Any]:
    return {"type": "location", "location": {"latitude": latitude, "longitude": longitude}}


GOOD: list[dict[str, Any]] = [
    text(4096),
    image(id="1", caption="x" * 1024),
    image(id=1),
    image(link="https://a.example/a.png"),
    place(90, -180),
    place("52.5", "13.4"),
    {"type": "contacts", "contacts": [CONTACT] * 5},
    buttons(BUTTON, BUTTON, titled("x" * 20, "y" * 256), footer={"text": "x" * 60}, header={"type": "text", "text": "x" * 60}),
    rows(5, 5, body=4096),
    rows(*[1] * 10, button="x" * 20),
    {"type": "template", "template": {**TEMPLATE, "name": "x" * 512}},
    {"type": "reaction", "reaction": {"message_id": "wamid.x", "emoji": ""}},
    {"type": "poem", "poem": {"lines": 3}},  # of a day to come
    {**text(1), "biz_opaque_callback_data": "x" * 512},
]  # fmt: skip
BODY, ACTION = "text['body']", "interactive['action']"
BAD: list[tuple[dict[str, Any], str]] = [
    (text(4097), f"Param {BODY} must be at most 4096 characters long."),
    (text(0), f"Param {BODY} must not be empty."),
    ({"type": "text"}, "The parameter text is required."),
    ({"type": "text", "text": {}}, f"The parameter {BODY} is required."),
    ({"type": "text", "text": {"body": 7}}, f"Param {BODY} must be a string."),
    ({"type": "text", "text": "x"}, "Param text must be an object."),
    (image(), "Exactly one of image['id'] and image['link'] must be given."),
    (image(id="1", link="https://a"), "Exactly one of image['id'] and image['link'] must be given."),
    (image(link="ftp://a"), "Param image['link'] must begin with https:// or http://."),
    (image(id="1", caption="x" * 1025), "Param image['caption'] must be at most 1024 characters long."),
    (place(90.1, 0), "Param location['latitude'] must be at most 90."),
    (place(0, -180.1), "Param location['longitude'] must be at least -180."),
    (place("north", 0), "Param location['latitude'] must be a number."),
    ({"type": "location", "location": {"latitude": 1}}, "The parameter location['longitude'] is required."),
    ({"type": "contacts", "contacts": []}, "Param contacts must have at least 1 items."),
    ({"type": "contacts", "contacts": [CONTACT] * 6}, "Param contacts must have at most 5 items."),
    ({"type": "contacts", "contacts": [{}]}, "The parameter contacts[0]['name'] is required."),
    (buttons(), f"Param {ACTION}['buttons'] must have at least 1 items."),
    (buttons(*[BUTTON] * 4), f"Param {ACTION}['buttons'] must have at most 3 items."),
    (buttons(BUTTON, titled("x" * 21)), f"Param {ACTION}['buttons'][1]['reply']['title'] must be at most 20 characters long."),
    (buttons(titled("")), f"Param {ACTION}['buttons'][0]['reply']['title'] must not be empty."),
    (buttons(BUTTON, footer={"text": "x" * 61}), "Param interactive['footer']['text'] must be at most 60 characters long."),
    (buttons(BUTTON, body={"text": "x" * 1025}), "Param interactive['body']['text'] must be at most 1024 characters long."),
    (rows(6, 5), f"Param {ACTION}['sections'] must have at most 10 rows in all."),
    (rows(*[1] * 11), f"Param {ACTION}['sections'] must have at most 10 items."),
    (rows(1, button="x" * 21), f"Param {ACTION}['button'] must be at most 20 characters long."),
    ({"type": "interactive", "interactive": {}}, "The parameter interactive['type'] is required."),
    ({"type": "template", "template": {"name": "x"}}, "The parameter template['language'] is required."),
    ({"type": "template", "template": {**TEMPLATE, "name": "x" * 513}}, "Param template['name'] must be at most 512"),
    ({"type": "reaction", "reaction": {"emoji": "x"}}, "The parameter reaction['message_id'] is required."),
    ({**text(1), "biz_opaque_callback_data": "x" * 513}, "Param biz_opaque_callback_data must be at most 512"),
    ({**text(1), "recipient_type": "crowd"}, "Param recipient_type is not valid"),
]  # fmt: skip
NO_NUMBERS = [
    "",
    "hello",
    "123456",
    "1234567890123456",
    "+49 151 call me",
    "49151\n; DROP TABLE",
    {"a": 1},
    ["49151"],
    True,
]


async def refused(api: aiohttp.ClientSession, body: dict[str, Any], path: str = "/messages") -> dict[str, Any]:
    async with api.post(path, json=body) as answer:
        told = await answer.json()
        assert answer.status == 400, told
        return told


class TestMessage:
    @pytest.mark.parametrize("message", GOOD)
    async def test_at_its_limits_goes_out_byte_for_byte(
        self, api: aiohttp.ClientSession, meta: Upstream, message: dict[str, Any]
    ) -> None:
        body = json.dumps({**TO, **message}, indent=1).encode()
        async with api.post("/messages", data=body) as answer:
            assert answer.status == 200, await answer.text()
        assert meta.asked[0].body == body

    @pytest.mark.parametrize(("message", "told"), BAD, ids=[told for _, told in BAD])
    async def test_beyond_them_is_refused_in_graphs_words(
        self, api: aiohttp.ClientSession, meta: Upstream, message: dict[str, Any], told: str
    ) -> None:
        error = (await refused(api, {**TO, **message}))["error"]
        assert error["error_data"]["details"].startswith(told)
        assert (error["code"], error["message"].startswith(f"(#100) {told}")) == (100, True)
        assert not meta.asked

    @pytest.mark.parametrize("to", NO_NUMBERS)
    async def test_to_what_is_no_number_is_refused(self, api: aiohttp.ClientSession, meta: Upstream, to: Any) -> None:
        error = (await refused(api, {**TO, **text(1), "to": to}))["error"]
        assert "Param to " in error["message"]
        assert not meta.asked

    async def test_to_nobody_is_refused(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        error = (await refused(api, {"messaging_product": "whatsapp", **text(1)}))["error"]
        assert error["message"] == "(#100) The parameter to is required."
        assert not meta.asked

    @pytest.mark.parametrize(
        "whom", [{"recipient": "DE.1A2B"}, {"to": "Y2FwaV9ncm91cA", "recipient_type": "group"}, {"to": 4915100000000}]
    )
    async def test_to_others_than_numbers_goes_out(
        self, api: aiohttp.ClientSession, meta: Upstream, whom: dict[str, Any]
    ) -> None:
        async with api.post("/messages", json={"messaging_product": "whatsapp", **whom, **text(1)}) as answer:
            assert answer.status == 200
        assert len(meta.asked) == 1

    async def test_that_marks_one_as_read_needs_nobody(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        read = {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": "wamid.x",
            "typing_indicator": {"type": "text"},
        }
        async with api.post("/messages", json=read) as answer:
            assert answer.status == 200
        assert json.loads(meta.asked[0].body) == read

    @pytest.mark.parametrize("broken", [b"\xff", b"\\ud800", b"\\q"])
    @pytest.mark.parametrize("path", ["/messages", "/marketing_messages", "/v1/messages"])
    async def test_with_a_text_that_is_none_is_refused(
        self, api: aiohttp.ClientSession, meta: Upstream, path: str, broken: bytes
    ) -> None:
        async with api.post(path, data=b'{"to":"4915100000000","text":{"body":"' + broken + b'"}}') as answer:
            assert answer.status == 400
            assert "not valid JSON" in await answer.text()
        assert not meta.asked


class TestDialects:
    async def test_of_marketing_wraps_it(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        error = (await refused(api, {**TO, **text(4097)}, "/marketing_messages"))["detail"]["error"]
        assert "text['body']" in error["message"]
        assert not meta.asked

    async def test_of_the_old_host_has_both_old_shapes(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        old = {"to": TO["to"], **text(4097)}
        told = await refused(api, old, "/v1/messages")
        assert "text['body'] must be at most 4096" in told["meta"]["developer_message"]
        assert not meta.asked
