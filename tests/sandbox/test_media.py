"""Media are uploaded, linked for five minutes, downloaded and deleted (contract B.4)."""

import hashlib

import aiohttp
import pytest
from tests.sandbox.meta import Account, Meta
from tests.sandbox.test_messages import inbound_from

from partnerhub.db.pool import Database

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 500


def form(content: bytes = PNG, mime_type: str = "image/png") -> aiohttp.FormData:
    data = aiohttp.FormData()
    data.add_field("messaging_product", "whatsapp")
    data.add_field("file", content, filename="a.png", content_type=mime_type)
    return data


async def uploaded(meta: Meta, account: Account) -> str:
    return (await meta.ok("POST", f"{account.phone_id}/media", account.token, data=form()))["id"]


async def download(meta: Meta, url: str, token: str) -> tuple[int, bytes]:
    async with meta.http.get(url, headers={"Authorization": f"Bearer {token}"}) as response:
        return response.status, await response.read()


async def test_what_is_uploaded_comes_back_the_same(meta: Meta) -> None:
    account = await meta.onboarded()
    media = await uploaded(meta, account)
    shown = await meta.ok("GET", media, account.token, params={"phone_number_id": account.phone_id})
    assert shown["sha256"] == hashlib.sha256(PNG).hexdigest()
    assert (shown["mime_type"], shown["file_size"], shown["messaging_product"]) == ("image/png", len(PNG), "whatsapp")
    assert "/whatsapp_business/attachments/?mid=" in shown["url"]
    assert await download(meta, shown["url"], account.token) == (200, PNG)


async def test_a_link_needs_its_token_its_hash_and_its_time(meta: Meta) -> None:
    account, other = await meta.onboarded(), await meta.onboarded()
    url = (await meta.ok("GET", await uploaded(meta, account), account.token))["url"]
    assert (await download(meta, url, "EAAnobody"))[0] == 401
    assert (await download(meta, url, other.token))[0] == 401
    assert (await download(meta, url.partition("?")[0] + "?ext=&hash=", other.token))[0] == 400
    assert (await download(meta, url[:-3] + "abc", account.token))[0] == 400
    until = url.partition("ext=")[2].partition("&")[0]
    assert (await download(meta, url.replace(until, str(int(until) - 400)), account.token))[0] == 400


async def test_a_message_may_name_only_media_of_its_own_number(meta: Meta) -> None:
    account, other, customer = await meta.onboarded(), await meta.onboarded(), await meta.customer()
    media = await uploaded(meta, account)
    assert await meta.send(account, to=customer, type="image", image={"id": media})
    body = {"messaging_product": "whatsapp", "to": customer, "type": "image", "image": {"id": media}}
    assert (await meta.error("POST", f"{other.phone_id}/messages", other.token, json=body))[1] == 100


async def test_a_file_must_fit_what_it_is_sent_as(meta: Meta, database: Database) -> None:
    account, customer = await meta.onboarded(), await meta.customer()
    media = await uploaded(meta, account)
    header = {"type": "image", "image": {"id": "12345"}}
    buttons = {"buttons": [{"type": "reply", "reply": {"id": "y", "title": "Yes"}}]}
    framed = {"type": "button", "header": header, "body": {"text": "?"}, "action": buttons}
    body = {"messaging_product": "whatsapp", "to": customer, "type": "interactive", "interactive": framed}
    status, answer = await meta.graph("POST", f"{account.phone_id}/messages", account.token, json=body)
    assert (status, answer["error"]["code"]) == (400, 100)
    assert "['header']['image']['id'] is not a valid whatsapp business account media" in answer["error"]["message"]
    sent = await meta.send(account, to=customer, type="audio", audio={"id": media})
    await meta.app.statuses(sent, "failed")
    failed = next(one for one in meta.app.all_statuses() if one["id"] == sent)["errors"][0]
    assert (failed["code"], "image/png" in failed["error_data"]["details"]) == (131053, True)
    async with database.working() as db:
        await db.execute("UPDATE sandbox.media SET created_at = created_at - interval '31 days' WHERE id = $1", media)
    body = {"messaging_product": "whatsapp", "to": customer, "type": "image", "image": {"id": media}}
    assert (await meta.error("POST", f"{account.phone_id}/messages", account.token, json=body))[1] == 100


async def test_wrong_types_and_sizes_are_refused(meta: Meta) -> None:
    account = await meta.onboarded()
    path = f"{account.phone_id}/media"
    assert (await meta.error("POST", path, account.token, data=form(b"x" * (5 * 1024 * 1024 + 1))))[1] == 131053
    assert (await meta.error("POST", path, account.token, data=form(b"")))[1] == 131053
    assert (await meta.error("POST", path, account.token, data=form(mime_type="image/gif")))[1] == 100
    assert (await meta.error("POST", path, account.token, json={"messaging_product": "whatsapp"}))[1] == 100


async def test_it_is_gone_after_deletion_and_after_thirty_days(meta: Meta, database: Database) -> None:
    account = await meta.onboarded()
    first, second = await uploaded(meta, account), await uploaded(meta, account)
    assert await meta.ok("DELETE", first, account.token) == {"success": True}
    async with database.working() as db:
        await db.execute("UPDATE sandbox.media SET created_at = created_at - interval '31 days' WHERE id = $1", second)
    for media in (first, second):
        assert await meta.error("GET", media, account.token) == (400, 100, 33)


async def test_a_body_that_is_no_form_is_told_in_graphs_words(meta: Meta) -> None:
    account = await meta.onboarded()
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        given = {"headers": {"Authorization": f"Bearer {account.token}", "Content-Type": kind}, "data": b"nothing"}
        async with meta.http.post(f"{meta.base}/sandbox/graph/{account.phone_id}/media", **given) as answer:
            assert (answer.status, (await answer.json(content_type=None))["error"]["code"]) == (400, 100)


@pytest.mark.parametrize("kind", ["image", "sticker", "audio", "video", "document"])
async def test_a_medium_without_an_id_is_a_sample_that_can_be_fetched(meta: Meta, kind: str) -> None:
    account, customer = await meta.onboarded(), await meta.customer()
    wrote = {"to": account.phone_id, "type": kind, "content": {"caption": "Look"}}
    await meta.control("POST", f"customers/{customer}/messages", json=wrote)
    told = (await meta.app.first(inbound_from(customer)))["messages"][0][kind]
    assert told["caption"] == "Look"
    assert (await meta.ok("GET", told["id"], account.token)).items() >= {
        "mime_type": told["mime_type"],
        "sha256": told["sha256"],
    }.items()
