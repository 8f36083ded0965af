"""/multi_webhook: up to three further destinations of a number (contract messaging-and-meta A.2, A.7)."""

import asyncio
from typing import Any

import aiohttp
import pytest
from tests.serving import client_of
from tests.world import World

from partnerhub.db.pool import Database

PATH = "/multi_webhook"
NOTHING: dict[str, Any] = {"enabled": False, "destinations": []}


def destination(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "url": f"https://{name}.example.com/in", "headers": {"X-Key": name}} | more


async def ask(api: aiohttp.ClientSession, method: str, body: Any = None, **options: Any) -> tuple[int, Any]:
    async with api.request(method, PATH, json=body, **options) as answer:
        return answer.status, await answer.json()


async def enabled(api: aiohttp.ClientSession, *names: str) -> None:
    body = {"enabled": True, "destinations": [destination(name) for name in names]}
    assert (await ask(api, "POST", body))[0] == 200


async def kept(api: aiohttp.ClientSession) -> list[Any]:
    return (await ask(api, "GET"))[1]["destinations"]


class TestSwitch:
    async def test_is_off_at_first(self, api: aiohttp.ClientSession) -> None:
        assert await ask(api, "GET") == (200, NOTHING)

    async def test_is_enabled_with_its_first_destinations(self, api: aiohttp.ClientSession) -> None:
        one = {**destination("one"), "headers": {"Content-Type": "application/json"}}  # as the documents' own example
        status, told = await ask(api, "POST", {"enabled": True, "destinations": [one]})
        assert (status, list(told)) == (200, ["message"])
        assert await ask(api, "GET") == (200, {"enabled": True, "destinations": [one]})

    async def test_enabling_twice_is_a_conflict_that_says_so(self, api: aiohttp.ClientSession) -> None:
        await enabled(api)
        status, told = await ask(api, "POST", {"enabled": True})
        assert status == 409
        assert "already enabled" in told["message"]

    async def test_disabling_keeps_the_destinations(self, api: aiohttp.ClientSession) -> None:
        await enabled(api, "one")
        assert (await ask(api, "POST", {"enabled": False}))[0] == 200
        assert await ask(api, "GET") == (200, {"enabled": False, "destinations": [destination("one")]})
        assert (await ask(api, "POST", {"enabled": True}))[0] == 200
        assert await kept(api) == [destination("one")]

    async def test_enabling_with_destinations_begins_with_these(self, api: aiohttp.ClientSession) -> None:
        await enabled(api, "one", "two")
        await ask(api, "POST", {"enabled": False})
        await enabled(api, "two", "three")
        assert sorted(one["name"] for one in await kept(api)) == ["three", "two"]

    async def test_leaves_the_numbers_own_webhook_alone(self, api: aiohttp.ClientSession) -> None:
        own = {"url": "https://own.example.com/", "headers": {}}
        await api.post("/v1/configs/webhook", json=own)
        await enabled(api, "one")
        async with api.get("/v1/configs/webhook") as answer:
            assert await answer.json() == own

    async def test_of_one_number_is_not_another_ones(self, base: str, api: aiohttp.ClientSession, acme: World) -> None:
        await enabled(api, "one")
        async with client_of(base, **{"d360-api-key": acme.rival.d360_api_key}) as rival:
            assert await ask(rival, "GET") == (200, NOTHING)


class TestDestinations:
    async def test_are_appended_up_to_three(self, api: aiohttp.ClientSession) -> None:
        await enabled(api, "one")
        assert (await ask(api, "PUT", {"destinations": [destination("two"), destination("three")]}))[0] == 200
        assert await kept(api) == [destination(name) for name in ("one", "two", "three")]
        status, told = await ask(api, "PUT", {"destinations": [destination("four")]})
        assert (status, list(told)) == (409, ["message"])
        assert len(await kept(api)) == 3

    async def test_stay_within_three_when_they_come_at_once(self, api: aiohttp.ClientSession) -> None:
        await enabled(api)
        bodies = [{"destinations": [destination(f"n{number}")]} for number in range(8)]
        statuses = [status for status, _ in await asyncio.gather(*(ask(api, "PUT", body) for body in bodies))]
        assert sorted(statuses) == [200] * 3 + [409] * 5
        assert len(await kept(api)) == 3

    async def test_have_unique_names_that_differ_by_case(self, api: aiohttp.ClientSession) -> None:
        await enabled(api, "one")
        assert (await ask(api, "PUT", {"destinations": [destination("one")]}))[0] == 409
        assert (await ask(api, "PUT", {"destinations": [destination("a"), destination("a")]}))[0] == 409
        assert (await ask(api, "PUT", {"destinations": [destination("ONE")]}))[0] == 200

    async def test_are_changed_by_name_and_keep_what_is_not_given(self, api: aiohttp.ClientSession) -> None:
        await enabled(api, "one", "two")
        assert (await ask(api, "PATCH", {"name": "one", "url": "https://new.example.com/"}))[0] == 200
        assert (await ask(api, "PATCH", {"name": "two", "headers": {}}))[0] == 200
        assert await kept(api) == [
            destination("one", url="https://new.example.com/"),
            destination("two", headers={}),
        ]

    @pytest.mark.parametrize("in_body", [True, False])
    async def test_are_removed_by_name(self, api: aiohttp.ClientSession, in_body: bool) -> None:
        await enabled(api, "one", "two")
        named = {"body": {"name": "one"}} if in_body else {"params": {"name": "one"}}
        assert (await ask(api, "DELETE", **named))[0] == 200
        assert await kept(api) == [destination("two")]
        status, told = await ask(api, "DELETE", **named)
        assert (status, list(told)) == (404, ["error"])

    async def test_cannot_be_added_or_changed_before_enabling(self, api: aiohttp.ClientSession) -> None:
        status, told = await ask(api, "PUT", {"destinations": [destination("one")]})
        assert (status, list(told)) == (409, ["message"])
        await enabled(api, "one")
        await ask(api, "POST", {"enabled": False})
        assert (await ask(api, "PATCH", {"name": "one", "url": "https://new.example.com/"}))[0] == 409

    @pytest.mark.parametrize(
        ("bad", "names"),
        [
            ({"url": "http://one.example.com/"}, "one.url"),
            ({"url": "https://one.example.com:3000/"}, "one.url"),
            ({"url": "https://your_webhook.example.com/"}, "one.url"),
            ({"headers": {"Host": "evil"}}, "one.headers.Host"),
            ({"headers": {"Content-Type": "text/html"}}, "one.headers.Content-Type"),
            ({"name": ""}, "name"),
            ({"name": "a\0b"}, "name"),
            ({"name": "x" * 200}, "name"),
        ],
    )
    async def test_that_cannot_be_used_are_refused_and_named(
        self, api: aiohttp.ClientSession, bad: dict[str, Any], names: str
    ) -> None:
        status, told = await ask(api, "POST", {"enabled": True, "destinations": [destination("one") | bad]})
        assert status == 400
        assert names in told["error"]
        assert await ask(api, "GET") == (200, NOTHING)
        await enabled(api, "one")
        if "name" not in bad:
            assert (await ask(api, "PATCH", {"name": "one", **bad}))[0] == 400
            assert await kept(api) == [destination("one")]

    async def test_unknown_ones_do_not_exist(self, api: aiohttp.ClientSession) -> None:
        await enabled(api)
        assert (await ask(api, "PATCH", {"name": "one", "url": "https://a.example.com/"}))[0] == 404
        assert (await ask(api, "DELETE", params={"name": "o\0e"}))[0] == 404
        assert (await ask(api, "DELETE"))[0] == 400

    async def test_keep_their_headers_sealed(self, api: aiohttp.ClientSession, acme: World, database: Database) -> None:
        await ask(api, "POST", {"enabled": True, "destinations": [destination("one", headers={"X-Key": "tulip"})]})
        async with database.reading(acme.partner.partner_id) as db:
            assert b"tulip" not in await db.fetchval("SELECT headers FROM endpoint WHERE kind = 'destination'")
