"""The partner's own API keys: /partner_keys."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.waiting import until_waits
from tests.world import VAULT, World

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain.access import keys
from partnerhub.kit import clock


@pytest.fixture
def partner(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}"


@pytest.fixture
def path(partner: str) -> str:
    return partner + "/partner_keys"


class TestPartnerKeys:
    async def test_are_shown_once_and_listed_without_the_secret(
        self, api: aiohttp.ClientSession, nobody: aiohttp.ClientSession, partner: str, path: str
    ) -> None:
        status, made = await ask(api, "POST", path, json={"name": "Prod Server"})
        assert (status, made["scopes"], made["addresses"], made["expires_at"]) == (201, None, None, None)
        assert (await ask(nobody, "GET", partner, headers={"x-api-key": made["api_key"]}))[0] == 200
        listed = (await ask(api, "GET", path))[1]["partner_keys"]
        assert [key["name"] for key in listed] == ["Prod Server", "tests"]
        assert made["api_key"] not in str(listed)
        assert listed[0]["last_used_at"] is not None

    async def test_are_refused_from_the_next_request_after_they_are_revoked(
        self, api: aiohttp.ClientSession, nobody: aiohttp.ClientSession, partner: str, path: str
    ) -> None:
        made = (await ask(api, "POST", path, json={"name": "x"}))[1]
        headers = {"x-api-key": made["api_key"]}
        assert (await ask(nobody, "GET", partner, headers=headers))[0] == 200
        assert (await ask(api, "DELETE", f"{path}/{made['id']}"))[0] == 200
        assert_error(*await ask(nobody, "GET", partner, headers=headers), 401)
        assert_error(*await ask(api, "DELETE", f"{path}/{made['id']}"), 404)

    async def test_with_scopes_do_that_and_no_more(
        self, api: aiohttp.ClientSession, nobody: aiohttp.ClientSession, partner: str, path: str
    ) -> None:
        made = (await ask(api, "POST", path, json={"name": "x", "scopes": ["clients:read", "partner_keys:write"]}))[1]
        headers = {"x-api-key": made["api_key"]}
        assert (await ask(nobody, "GET", partner + "/clients", headers=headers))[0] == 200
        assert_error(*await ask(nobody, "GET", partner + "/channels", headers=headers), 403, "channels:read")
        assert_error(*await ask(nobody, "POST", path, headers=headers, json={"name": "more"}), 403, "more than itself")
        status, _ = await ask(nobody, "POST", path, headers=headers, json={"name": "less", "scopes": ["clients:read"]})
        assert status == 201

    @pytest.mark.parametrize(("address", "status"), [("127.0.0.0/8", 200), ("192.0.2.7", 403)])
    async def test_with_addresses_work_from_there_alone(
        self,
        api: aiohttp.ClientSession,
        nobody: aiohttp.ClientSession,
        partner: str,
        path: str,
        address: str,
        status: int,
    ) -> None:
        body = {"name": "x", "addresses": [address, "::1"] if status == 200 else [address]}
        made = (await ask(api, "POST", path, json=body))[1]
        assert (await ask(nobody, "GET", partner, headers={"x-api-key": made["api_key"]}))[0] == status

    async def test_rolled_work_beside_their_successor_until_the_overlap_is_over(
        self, api: aiohttp.ClientSession, nobody: aiohttp.ClientSession, partner: str, path: str
    ) -> None:
        old = (await ask(api, "POST", path, json={"name": "x", "scopes": ["partner:read"]}))[1]
        new = (await ask(api, "POST", f"{path}/{old['id']}/roll", json={"overlap_seconds": 3600}))[1]
        assert (new["name"], new["scopes"]) == ("x", ["partner:read"])
        for key in (old, new):
            assert (await ask(nobody, "GET", partner, headers={"x-api-key": key["api_key"]}))[0] == 200
        await ask(api, "POST", f"{path}/{new['id']}/roll", json={"overlap_seconds": 0})
        assert (await ask(nobody, "GET", partner, headers={"x-api-key": new["api_key"]}))[0] == 401

    async def test_that_are_rolled_twice_at_once_have_one_successor(
        self, api: aiohttp.ClientSession, path: str, acme: World, database: Database, dsns: Dsns
    ) -> None:
        made, side = (await ask(api, "POST", path, json={"name": "x"}))[1], acme.partner
        async with database.writing(side.partner_id) as db:
            await keys.roll(db, side.partner_id, made["id"], overlap=timedelta(), vault=VAULT, now=clock.now())
            second = asyncio.create_task(ask(api, "POST", f"{path}/{made['id']}/roll", json={"overlap_seconds": 0}))
            await until_waits(dsns, "UPDATE partner_key")
        assert_error(*await second, 404, "has ended")
        assert [key["name"] for key in (await ask(api, "GET", path))[1]["partner_keys"]] == ["x", "x", "tests"]

    @pytest.mark.parametrize(
        ("body", "mentions"),
        [
            ({}, "name"),
            ({"name": " "}, "name"),
            ({"name": "\u001e"}, "name"),
            ({"name": "two\nlines"}, "name"),
            ({"name": "x", "scopes": ["everything"]}, "everything"),
            ({"name": "x", "addresses": ["home"]}, "addresses"),
            ({"name": "x", "addresses": ["fe80::1%eth0"]}, "addresses"),
            ({"name": "x", "expires_at": "2001-01-01T00:00:00Z"}, "expires_at"),
            ({"name": "x", "expires_at": "2001-01-01T00:00:00"}, "expires_at"),
            ({"name": "x", "expires_at": "0001-01-01T00:00:00+14:00"}, "expires_at"),
        ],
    )
    async def test_name_what_is_wrong(
        self, api: aiohttp.ClientSession, path: str, body: dict[str, object], mentions: str
    ) -> None:
        assert_error(*await ask(api, "POST", path, json=body), 400, mentions)

    @pytest.mark.parametrize("seconds", [-1, 604_801, 10**18, 10**30])
    async def test_are_not_rolled_with_an_overlap_beyond_seven_days(
        self, api: aiohttp.ClientSession, path: str, seconds: int
    ) -> None:
        made = (await ask(api, "POST", path, json={"name": "x"}))[1]
        rolled = await ask(api, "POST", f"{path}/{made['id']}/roll", json={"overlap_seconds": seconds})
        assert_error(*rolled, 400, "overlap_seconds")

    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            ("2999-01-01T00:00:00", "2999-01-01T00:00:00Z"),
            ("2999-01-01T02:30:00+02:30", "2999-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z"),
        ],
    )
    async def test_expire_at_any_time_that_can_be_written(
        self, api: aiohttp.ClientSession, path: str, given: str, shown: str
    ) -> None:
        status, made = await ask(api, "POST", path, json={"name": "x", "expires_at": given})
        assert (status, made["expires_at"]) == (201, shown)

    async def test_may_expire(
        self, api: aiohttp.ClientSession, nobody: aiohttp.ClientSession, partner: str, path: str, database: object
    ) -> None:
        expires = clock.iso(clock.now() + timedelta(days=1))
        made = (await ask(api, "POST", path, json={"name": "x", "expires_at": expires}))[1]
        assert made["expires_at"] == expires
        assert (await ask(nobody, "GET", partner, headers={"x-api-key": made["api_key"]}))[0] == 200
