"""POST /messages and the other paths that are passed on (contract messaging-and-meta A.1, A.2)."""

import gzip

import aiohttp
import pytest
from tests.messaging_api.upstream import GRAPH_HEADERS, HTML, Upstream
from tests.world import World
from yarl import URL

from partnerhub.db.pool import Database

# Unknown fields, a key twice, odd spaces, numbers as nobody prints them: none of it is ours to tidy.
ODD = (
    b'{ "messaging_product":"whatsapp", "to":"4915100000000","type":"text",\n"text":{"body":"Gr\\u00fc\xc3\x9fe"},'
    b' "new_field":{"deep":[1.000, 1e2, 12345678901234567890]}, "to":"4915100000000" }'
)
SENT = b'{"messaging_product":"whatsapp","contacts":[{"input":"1","wa_id":"1"}],"messages":[{"id":"wamid.X"}]}'
ERROR = (
    b'{"error":{"message":"(#131047) Re-engagement message","type":"OAuthException","code":131047,'
    b'"error_data":{"messaging_product":"whatsapp","details":"24 hours"},"fbtrace_id":"Az8or2yhqkZfEZ-_4Qn_Bam"}}'
)


class TestSending:
    async def test_reaches_graph_byte_for_byte_with_the_token_of_the_waba(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream
    ) -> None:
        meta.say(SENT)
        async with api.post("/messages", data=ODD) as answer:
            assert answer.status == 200
            assert await answer.read() == SENT
        (asked,) = meta.asked
        assert (asked.method, asked.path) == ("POST", f"/v23.0/{acme.partner.phone_number_id}/messages")
        assert asked.body == ODD
        assert asked.headers["authorization"] == "Bearer EAAtest"
        assert asked.headers["content-type"] == "application/json"
        assert "d360-api-key" not in asked.headers

    async def test_leaves_out_a_byte_order_mark(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        await api.post("/messages", data=b"\xef\xbb\xbf" + ODD)
        assert meta.asked[0].body == ODD
        async with api.post("/v1/configs/webhook", data=b'\xef\xbb\xbf{"url": "https://example.com/"}') as answer:
            assert answer.status == 200

    async def test_says_that_a_compressed_body_is_not_read(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        async with api.post("/messages", data=gzip.compress(ODD), headers={"content-encoding": "gzip"}) as answer:
            assert answer.status == 400
            assert "encoded (gzip)" in (await answer.json())["error"]["message"]
        assert not meta.asked

    async def test_hands_on_graphs_own_headers_and_no_other(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        async with api.post("/messages", data=ODD) as answer:
            for name, value in GRAPH_HEADERS.items():
                assert answer.headers[name] == value
            assert "x-internal" not in answer.headers
            assert len(answer.headers.getall("content-type")) == 1

    async def test_hands_on_graphs_error_with_its_status(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(ERROR, status=400)
        async with api.post("/messages", data=ODD) as answer:
            assert answer.status == 400
            assert await answer.read() == ERROR

    @pytest.mark.parametrize("body", [b"", b"hello", b'{"to":', b"[]", b'"text"', b"{'to': 1}", b"[" * 100_000])
    async def test_refuses_what_is_no_json_object_as_graph_would(
        self, api: aiohttp.ClientSession, meta: Upstream, body: bytes
    ) -> None:
        async with api.post("/messages", data=body) as answer:
            assert answer.status == 400
            error = (await answer.json())["error"]
        assert error["code"] == 100
        assert "JSON" in error["message"]
        assert not meta.asked

    async def test_refuses_a_body_that_is_too_large(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        async with api.post("/messages", data=b'{"text":"' + b"x" * 5_000_001 + b'"}') as answer:
            assert answer.status == 413
            assert (await answer.json())["error"]["code"] == 100
        assert not meta.asked

    async def test_is_refused_when_the_channel_is_terminated(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database
    ) -> None:
        async with database.writing(acme.partner.partner_id) as db:
            await db.execute("UPDATE channel SET hub_status = 'terminated' WHERE id = $1", acme.partner.channel_id)
        async with api.post("/messages", data=ODD) as answer:
            assert answer.status == 400
            assert "Your WhatsApp for Business API has been disabled" in (await answer.json())["error"]["message"]
        assert not meta.asked

    async def test_still_works_while_a_cancellation_waits_for_the_end_of_the_month(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database
    ) -> None:
        async with database.writing(acme.partner.partner_id) as db:
            await db.execute(
                "UPDATE channel SET hub_status = 'pending_deletion' WHERE id = $1", acme.partner.channel_id
            )
        async with api.post("/messages", data=ODD) as answer:
            assert answer.status == 200


class TestUpstream:
    async def test_that_answers_html_is_a_bad_gateway(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(b"<html>oops</html>", headers=HTML)
        await _expect(api, 502)

    async def test_that_breaks_off_is_a_bad_gateway(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(SENT)
        meta.mood = "breaks off"
        await _expect(api, 502)

    async def test_that_sends_half_an_object_is_a_bad_gateway(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(SENT[:-5])
        await _expect(api, 502)

    async def test_that_stays_silent_is_a_gateway_timeout(
        self, hasty_api: aiohttp.ClientSession, meta: Upstream
    ) -> None:
        meta.mood = "silent"
        await _expect(hasty_api, 504)
        assert len(meta.asked) <= 1  # a message is never sent twice

    async def test_token_that_cannot_be_read_is_a_bad_gateway(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database
    ) -> None:
        async with database.writing(acme.partner.partner_id) as db:
            await db.execute("UPDATE waba SET graph_token = NULL WHERE id = $1", acme.partner.waba_id)
        await _expect(api, 502)
        assert not meta.asked


async def _expect(api: aiohttp.ClientSession, status: int) -> None:
    async with api.post("/messages", data=ODD) as answer:
        assert answer.status == status
        error = (await answer.json())["error"]
    assert error["code"] == 2
    assert error["is_transient"] is True
    assert error["type"] == "OAuthException"


class TestOtherPaths:
    @pytest.mark.parametrize(
        ("method", "path", "upstream"),
        [
            ("GET", "/message_templates?limit=3&fields=name,status", "/{waba}/message_templates"),
            ("POST", "/message_templates", "/{waba}/message_templates"),
            ("DELETE", "/message_templates?name=a%2Bb", "/{waba}/message_templates"),
            ("GET", "/whatsapp_business_profile?fields=about", "/{phone}/whatsapp_business_profile"),
            ("POST", "/whatsapp_business_profile", "/{phone}/whatsapp_business_profile"),
            ("GET", "/block_users", "/{phone}/block_users"),
            ("DELETE", "/block_users", "/{phone}/block_users"),
            ("POST", "/marketing_messages", "/{phone}/marketing_messages"),
        ],
    )
    async def test_lead_to_the_keys_own_number_or_waba(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, method: str, path: str, upstream: str
    ) -> None:
        body = None if method == "GET" else b'{"messaging_product":"whatsapp","to":"4915100000000","text":{"body":"x"}}'
        async with api.request(method, path, data=body) as answer:
            assert answer.status == 200
        (asked,) = meta.asked
        ids = {"waba": acme.partner.waba_external_id, "phone": acme.partner.phone_number_id}
        assert (asked.method, asked.path) == (method, "/v23.0" + upstream.format(**ids))
        assert asked.query == path.partition("?")[2]
        assert asked.body == (body or b"")

    async def test_marketing_messages_wrap_graphs_error(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(ERROR, status=400)
        async with api.post("/marketing_messages", data=ODD) as answer:
            assert answer.status == 400
            assert await answer.read() == b'{"detail":' + ERROR + b"}"


class TestMedia:
    async def test_upload_streams_the_form_as_it_comes(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream
    ) -> None:
        meta.say(b'{"id":"123"}')
        form = (
            b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.bin"\r\n\r\n' + bytes(range(256)) * 20_000
        )
        async with api.post("/media", data=form, headers={"content-type": "multipart/form-data; boundary=x"}) as answer:
            assert answer.status == 200
            assert await answer.json() == {"id": "123"}
        (asked,) = meta.asked
        assert asked.path == f"/v23.0/{acme.partner.phone_number_id}/media"
        assert asked.body == form
        assert asked.headers["content-type"] == "multipart/form-data; boundary=x"
        assert asked.headers["content-length"] == str(len(form))

    async def test_is_asked_for_as_the_keys_own_number(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream
    ) -> None:
        body = b'{"url":"https://lookaside.fbsbx.com/x","mime_type":"image/png","id":"123"}'
        meta.say(body)
        async with api.get("/123") as answer:
            assert await answer.read() == body
        async with api.delete("/123?phone_number_id=999") as answer:
            assert answer.status == 200
        assert [asked.method for asked in meta.asked] == ["GET", "GET", "DELETE"]
        assert {asked.query for asked in meta.asked} == {f"phone_number_id={acme.partner.phone_number_id}"}

    async def test_of_an_upstream_of_ones_own_is_told_at_our_address(
        self, api: aiohttp.ClientSession, meta: Upstream
    ) -> None:
        files = meta.base.removesuffix("/graph").encode()
        meta.say(b'{"url":"%s/whatsapp_business/attachments/?mid=1","mime_type":"image/png","x":1.0}' % files)
        async with api.get("/123") as answer:
            body = await answer.read()
        assert b"http://localhost:8082/whatsapp_business/attachments/?mid=1" in body
        assert b'"x":1.0' in body

    @pytest.mark.parametrize("path", ["/123", "/v1/media/123"])
    async def test_shows_and_ends_no_node_that_is_not_a_file(
        self, api: aiohttp.ClientSession, meta: Upstream, path: str
    ) -> None:
        meta.say(b'{"id":"123","name":"Some flow"}')
        for method in ("GET", "DELETE"):
            async with api.request(method, path) as answer:
                assert answer.status == 404
                assert "Some flow" not in await answer.text()
        assert {asked.method for asked in meta.asked} == {"GET"}

    async def test_file_comes_as_it_is(self, base: str, api: aiohttp.ClientSession, meta: Upstream) -> None:
        file = bytes(range(256)) * 5_000
        meta.say(file, headers={"content-type": "image/png"})
        async with api.get(
            URL(f"{base}/whatsapp_business/attachments/?mid=1&ext=2&hash=a%2Fb", encoded=True)
        ) as answer:
            assert await answer.read() == file
            assert answer.headers["content-type"] == "image/png"
            assert answer.headers["content-length"] == str(len(file))
        assert (meta.asked[0].path, meta.asked[0].query) == (
            "/whatsapp_business/attachments/",
            "mid=1&ext=2&hash=a%2Fb",
        )

    async def test_file_that_breaks_off_does_not_look_whole(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(b"half", headers={"content-type": "image/png"})
        meta.mood = "breaks off"
        with pytest.raises(aiohttp.ClientError):
            async with api.get("/whatsapp_business/attachments/?mid=1") as answer:
                await answer.read()
