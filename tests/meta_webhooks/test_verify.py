"""GET /meta/webhook (contract messaging-and-meta B.6)."""

import aiohttp
import pytest
from tests.meta_webhooks.conftest import PATH

GOOD = {"hub.mode": "subscribe", "hub.verify_token": "the verify token", "hub.challenge": "1158201444"}


class TestVerification:
    async def test_returns_the_challenge_as_plain_text(self, meta: aiohttp.ClientSession) -> None:
        async with meta.get(PATH, params=GOOD) as answer:
            assert answer.status == 200
            assert answer.headers["content-type"].startswith("text/plain")
            assert await answer.text() == "1158201444"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"hub.verify_token": "guess"},
            {"hub.verify_token": ""},
            {"hub.mode": "unsubscribe"},
            {"hub.verify_token": "ü"},
        ],
    )
    async def test_refuses_whoever_does_not_know_the_token(
        self, meta: aiohttp.ClientSession, wrong: dict[str, str]
    ) -> None:
        async with meta.get(PATH, params={**GOOD, **wrong}) as answer:
            assert answer.status == 403
            assert "1158201444" not in await answer.text()

    async def test_refuses_a_request_without_parameters(self, meta: aiohttp.ClientSession) -> None:
        assert (await meta.get(PATH)).status == 403
