"""/v1/settings/…: profile, about text and picture (contract messaging-and-meta A.2, Legacy host)."""

import json
from typing import Any

import aiohttp
import pytest
from tests.messaging_api.upstream import Upstream
from tests.world import World

PROFILE = {
    "address": "Main Street 1",
    "email": "us@example.com",
    "vertical": "Food and Grocery",
    "websites": ["https://a.b/"],
}
JPEG = b"\xff\xd8\xff\xe0" + bytes(1000)


def place(acme: World) -> str:
    return f"/v23.0/{acme.partner.phone_number_id}/whatsapp_business_profile"


async def test_a_profile_is_set_with_the_trade_in_metas_word(
    api: aiohttp.ClientSession, acme: World, meta: Upstream
) -> None:
    async with api.post("/v1/settings/business/profile", json={**PROFILE, "new_field": 1}) as answer:
        assert answer.status == 200
        assert (await answer.json())["meta"]["success"] is True
    assert meta.asked[0].path == place(acme)
    given = {"messaging_product": "whatsapp", **PROFILE, "vertical": "GROCERY", "new_field": 1}
    assert json.loads(meta.asked[0].body) == given


async def test_a_profile_is_read_in_the_old_shape(api: aiohttp.ClientSession, acme: World, meta: Upstream) -> None:
    meta.say(json.dumps({"data": [{**PROFILE, "vertical": "GROCERY", "messaging_product": "whatsapp"}]}).encode())
    async with api.get("/v1/settings/business/profile") as answer:
        assert (await answer.json())["settings"] == {"business": {"profile": PROFILE}}
    assert meta.asked[0].query == "fields=address,description,email,vertical,websites"


async def test_the_about_text_is_set_and_read(api: aiohttp.ClientSession, meta: Upstream) -> None:
    async with api.patch("/v1/settings/profile/about", json={"text": "We are open."}) as answer:
        assert answer.status == 200
    assert json.loads(meta.asked[0].body) == {"messaging_product": "whatsapp", "about": "We are open."}
    meta.say(b'{"data":[{"about":"We are open."}]}')
    async with api.get("/v1/settings/profile/about") as answer:
        assert (await answer.json())["settings"] == {"profile": {"about": {"text": "We are open."}}}


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "x" * 140}, {"text": 1}])
async def test_the_about_text_has_1_to_139_characters(
    api: aiohttp.ClientSession, meta: Upstream, body: dict[str, Any]
) -> None:
    async with api.patch("/v1/settings/profile/about", json=body) as answer:
        assert answer.status == 400
        assert "text" in (await answer.json())["meta"]["developer_message"]
    assert not meta.asked


async def test_a_picture_takes_metas_three_steps(api: aiohttp.ClientSession, acme: World, meta: Upstream) -> None:
    meta.planned = [b'{"id":"upload:MTph?sig=ARZ"}', b'{"h":"4::aW1h"}']
    async with api.post("/v1/settings/profile/photo", data=JPEG) as answer:
        assert answer.status == 200
    begun, piece, profile = meta.asked
    assert begun.path == "/v23.0/100000000000001/uploads"
    assert begun.query == f"file_length={len(JPEG)}&file_type=image/jpeg&file_name=photo"
    assert (piece.path, piece.query, piece.body) == ("/v23.0/upload:MTph", "sig=ARZ", JPEG)
    assert (piece.headers["file_offset"], piece.headers["authorization"]) == ("0", "OAuth EAAtest")
    given = {"messaging_product": "whatsapp", "profile_picture_handle": "4::aW1h"}
    assert (profile.path, json.loads(profile.body)) == (place(acme), given)


@pytest.mark.parametrize("body", [b"", b"GIF89a", b"hello", b'{"a":1}'])
async def test_a_picture_is_jpeg_or_png(api: aiohttp.ClientSession, meta: Upstream, body: bytes) -> None:
    async with api.post("/v1/settings/profile/photo", data=body) as answer:
        assert answer.status == 400
        assert "JPEG or PNG" in (await answer.json())["meta"]["developer_message"]
    assert not meta.asked


async def test_a_picture_that_is_too_large_is_refused(api: aiohttp.ClientSession, meta: Upstream) -> None:
    async with api.post("/v1/settings/profile/photo", data=b"\xff\xd8\xff" + bytes(5 * 1024 * 1024)) as answer:
        assert answer.status == 413
        assert (await answer.json())["meta"]["http_code"] == 413
    assert not meta.asked


async def test_the_picture_is_told_as_a_link(api: aiohttp.ClientSession, meta: Upstream) -> None:
    meta.say(b'{"data":[{"profile_picture_url":"https://pps.whatsapp.net/1.jpg"}]}')
    async with api.get("/v1/settings/profile/photo?format=link") as answer:
        assert (await answer.json())["settings"] == {"profile": {"photo": {"link": "https://pps.whatsapp.net/1.jpg"}}}


async def test_what_meta_refuses_is_told_in_the_old_shape(api: aiohttp.ClientSession, meta: Upstream) -> None:
    meta.say(b'{"error":{"message":"(#100) Param email must be an address.","code":100}}', status=400)
    async with api.post("/v1/settings/business/profile", json={"email": "x"}) as answer:
        assert answer.status == 400
        assert "Param email" in (await answer.json())["meta"]["developer_message"]
