"""/webhook_endpoints: where webhooks go, how each place stands, its options."""

from typing import Any

import aiohttp
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.world import VAULT, World

from partnerhub.db.pool import Database
from partnerhub.domain import channels, webhooks
from partnerhub.domain.webhooks import standing
from partnerhub.domain.webhooks.endpoints.ids import name_of, number_of
from partnerhub.kit import clock
from partnerhub.upstream.receivers.answers import Answer


@pytest.fixture
def path(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}/webhook_endpoints"


@pytest.fixture
async def both(database: Database, acme: World) -> list[int]:
    """The partner's own endpoint and that of its channel."""
    side = acme.partner
    async with database.writing(side.partner_id) as db:
        await webhooks.set_partner_url(db, side.partner_id, "https://a.example/own")
        await webhooks.set_target(db, side.partner_id, "channel", side.channel_id, "https://c.example/in", {}, VAULT)
        rows = await db.fetch("SELECT id FROM endpoint ORDER BY id")
    return [row["id"] for row in rows]


async def fail(database: Database, acme: World, endpoint_id: int, status: int, times: int = 1) -> None:
    async with database.working_write() as db:
        await standing.judge(db, acme.partner.partner_id, endpoint_id, [Answer(status, "status")] * times)


class TestTheList:
    async def test_is_read_page_by_page_and_by_standing(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, both: list[int]
    ) -> None:
        await fail(database, acme, both[1], 410)
        first = (await ask(api, "GET", path, params={"limit": "1"}))[1]
        assert ids(first) == [both[1]]
        second = (await ask(api, "GET", path, params={"limit": "1", "cursor": first["next_cursor"]}))[1]
        assert (ids(second), second["next_cursor"]) == ([both[0]], None)
        assert ids((await ask(api, "GET", path, params={"standing": "disabled"}))[1]) == [both[1]]
        assert ids((await ask(api, "GET", path, params={"standing": "failing"}))[1]) == []

    @pytest.mark.parametrize(("name", "value"), [("standing", "sick"), ("cursor", "x"), ("limit", "0")])
    async def test_names_the_parameter_at_fault(
        self, api: aiohttp.ClientSession, path: str, name: str, value: str
    ) -> None:
        assert_error(*await ask(api, "GET", path, params={name: value}), 400, name)


class TestOne:
    async def test_tells_how_it_stands(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, both: list[int]
    ) -> None:
        await fail(database, acme, both[0], 500, times=10)
        status, body = await ask(api, "GET", f"{path}/{name_of(both[0])}")
        assert status == 200
        assert body["failing_since"]
        assert body["resumes_at"] > body["failing_since"]
        assert body | {"failing_since": "", "resumes_at": ""} == {
            "id": name_of(both[0]), "kind": "partner", "owner_id": acme.partner.partner_id, "name": None,
            "url": "https://a.example/own", "standing": "failing", "failures": 10, "failing_since": "", "resumes_at": "",
            "disabled_at": None, "disabled_reason": None, "in_order": False, "max_in_flight": 64, "waiting": 0,
        }  # fmt: skip

    async def test_of_a_channel_hides_its_url_while_the_client_does_not_share_it(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, both: list[int]
    ) -> None:
        side = acme.partner
        assert (await ask(api, "GET", f"{path}/{name_of(both[1])}"))[1]["url"] == "https://c.example/in"
        async with database.writing(side.partner_id) as db:
            await channels.revoke_permission(db, side.partner_id, side.channel_id, actor="test", now=clock.now())
        assert (await ask(api, "GET", f"{path}/{name_of(both[1])}"))[1]["url"] is None
        assert [one["url"] for one in (await ask(api, "GET", path))[1]["webhook_endpoints"]] == [
            None,
            "https://a.example/own",
        ]

    @pytest.mark.parametrize("endpoint_id", ["0", "whe_1", "whe_000000000000", "whe_00000000000%C2%B2", "1" * 30])
    async def test_that_is_not_there_is_404(self, api: aiohttp.ClientSession, path: str, endpoint_id: str) -> None:
        assert_error(*await ask(api, "GET", f"{path}/{endpoint_id}"), 404, "not found")
        assert_error(*await ask(api, "PATCH", f"{path}/{endpoint_id}", json={}), 404, "not found")
        assert_error(*await ask(api, "POST", f"{path}/{endpoint_id}/activation"), 404, "not found")


class TestOptions:
    async def test_are_changed_one_by_one(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, both: list[int]
    ) -> None:
        one = f"{path}/{name_of(both[0])}"
        assert await options(api, one, {}) == (False, 64)
        assert await options(api, one, {"in_order": True}) == (True, 64)
        assert await options(api, one, {"max_in_flight": 8}) == (True, 8)
        async with database.writing(acme.partner.partner_id) as db:
            event_id = await webhooks.publish(
                db, acme.partner.partner_id, type="t", data=b"{}", channel_id="aCH", now=clock.now()
            )
            assert await db.fetchval("SELECT bucket FROM delivery WHERE event_id = $1", event_id) == "aCH"

    @pytest.mark.parametrize("most", [0, -1, 257, 2**70])
    async def test_stay_within_limits(self, api: aiohttp.ClientSession, path: str, both: list[int], most: int) -> None:
        status, body = await ask(api, "PATCH", f"{path}/{name_of(both[0])}", json={"max_in_flight": most})
        assert_error(status, body, 400, "max_in_flight")


class TestActivation:
    async def test_lets_go_on_what_waits(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, both: list[int]
    ) -> None:
        side = acme.partner
        async with database.writing(side.partner_id) as db:
            await webhooks.publish(db, side.partner_id, type="t", data=b"{}", now=clock.now())
        await fail(database, acme, both[0], 410)
        async with database.working() as db:
            await db.execute(
                "UPDATE delivery SET attempt = 9, next_at = now() + interval '1 day' WHERE partner_id = $1",
                side.partner_id,
            )
        body = (await ask(api, "GET", f"{path}/{name_of(both[0])}"))[1]
        assert (body["standing"], body["disabled_reason"], body["waiting"]) == ("disabled", "gone", 1)
        status, body = await ask(api, "POST", f"{path}/{name_of(both[0])}/activation")
        assert (status, body["standing"], body["disabled_at"]) == (200, "resuming", None)
        async with database.reading(side.partner_id) as db:
            row = await db.fetchrow("SELECT attempt, next_at <= now() AS due FROM delivery")
            assert row is not None
            assert tuple(row) == (0, True)


def ids(body: dict[str, Any]) -> list[int]:
    return [number_of(one["id"]) or 0 for one in body["webhook_endpoints"]]


async def options(api: aiohttp.ClientSession, path: str, changes: dict[str, Any]) -> tuple[bool, int]:
    status, body = await ask(api, "PATCH", path, json=changes)
    assert status == 200, body
    return body["in_order"], body["max_in_flight"]
