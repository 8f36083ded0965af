"""GET and POST /v1/configs/webhook, and GET, POST and DELETE /waba_webhook (contract messaging-and-meta A.2, A.7)."""

from typing import Any

import aiohttp
import pytest
from tests.serving import client_of
from tests.world import World

URL = "/v1/configs/webhook"
GOOD = {"url": "https://hooks.example.com/in?a=1", "headers": {"Authorization": "Basic eDp5"}}


class TestWebhookOfANumber:
    async def test_is_set_and_read_back(self, api: aiohttp.ClientSession) -> None:
        async with api.post(URL, json=GOOD) as answer:
            assert answer.status == 200
            assert await answer.json() == GOOD
        async with api.get(URL) as answer:
            assert answer.status == 200
            assert await answer.json() == GOOD

    async def test_is_empty_before_it_is_set(self, api: aiohttp.ClientSession) -> None:
        async with api.get(URL) as answer:
            assert await answer.json() == {"url": "", "headers": {}}

    @pytest.mark.parametrize("none", [{}, {"headers": None}, {"headers": {}}, {"headers": []}])
    async def test_loses_its_headers_when_set_without(self, api: aiohttp.ClientSession, none: dict[str, Any]) -> None:
        await api.post(URL, json=GOOD)
        async with api.post(URL, json={"url": "https://hooks.example.com/2", **none}) as answer:
            assert await answer.json() == {"url": "https://hooks.example.com/2", "headers": {}}
        async with api.get(URL) as answer:
            assert await answer.json() == {"url": "https://hooks.example.com/2", "headers": {}}

    async def test_is_read_whatever_the_content_type_says(self, api: aiohttp.ClientSession) -> None:
        async with api.post(URL, data=b'{"url":"https://hooks.example.com/3"}') as answer:
            assert answer.status == 200

    async def test_of_one_channel_is_not_another_ones(self, base: str, api: aiohttp.ClientSession, acme: World) -> None:
        await api.post(URL, json=GOOD)
        async with client_of(base, **{"d360-api-key": acme.rival.d360_api_key}) as rival, rival.get(URL) as answer:
            assert await answer.json() == {"url": "", "headers": {}}

    @pytest.mark.parametrize(
        ("body", "names"),
        [
            ({"url": "http://hooks.example.com/"}, "url"),
            ({"url": "https://hooks.example.com:8443/"}, "url"),
            ({"url": "https://my_hooks.example.com/"}, "url"),
            ({"url": "https://127.0.0.1/"}, "url"),
            ({"url": "https://localhost/"}, "url"),
            ({"url": "not a url"}, "url"),
            ({"url": ""}, "url"),
            ({"url": 5}, "url"),
            ({}, "url"),
            ({**GOOD, "headers": {"X-A": "b\r\nInjected: 1"}}, "headers.X-A"),
            ({**GOOD, "headers": {"Host": "evil"}}, "headers.Host"),
            ({**GOOD, "headers": {"x y": "1"}}, "headers"),
            ({**GOOD, "headers": ["a"]}, "headers"),
        ],
    )
    async def test_refuses_what_cannot_be_used_and_names_it(
        self, api: aiohttp.ClientSession, body: dict[str, Any], names: str
    ) -> None:
        async with api.post(URL, json=body) as answer:
            assert answer.status == 400
            meta = (await answer.json())["meta"]
        assert meta["success"] is False
        assert meta["http_code"] == 400
        assert names in meta["developer_message"]
        async with api.get(URL) as answer:
            assert await answer.json() == {"url": "", "headers": {}}

    @pytest.mark.parametrize("body", [b"", b"hello", b"[]", b'{"url":'])
    async def test_refuses_a_body_that_is_no_object(self, api: aiohttp.ClientSession, body: bytes) -> None:
        async with api.post(URL, data=body) as answer:
            assert answer.status == 400
            assert (await answer.json())["meta"]["http_code"] == 400


class TestWebhookOfAWaba:
    async def test_is_set_and_read_back(self, api: aiohttp.ClientSession) -> None:
        async with api.post("/waba_webhook", json={**GOOD, "override_all": True}) as answer:
            assert answer.status == 200
            assert "webhook URL was set" in (await answer.json())["message"]
        async with api.get("/waba_webhook") as answer:
            assert await answer.json() == GOOD
        async with api.get(URL) as answer:
            assert await answer.json() == {"url": "", "headers": {}}

    async def test_is_removed(self, api: aiohttp.ClientSession) -> None:
        await api.post(URL, json=GOOD)
        await api.post("/waba_webhook", json=GOOD)
        for _ in range(2):  # the second finds none
            async with api.delete("/waba_webhook") as answer:
                assert answer.status == 200
                assert await answer.json() == {"message": "The webhook URL was removed"}
        async with api.get("/waba_webhook") as answer:
            assert await answer.json() == {"url": "", "headers": {}}
        async with api.get(URL) as answer:
            assert await answer.json() == GOOD

    async def test_refuses_in_its_own_shape(self, api: aiohttp.ClientSession) -> None:
        async with api.post("/waba_webhook", json={"url": "ftp://x"}) as answer:
            assert answer.status == 400
            assert "url" in (await answer.json())["error"]
