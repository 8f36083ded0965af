"""/replays: many events sent once more."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.domain import webhooks
from partnerhub.domain.webhooks import replays
from partnerhub.kit import clock

SINCE = {"since": "2026-01-01T00:00:00Z"}


@pytest.fixture
def path(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}/replays"


async def begin(api: aiohttp.ClientSession, path: str, **asked: Any) -> dict[str, Any]:
    status, body = await ask(api, "POST", path, json=SINCE | asked)
    assert status == 201, body
    return body


class TestBeginning:
    async def test_tells_what_was_asked_and_how_far_it_is(self, api: aiohttp.ClientSession, path: str) -> None:
        body = await begin(api, path, until="2026-01-02T00:00:00+00:00", type="messages", status="exhausted")
        assert (body["since"], body["until"]) == ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")
        assert (body["state"], body["type"], body["status"]) == ("running", "messages", "exhausted")
        assert (body["progress"], body["looked_at"], body["finished_at"]) == (0.0, 0, None)

    @pytest.mark.parametrize("since", ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:01Z"])
    async def test_since_ever_is_since_the_first_moment_there_is(
        self, api: aiohttp.ClientSession, path: str, since: str
    ) -> None:
        assert (await begin(api, path, since=since))["since"] == "0001-01-01T00:00:01Z"

    @pytest.mark.parametrize(
        "asked",
        [{"since": "2999-01-01T00:00:00Z"}, {"until": "2025-01-01T00:00:00Z"}, {"status": "lost"}, {"type": "x" * 101},
         {"since": "yesterday"}],
    )  # fmt: skip
    async def test_refuses_what_cannot_be_meant(
        self, api: aiohttp.ClientSession, path: str, asked: dict[str, Any]
    ) -> None:
        assert_error(*await ask(api, "POST", path, json=SINCE | asked), 400)

    async def test_of_an_endpoint_that_is_not_there_is_404(self, api: aiohttp.ClientSession, path: str) -> None:
        asked = SINCE | {"endpoint_id": "whe_999999999999"}
        assert_error(*await ask(api, "POST", path, json=asked), 404, "endpoint")

    async def test_of_more_than_five_at_once_is_refused(self, api: aiohttp.ClientSession, path: str) -> None:
        for _ in range(5):
            await begin(api, path)
        assert_error(*await ask(api, "POST", path, json=SINCE), 409, "Five replays")


class TestTheList:
    async def test_is_read_backwards_page_by_page(self, api: aiohttp.ClientSession, path: str) -> None:
        made = [(await begin(api, path))["id"] for _ in range(3)]
        first = (await ask(api, "GET", path, params={"limit": "2"}))[1]
        assert [one["id"] for one in first["replays"]] == made[:0:-1]
        second = (await ask(api, "GET", path, params={"cursor": first["next_cursor"]}))[1]
        assert second["replays"][0]["id"] == made[0]
        assert second["next_cursor"] is None


class TestOne:
    async def test_tells_how_far_it_has_come(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str
    ) -> None:
        side = acme.partner
        async with database.writing(side.partner_id) as db:
            await webhooks.publish(db, side.partner_id, type="only_here", data=b"{}", now=clock.now())
        since = (clock.now() - timedelta(hours=1)).isoformat()
        begun = await begin(api, path, since=since, type="only_here", status="no_endpoint")
        while (body := (await ask(api, "GET", f"{path}/{begun['id']}"))[1])["state"] == "running":
            async with database.working_write() as db:
                await replays.step(db)
        assert (body["progress"], body["owed"], body["without_endpoint"]) == (1.0, 0, 1)
        assert body["finished_at"]

    async def test_is_cancelled_once(self, api: aiohttp.ClientSession, path: str) -> None:
        begun = await begin(api, path)
        status, body = await ask(api, "DELETE", f"{path}/{begun['id']}")
        assert (status, body["state"]) == (200, "cancelled")
        assert await ask(api, "DELETE", f"{path}/{begun['id']}") == (200, body)

    async def test_of_the_rival_is_404(self, api: aiohttp.ClientSession, acme: World, path: str) -> None:
        for method in ("GET", "DELETE"):
            assert_error(*await ask(api, method, f"{path}/{acme.rival.replay_id}"), 404, "Replay not found")
