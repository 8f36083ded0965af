"""What is no JSON and can be read all the same: fields of a form, and a query without a body, as in Meta's examples."""

import aiohttp
import pytest
from tests.messaging_api.upstream import Upstream
from tests.world import World


@pytest.mark.parametrize(
    "asked",
    ["whatsapp_commerce_settings?is_cart_enabled=true", "message_qrdls?prefilled_message=Hi&generate_qr_image=PNG"],
)
async def test_what_a_query_says_needs_no_body(
    api: aiohttp.ClientSession, acme: World, meta: Upstream, asked: str
) -> None:
    async with api.post("/" + asked) as answer:
        assert answer.status == 200
    path, _, query = asked.partition("?")
    (came,) = meta.asked
    assert (came.path, came.query) == (f"/v23.0/{acme.partner.phone_number_id}/{path}", query)
    assert came.body == b""


async def test_fields_of_a_form_are_a_message(api: aiohttp.ClientSession, meta: Upstream) -> None:
    fields = {"messaging_product": "whatsapp", "to": "4915112345678", "type": "text", "text": '{"body": "a & b"}'}
    async with api.post("/messages", data=fields) as answer:
        assert answer.status == 200
    (came,) = meta.asked
    assert came.headers["content-type"] == "application/json"
    assert came.body == (
        b'{"messaging_product":"whatsapp","to":"4915112345678","type":"text","text":{"body": "a & b"}}'
    )


async def test_fields_of_a_form_keep_the_limits(api: aiohttp.ClientSession, meta: Upstream) -> None:
    async with api.post("/message_qrdls", data={"prefilled_message": "x" * 141}) as answer:
        assert answer.status == 400
        assert "at most 140" in (await answer.json())["error"]["message"]
    async with api.post("/messages", data={"to": "1", "text": "{}"}) as answer:
        assert answer.status == 400
    assert not meta.asked


@pytest.mark.parametrize("body", [b"", b"hello", b"\xff\xfe", b"a=[1"])
async def test_what_is_neither_is_refused(api: aiohttp.ClientSession, meta: Upstream, body: bytes) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    async with api.post("/messages", data=body, headers=form) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"]["code"] == 100
    assert not meta.asked
