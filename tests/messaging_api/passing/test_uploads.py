"""Files in pieces: POST /uploads, GET and POST /upload:… (contract messaging-and-meta A.2)."""

import aiohttp
import pytest
from tests.messaging_api.upstream import Upstream
from yarl import URL

SESSION = "upload:MTphdHRhY2htZW50OjZl=="


async def test_a_session_belongs_to_the_installations_app(api: aiohttp.ClientSession, meta: Upstream) -> None:
    query = "file_name=a%20b.png&file_length=3&file_type=image%2Fpng"
    meta.say(b'{"id":"upload:x"}')
    async with api.post(URL(f"/uploads?{query}", encoded=True)) as answer:
        assert await answer.json() == {"id": "upload:x"}
    (asked,) = meta.asked
    assert (asked.path, asked.query) == ("/v23.0/100000000000001/uploads", query)


async def test_a_piece_goes_on_with_its_offset_and_the_query_of_its_session(
    base: str, api: aiohttp.ClientSession, meta: Upstream
) -> None:
    piece = bytes(range(256)) * 2_000
    meta.say(b'{"h":"4::aW"}')
    url = URL(f"{base}/{SESSION}?sig=ARZ_x", encoded=True)
    headers = {"file_offset": "4096", "content-type": "application/octet-stream"}
    async with api.post(url, data=piece, headers=headers) as answer:
        assert await answer.json() == {"h": "4::aW"}
    (asked,) = meta.asked
    assert (asked.method, asked.path, asked.query) == ("POST", f"/v23.0/{SESSION}", "sig=ARZ_x")
    assert asked.body == piece
    assert asked.headers["file_offset"] == "4096"
    assert asked.headers["authorization"] == "OAuth EAAtest"


async def test_progress_is_told(base: str, api: aiohttp.ClientSession, meta: Upstream) -> None:
    meta.say(b'{"id":"upload:x","file_offset":4096}')
    async with api.get(URL(f"{base}/{SESSION}?sig=1", encoded=True)) as answer:
        assert (await answer.json())["file_offset"] == 4096
    assert (meta.asked[0].path, meta.asked[0].query) == (f"/v23.0/{SESSION}", "sig=1")


async def test_a_piece_without_the_prefix_is_told_so(api: aiohttp.ClientSession, meta: Upstream) -> None:
    async with api.post("/MTphdHRhY2htZW50", data=b"x", headers={"file_offset": "0"}) as answer:
        assert answer.status == 400
        assert "upload:" in (await answer.json())["error"]["message"]
    assert not meta.asked


@pytest.mark.parametrize("path", ["/nonsense", "/upload:", "/upload:a%2Fb", "/1234"])
async def test_nothing_else_can_be_posted_there(api: aiohttp.ClientSession, meta: Upstream, path: str) -> None:
    async with api.post(URL(path, encoded=True), data=b"{}") as answer:
        assert answer.status == 404
        assert (await answer.json())["error"]["code"] == 2500
    assert not meta.asked
