"""Headers of the partner's webhook: /webhook_headers."""

from typing import Any

import aiohttp
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.world import VAULT, World

from partnerhub.db.pool import Database
from partnerhub.domain import webhooks

SECRET = {"Authorization": "Basic tulip", "X-Gateway": "7"}


@pytest.fixture
def partner(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}"


@pytest.fixture
def path(partner: str) -> str:
    return partner + "/webhook_headers"


async def test_headers_are_shown_masked_and_kept_sealed(
    api: aiohttp.ClientSession, database: Database, acme: World, path: str
) -> None:
    masked = {"headers": {"Authorization": "***", "X-Gateway": "***"}}
    assert await ask(api, "GET", path) == (200, {"headers": {}})
    assert await ask(api, "PUT", path, json={"headers": SECRET}) == (200, masked)
    assert await ask(api, "GET", path) == (200, masked)
    async with database.reading(acme.partner.partner_id) as db:
        assert await webhooks.partner_headers(db, acme.partner.partner_id, VAULT) == SECRET
        assert b"tulip" not in await db.fetchval("SELECT headers FROM endpoint")


async def test_headers_and_url_are_set_one_without_the_other(
    api: aiohttp.ClientSession, database: Database, acme: World, partner: str, path: str
) -> None:
    await ask(api, "PUT", path, json={"headers": SECRET})
    await ask(api, "POST", partner + "/webhook_url", json={"webhook_url": "https://a.example/hook"})
    async with database.reading(acme.partner.partner_id) as db:
        target = await webhooks.target(db, acme.partner.partner_id, "partner", acme.partner.partner_id, VAULT)
    assert target == webhooks.Target("https://a.example/hook", SECRET)
    await ask(api, "PUT", path, json={"headers": {}})
    assert (await ask(api, "GET", partner + "/webhook_url"))[1] == {"webhook_url": "https://a.example/hook"}


async def test_headers_are_replaced_as_a_whole_and_taken_away(api: aiohttp.ClientSession, path: str) -> None:
    await ask(api, "PUT", path, json={"headers": SECRET})
    assert (await ask(api, "PUT", path, json={"headers": {"x-b": "2"}}))[1] == {"headers": {"x-b": "***"}}
    assert (await ask(api, "DELETE", path))[0] == 200
    assert await ask(api, "GET", path) == (200, {"headers": {}})


@pytest.mark.parametrize(
    ("headers", "mentions"),
    [
        ({"Host": "evil.example"}, "Host"),
        ({"Content-Length": "0"}, "Content-Length"),
        ({"Transfer-Encoding": "chunked"}, "Transfer-Encoding"),
        ({"X-360dialog-Signature": "0"}, "X-360dialog-Signature"),
        ({"webhook-id": "1"}, "webhook-id"),
        ({"x-a": "1\r\nx-b: 2"}, "line breaks"),
        ({"x a": "1"}, "letters, digits and hyphens"),
        ({"x-a": "1", "X-A": "2"}, "twice"),
        ({"x-a": "***"}, "mask"),
        ({"x-a": 1}, "headers"),
        (["x-a"], "headers"),
        ({f"x-{n}": "" for n in range(21)}, "more than 20"),
    ],
)
async def test_unsafe_headers_are_refused_and_nothing_is_changed(
    api: aiohttp.ClientSession, path: str, headers: Any, mentions: str
) -> None:
    await ask(api, "PUT", path, json={"headers": SECRET})
    assert_error(*await ask(api, "PUT", path, json={"headers": headers}), 400, mentions)
    assert set((await ask(api, "GET", path))[1]["headers"]) == set(SECRET)
