"""/v1/media: the body is the file, in both directions (contract messaging-and-meta A.2, Legacy host)."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from tests.messaging_api.upstream import Upstream
from tests.world import World

PNG = bytes(range(256)) * 2_000
GONE = b'{"error":{"message":"Unsupported get request.","type":"GraphMethodException","code":100,"error_subcode":33}}'


async def test_a_body_becomes_the_form_that_meta_takes(api: aiohttp.ClientSession, acme: World, meta: Upstream) -> None:
    meta.say(b'{"id":"123"}')
    async with api.post("/v1/media", data=PNG, headers={"content-type": "image/png"}) as answer:
        assert answer.status == 201
        assert (await answer.json())["media"] == [{"id": "123"}]
    (asked,) = meta.asked
    assert asked.path == f"/v23.0/{acme.partner.phone_number_id}/media"
    assert asked.headers["content-length"] == str(len(asked.body))
    boundary = asked.headers["content-type"].removeprefix("multipart/form-data; boundary=").encode()
    parts = asked.body.split(b"--" + boundary)
    assert b'name="messaging_product"\r\n\r\nwhatsapp' in parts[1]
    assert b'name="type"\r\n\r\nimage/png' in parts[2]
    head, _, content = parts[3].partition(b"\r\n\r\n")
    assert b'name="file"; filename="file.png"' in head
    assert content == PNG + b"\r\n"
    assert parts[4] == b"--\r\n"


async def test_a_body_of_unknown_length_streams_too(api: aiohttp.ClientSession, meta: Upstream) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(PNG), 50_000):
            yield PNG[start : start + 50_000]

    meta.say(b'{"id":"123"}')
    async with api.post("/v1/media", data=pieces(), headers={"content-type": "image/png"}) as answer:
        assert answer.status == 201
    assert PNG in meta.asked[0].body
    assert "content-length" not in meta.asked[0].headers


async def test_a_form_is_passed_on_as_it_is(api: aiohttp.ClientSession, meta: Upstream) -> None:
    meta.say(b'{"id":"123"}')
    form = b'--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--x--\r\n'
    kind = {"content-type": "multipart/form-data; boundary=x"}
    async with api.post("/v1/media", data=form, headers=kind) as answer:
        assert answer.status == 201
    assert meta.asked[0].body == form


async def test_a_body_must_say_what_it_is(api: aiohttp.ClientSession, meta: Upstream) -> None:
    async with api.post("/v1/media", data=b"x", skip_auto_headers={"content-type"}) as answer:
        assert answer.status == 400
        assert "Content-Type" in (await answer.json())["meta"]["developer_message"]
    assert not meta.asked


async def test_a_file_is_fetched_in_one_step(api: aiohttp.ClientSession, acme: World, meta: Upstream) -> None:
    url = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=a%2Fb"
    meta.planned = [b'{"url":"%s","mime_type":"image/png","id":"123"}' % url.encode()]
    meta.say(PNG, headers={"content-type": "image/png"})
    async with api.get("/v1/media/123") as answer:
        assert answer.status == 200
    described, fetched = meta.asked
    assert described.query == f"phone_number_id={acme.partner.phone_number_id}"
    assert (fetched.path, fetched.query) == ("/whatsapp_business/attachments/", "mid=1&ext=2&hash=a%2Fb")


async def test_a_file_comes_whole_with_its_kind(api: aiohttp.ClientSession, meta: Upstream) -> None:
    meta.planned = [b'{"url":"https://x/?mid=1","mime_type":"image/png"}']
    meta.say(PNG, headers={"content-type": "image/png"})
    async with api.get("/v1/media/123") as answer:
        assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
        assert answer.headers["content-length"] == str(len(PNG))
        assert await answer.read() == PNG


async def test_an_expired_file_is_told_in_the_old_shape(api: aiohttp.ClientSession, meta: Upstream) -> None:
    meta.say(GONE, status=400)
    async with api.get("/v1/media/123") as answer:
        assert answer.status == 400
        body = await answer.json()
    assert body["meta"]["developer_message"] == "Unsupported get request."
    assert body["errors"][0]["code"] == 1009


@pytest.mark.parametrize("media_id", ["nonsense", "1a", "upload:x"])
async def test_no_other_id_is_a_files(api: aiohttp.ClientSession, meta: Upstream, media_id: str) -> None:
    for method in ("GET", "DELETE"):
        async with api.request(method, f"/v1/media/{media_id}") as answer:
            assert answer.status == 404
            assert (await answer.json())["meta"]["http_code"] == 404
    assert not meta.asked


async def test_a_file_is_deleted(api: aiohttp.ClientSession, acme: World, meta: Upstream) -> None:
    meta.planned = [b'{"url":"https://x/?mid=1","mime_type":"image/png"}']
    async with api.delete("/v1/media/123") as answer:
        assert answer.status == 200
        assert (await answer.json())["meta"]["success"] is True
    assert meta.asked[1].method == "DELETE"
    assert meta.asked[1].query == f"phone_number_id={acme.partner.phone_number_id}"
