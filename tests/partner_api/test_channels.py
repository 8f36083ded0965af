"""Channels, their cancellation and their keys (contract partner-api §7, §8)."""

from typing import Any

import aiohttp
import pytest
from tests import world
from tests.partner_api.asking import ask, assert_error
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.domain import channels
from partnerhub.kit import clock


@pytest.fixture
def partner(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}"


@pytest.fixture
def control(partner: str, acme: World) -> str:
    return f"{partner}/clients/{acme.partner.client_id}/channels/{acme.partner.channel_id}/control"


@pytest.fixture
def keys(partner: str, acme: World) -> str:
    return f"{partner}/channels/{acme.partner.channel_id}/api_keys"


async def events_of(database: Database, side: world.Side, channel_id: str) -> list[str]:
    async with database.reading(side.partner_id) as db:
        rows = await db.fetch("SELECT type FROM event WHERE channel_id = $1 ORDER BY id", channel_id)
    return [row["type"] for row in rows]


class TestChannel:
    async def test_reads_as_documented(self, api: aiohttp.ClientSession, partner: str, acme: World) -> None:
        status, body = await ask(api, "GET", f"{partner}/channels/{acme.partner.channel_id}")
        assert status == 200
        assert body["account_mode"] == "live"
        assert body["availability_status"] == "ready"
        assert body["hub_status"] == "live"
        assert body["setup_info"]["phone_number"] == acme.partner.phone_number
        assert body["integration"]["state"] == "running"
        assert body["integration"]["app_id"].isdecimal()
        assert body["waba_account"]["id"] == body["waba_account_id"] == acme.partner.waba_id
        assert body["client"]["contact_info"]["email"].endswith("@client.example")
        assert "terminated_at" not in body
        assert None not in body.values()

    async def test_in_draft_has_no_integration(
        self, api: aiohttp.ClientSession, partner: str, acme: World, database: Database
    ) -> None:
        draft = await world.add_channel(database, acme.partner, live=False)
        _, body = await ask(api, "GET", f"{partner}/channels/{draft}")
        assert (body["account_mode"], body["availability_status"]) == ("sandbox", "setting_up")
        assert "integration" not in body

    async def test_of_the_rival_does_not_exist(self, api: aiohttp.ClientSession, partner: str, acme: World) -> None:
        assert_error(*await ask(api, "GET", f"{partner}/channels/{acme.rival.channel_id}"), 404, "Channel not found")

    async def test_life_is_told_once_and_in_order(self, acme: World, database: Database) -> None:
        now = clock.now()
        async with database.writing(acme.partner.partner_id) as db:
            await channels.mark_live(db, acme.partner.partner_id, acme.partner.channel_id, now=now)
        assert await events_of(database, acme.partner, acme.partner.channel_id) == [
            "channel_created", "channel_submitted", "channel_ready", "channel_running", "channel_live",
            "channel_permission_granted",
        ]  # fmt: skip


class TestCancellation:
    @pytest.mark.parametrize("body", [{}, {"enabled": True}, None])
    async def test_ends_the_channel_with_the_month(
        self, api: aiohttp.ClientSession, control: str, acme: World, database: Database, body: Any
    ) -> None:
        status, channel = await ask(api, "POST", control + "/cancellation_request", json=body)
        assert status == 200
        assert channel["hub_status"] == "pending_deletion"
        assert channel["cancelled_at"] < channel["terminated_at"]
        assert channel["terminated_at"].endswith("-01T00:00:00Z")
        assert (await events_of(database, acme.partner, acme.partner.channel_id))[-1] == "cancellation_request"

    async def test_asked_again_changes_nothing(
        self, api: aiohttp.ClientSession, control: str, acme: World, database: Database
    ) -> None:
        first = await ask(api, "POST", control + "/cancellation_request", json={})
        assert await ask(api, "POST", control + "/cancellation_request", json={}) == first
        assert (await events_of(database, acme.partner, acme.partner.channel_id)).count("cancellation_request") == 1

    @pytest.mark.parametrize(("path", "body"), [("/reactivate", {}), ("/cancellation_request", {"enabled": False})])
    async def test_can_be_revoked(
        self, api: aiohttp.ClientSession, control: str, acme: World, database: Database, path: str, body: Any
    ) -> None:
        await ask(api, "POST", control + "/cancellation_request", json={})
        status, channel = await ask(api, "POST", control + path, json=body)
        assert (status, channel["hub_status"]) == (200, "live")
        assert "terminated_at" not in channel
        assert (await events_of(database, acme.partner, acme.partner.channel_id))[-1] == "cancellation_revoke"

    async def test_of_a_channel_that_is_not_cancelled_cannot_be_revoked_and_that_is_no_error(
        self, api: aiohttp.ClientSession, control: str, acme: World, database: Database
    ) -> None:
        assert (await ask(api, "POST", control + "/reactivate", json={}))[0] == 200
        assert "cancellation_revoke" not in await events_of(database, acme.partner, acme.partner.channel_id)

    async def test_needs_the_right_client_in_the_path(
        self, api: aiohttp.ClientSession, partner: str, acme: World
    ) -> None:
        path = f"{partner}/clients/otherCL/channels/{acme.partner.channel_id}/control/cancellation_request"
        assert_error(*await ask(api, "POST", path, json={}), 404)
        assert_error(
            *await ask(api, "POST", f"{partner}/channels/{acme.partner.channel_id}/control/cancellation_request"), 404
        )


class TestChannelKey:
    @pytest.mark.parametrize("body", [b"", b"{}"])
    async def test_is_made_with_an_empty_body_and_shown_once(
        self, api: aiohttp.ClientSession, keys: str, body: bytes
    ) -> None:
        headers = {"Content-Type": "application/json"}
        status, made = await ask(api, "POST", keys, data=body, headers=headers)
        assert status == 201
        assert set(made) == {"id", "address", "api_key", "app_id"}
        assert made["address"] == "http://localhost:8082"
        assert made["id"].isdecimal()
        _, shown = await ask(api, "GET", keys)
        assert [key["id"] for key in shown["api_keys"]] == [made["id"]]
        assert made["api_key"] not in shown["api_keys"][0]["api_key"]
        assert made["api_key"].startswith(shown["api_keys"][0]["api_key"].rstrip("*"))

    async def test_ends_the_one_before_it(self, api: aiohttp.ClientSession, keys: str) -> None:
        first = (await ask(api, "POST", keys))[1]
        second = (await ask(api, "POST", keys))[1]
        assert first["id"] != second["id"]
        assert [key["id"] for key in (await ask(api, "GET", keys))[1]["api_keys"]] == [second["id"]]

    @pytest.mark.parametrize("body", [b"", b"{}"])
    async def test_is_ended_by_delete_with_or_without_a_body(
        self, api: aiohttp.ClientSession, keys: str, body: bytes
    ) -> None:
        status, done = await ask(api, "DELETE", keys, data=body)
        assert (status, done["meta"]["success"], done["meta"]["http_code"]) == (200, True, 200)
        assert await ask(api, "GET", keys) == (200, {"api_keys": []})

    async def test_needs_the_clients_permission(
        self, api: aiohttp.ClientSession, keys: str, acme: World, database: Database
    ) -> None:
        async with database.writing(acme.partner.partner_id) as db:
            await channels.revoke_permission(
                db, acme.partner.partner_id, acme.partner.channel_id, actor="test", now=clock.now()
            )
        assert_error(*await ask(api, "POST", keys), 403, "permission")

    async def test_needs_a_running_channel(
        self, api: aiohttp.ClientSession, partner: str, acme: World, database: Database
    ) -> None:
        draft = await world.add_channel(database, acme.partner, live=False)
        async with database.writing(acme.partner.partner_id) as db:
            await channels.grant_permission(db, acme.partner.partner_id, draft, actor="test", now=clock.now())
        assert_error(*await ask(api, "POST", f"{partner}/channels/{draft}/api_keys"), 409, "running")

    @pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
    async def test_of_the_rivals_channel_does_not_exist(
        self, api: aiohttp.ClientSession, partner: str, acme: World, method: str
    ) -> None:
        path = f"{partner}/channels/{acme.rival.channel_id}/api_keys"
        assert_error(*await ask(api, method, path), 404, "Channel not found")
