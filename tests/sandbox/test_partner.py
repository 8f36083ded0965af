"""The stand-in for a partner's own server."""

import aiohttp
from tests.sandbox.meta import Meta

from partnerhub.kit import ids


class TestHook:
    async def test_shows_what_it_took_newest_first_and_forgets_on_demand(self, meta: Meta) -> None:
        url = f"{meta.base}/sandbox/partner/hook/{ids.random_id(8)}"
        async with aiohttp.ClientSession() as http:
            for number in (1, 2):
                async with http.post(url, json={"n": number}, headers={"x-360dialog-signature": "abc"}) as answer:
                    assert answer.status == 200
            async with http.get(url) as answer:
                kept = await answer.json()
            assert [one["body"]["n"] for one in kept] == [2, 1]
            assert kept[0]["headers"]["x-360dialog-signature"] == "abc"
            await http.delete(url)
            async with http.get(url) as answer:
                assert await answer.json() == []


class TestMailbox:
    async def test_shows_letters_and_nothing_else_that_was_posted(self, meta: Meta) -> None:
        letter = {"recipient": f"{ids.random_id(8)}@crm.example", "subject": "<b>Hi", "text": "http://hub.example/x"}
        async with aiohttp.ClientSession() as http:
            for body in ({"other": 1}, letter):
                async with http.post(f"{meta.base}/sandbox/partner/hook/mailbox", json=body) as answer:
                    assert answer.status == 200
            async with http.get(f"{meta.base}/sandbox/mailbox") as answer:
                page = await answer.text()
        assert letter["recipient"] in page
        assert "&lt;b&gt;Hi" in page
        assert '<a href="http://hub.example/x"' in page


class TestBack:
    async def test_shows_the_result_and_runs_nothing_in_it(self, meta: Meta) -> None:
        async with aiohttp.ClientSession() as http:
            params = {"client": "aCL", "channels": "[xCH]", "state": "<script>alert(1)</script>"}
            async with http.get(f"{meta.base}/sandbox/partner/back", params=params) as answer:
                page = await answer.text()
        assert "[xCH]" in page
        assert "<script>" not in page
