"""Files in pieces, and what their handles are good for (contract A.2, Media uploads)."""

from typing import Any

import aiohttp
import pytest
from tests.sandbox.meta import APP_ID, Account, Meta

PICTURE = bytes(range(256)) * 10


async def begun(meta: Meta, account: Account, **more: Any) -> str:
    query = {"file_name": "me.png", "file_length": str(len(PICTURE)), "file_type": "image/png", **more}
    return (await meta.ok("POST", f"v23.0/{APP_ID}/uploads", account.token, params=query))["id"]


async def sent(meta: Meta, account: Account, session: str, piece: bytes, offset: int) -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"OAuth {account.token}", "file_offset": str(offset)}
    url = f"{meta.base}/sandbox/graph/v23.0/{session}"
    async with meta.http.post(url, data=piece, headers=headers) as answer:
        return answer.status, await answer.json(content_type=None)


async def test_a_file_in_pieces_becomes_a_picture_of_a_profile(meta: Meta) -> None:
    account = await meta.onboarded()
    session = await begun(meta, account)
    assert session.startswith("upload:")
    assert await sent(meta, account, session, PICTURE[:1000], 0) == (200, {"id": session, "file_offset": 1000})
    assert await meta.ok("GET", session, account.token) == {"id": session, "file_offset": 1000}
    status, body = await sent(meta, account, session, PICTURE[1000:], 1000)
    assert (status, set(body)) == (200, {"h"})
    given = {"messaging_product": "whatsapp", "profile_picture_handle": body["h"]}
    await meta.ok("POST", f"{account.phone_id}/whatsapp_business_profile", account.token, json=given)
    profile = await meta.ok("GET", f"{account.phone_id}/whatsapp_business_profile", account.token)
    async with aiohttp.ClientSession() as anybody, anybody.get(profile["data"][0]["profile_picture_url"]) as shown:
        assert (shown.status, shown.content_type, await shown.read()) == (200, "image/png", PICTURE)


async def test_a_piece_must_begin_where_the_last_one_ended(meta: Meta) -> None:
    account = await meta.onboarded()
    session = await begun(meta, account)
    status, body = await sent(meta, account, session, PICTURE[:10], 5)
    assert (status, body["error"]["code"]) == (400, 100)
    assert "must be 0, not 5" in body["error"]["message"]
    status, body = await sent(meta, account, session, PICTURE + b"x", 0)
    assert (status, body["error"]["code"]) == (400, 100)


@pytest.mark.parametrize("wrong", [{"file_type": "image/gif"}, {"file_length": "0"}, {"file_length": "x"}])
async def test_a_session_needs_a_kind_and_a_length(meta: Meta, wrong: dict[str, str]) -> None:
    account = await meta.onboarded()
    query = {"file_name": "me.png", "file_length": "1", "file_type": "image/png", **wrong}
    assert (await meta.error("POST", f"{APP_ID}/uploads", account.token, params=query))[:2] == (400, 100)


async def test_nobody_uploads(meta: Meta) -> None:
    assert (await meta.error("POST", f"{APP_ID}/uploads", "EAAnobody"))[:2] == (401, 190)
    assert (await meta.error("GET", "upload:nothing", (await meta.onboarded()).token))[:2] == (400, 100)


async def test_an_unknown_handle_is_no_picture(meta: Meta) -> None:
    account = await meta.onboarded()
    given = {"messaging_product": "whatsapp", "profile_picture_handle": "4::nothing"}
    path = f"{account.phone_id}/whatsapp_business_profile"
    assert (await meta.error("POST", path, account.token, json=given))[:2] == (400, 100)
    async with meta.http.get(f"{meta.base}/sandbox/pictures/nothing") as answer:
        assert answer.status == 404
