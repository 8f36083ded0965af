"""Onboarding links as objects: /onboarding_links."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.kit import clock

PREFILL = {
    "name": "Ada's Engines", "email": "ada@engines.example", "number": "+49 30 123", "partner_payload": "crm-1",
    "state": "a b&c", "lang": "de", "plan": "premium",
}  # fmt: skip


@pytest.fixture
async def path(acme: World, database: Database) -> str:
    async with database.writing(acme.partner.partner_id) as db:
        await db.execute("UPDATE partner SET partner_redirect_url = 'https://app.example.com/done'")
    return f"/api/v2/partners/{acme.partner.partner_id}/onboarding_links"


async def test_a_link_is_made_read_and_listed(api: aiohttp.ClientSession, path: str, acme: World) -> None:
    urls = {"success_url": "https://app.example.com/yes?a=1", "failure_url": "https://app.example.com/no"}
    status, made = await ask(api, "POST", path, json={**PREFILL, **urls, "max_uses": 3})
    assert status == 201
    assert made | PREFILL | urls | {"status": "active", "max_uses": 3, "uses": 0} == made
    assert "/onboarding/links/PHOL" in made["url"]
    assert await ask(api, "GET", f"{path}/{made['id']}") == (200, made)
    listed = (await ask(api, "GET", path, params={"limit": "1"}))[1]
    assert listed == {"onboarding_links": [made], "next_cursor": made["id"]}
    rest = (await ask(api, "GET", path, params={"cursor": made["id"]}))[1]
    assert [one["id"] for one in rest["onboarding_links"]] == [acme.partner.link_id]
    assert rest["next_cursor"] is None


async def test_links_are_listed_by_the_time_they_were_made(api: aiohttp.ClientSession, path: str, acme: World) -> None:
    now = clock.now()
    hours = {name: clock.iso(now + timedelta(hours=hour)) for name, hour in (("ago", -1), ("ahead", 1))}
    for query, count in (
        ({"since": hours["ago"]}, 1),
        ({"since": hours["ahead"]}, 0),
        ({"until": hours["ago"]}, 0),
        ({"since": hours["ago"], "until": hours["ahead"]}, 1),
    ):
        assert len((await ask(api, "GET", path, params=query))[1]["onboarding_links"]) == count, query


async def test_a_link_ends_after_thirty_days_and_one_use_unless_asked_otherwise(
    api: aiohttp.ClientSession, path: str
) -> None:
    made = (await ask(api, "POST", path, json={}))[1]
    assert (made["max_uses"], made["success_url"], made["failure_url"]) == (1, None, None)
    assert made["expires_at"] > clock.iso(clock.now() + timedelta(days=29))
    soon = clock.now() + timedelta(minutes=5)
    made = (await ask(api, "POST", path, json={"expires_at": soon.isoformat()}))[1]
    assert made["expires_at"] == clock.iso(soon)


async def test_a_link_is_revoked_for_good(api: aiohttp.ClientSession, path: str, acme: World) -> None:
    made = (await ask(api, "POST", path))[1]
    for _ in range(2):
        assert await ask(api, "DELETE", f"{path}/{made['id']}") == (200, made | {"status": "revoked"})
    for method in ("GET", "DELETE"):
        assert_error(*await ask(api, method, f"{path}/{acme.rival.link_id}"), 404, "link not found")


async def test_links_are_found_by_a_hash_and_kept_sealed(
    api: aiohttp.ClientSession, path: str, database: Database, acme: World
) -> None:
    token = (await ask(api, "POST", path))[1]["url"].rpartition("/")[2]
    async with database.reading(acme.partner.partner_id) as db:
        kept: Any = str(await db.fetch("SELECT onboarding_link::text FROM onboarding_link"))
    assert token not in kept
    assert token.encode().hex() not in kept


@pytest.mark.parametrize(
    ("given", "mentions"),
    [
        ({"success_url": "https://evil.example/"}, "success_url"),
        ({"failure_url": "https://evil.example/"}, "failure_url"),
        ({"failure_url": "javascript:alert(1)"}, "failure_url"),
        ({"max_uses": 0}, "max_uses"),
        ({"max_uses": 10**30}, "max_uses"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "9999-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "0001-01-01T00:00:00"}, "expires_at"),
        ({"expires_at": "soon"}, "expires_at"),
        ({"name": "x" * 2049}, "name"),
        ({"name": 7}, "name"),
    ],
)
async def test_what_is_wrong_is_named(
    api: aiohttp.ClientSession, path: str, given: dict[str, Any], mentions: str
) -> None:
    assert_error(*await ask(api, "POST", path, json=given), 400, mentions)
