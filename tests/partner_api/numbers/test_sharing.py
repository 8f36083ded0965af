"""Clients and numbers that a partner brings by API, from the request to the key (contract partner-api §9)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests import played as playing
from tests import world
from tests.partner_api.asking import assert_error
from tests.played import House, Played
from tests.waiting import eventually

from partnerhub.upstream.graph import Graph

LIFE = ["channel_created", "channel_submitted", "channel_ready", "channel_running", "channel_live"]


@dataclass
class Sharing:
    """A partner with a solution at Meta, and a WABA that the partner's own signup shared with it."""

    played: Played
    solution_id: str
    waba_id: str
    business_id: str
    phone_id: str
    path: str = field(init=False)

    def __post_init__(self) -> None:
        self.path = f"/api/v2/partners/{self.played.side.partner_id}"

    async def share(self, **given: Any) -> tuple[int, Any]:
        body = {"solution_id": self.solution_id, "waba_external_id": self.waba_id, **given}
        return await self.played.ask("POST", self.path + "/account_sharing/numbers", json=body)

    async def new_client(self, **given: Any) -> tuple[int, Any]:
        body = {"name": "Bluebird", "email": "jo@bluebird.example", **given}
        return await self.played.ask("POST", self.path + "/account_sharing/clients", json=body)

    async def progress(self, signup_id: str) -> dict[str, Any]:
        return (await self.played.ask("GET", f"{self.path}/account_sharing/numbers/{signup_id}"))[1]

    async def ended(self, signup_id: str) -> dict[str, Any]:
        await eventually(lambda: self._has_ended(signup_id))
        return await self.progress(signup_id)

    async def _has_ended(self, signup_id: str) -> bool:
        return (await self.progress(signup_id))["status"] != "onboarding"


@pytest.fixture
async def sharing(house: House) -> AsyncIterator[Sharing]:
    async with playing.played(house) as one:
        solution = await made(house, "solutions", name="Together")
        waba = await made(house, "wabas", name="Bluebird WABA", business_name="Bluebird GmbH")
        phone = await made(house, "phones", waba_id=waba["id"], phone_number=world.mobile())
        shared = await made(house, f"solutions/{solution['id']}/shares", waba_id=waba["id"])
        yield Sharing(one, solution["id"], waba["id"], shared["business_id"], phone["id"])


async def made(house: House, what: str, **given: Any) -> dict[str, Any]:
    async with house.http.post(f"/sandbox/api/{what}", json=given) as answer:
        assert answer.status < 300, await answer.text()
        return await answer.json()


class TestClient:
    async def test_is_made_and_told(self, sharing: Sharing) -> None:
        status, body = await sharing.new_client(user_name="Jo Miller", partner_payload="crm-1")
        assert status == 200
        assert body["client_id"] == body["id"]
        assert body["id"].endswith("CL")
        assert (body["name"], body["partner_payload"], body["max_channels"]) == ("Bluebird", "crm-1", 2)
        assert body["contact_user"] == {"name": "Jo Miller", "email": "jo@bluebird.example"}
        told = await sharing.played.told("client_created", lambda data: data["client"]["id"] == body["id"])
        assert told["client"]["partner_payload"] == "crm-1"
        read = await sharing.played.ask("GET", f"{sharing.path}/clients/{body['id']}")
        assert read[1] == {key: value for key, value in body.items() if key != "client_id"}

    async def test_is_made_twice_when_it_is_asked_for_twice(self, sharing: Sharing) -> None:
        first, second = (await sharing.new_client())[1], (await sharing.new_client())[1]
        assert first["id"] != second["id"]

    @pytest.mark.parametrize(
        ("given", "mentions"),
        [
            ({"name": ""}, "name"),
            ({"email": ""}, "email"),
            ({"email": "nobody"}, "email"),
            ({"email": "a@b.example\n"}, "email"),
            ({"name": None}, "name"),
        ],
    )
    async def test_needs_name_and_email(self, sharing: Sharing, given: dict[str, Any], mentions: str) -> None:
        assert_error(*await sharing.new_client(**given), 400, mentions)


class TestNumbers:
    async def test_are_echoed_and_onboarded_until_a_key_can_be_made(self, sharing: Sharing) -> None:
        client_id = (await sharing.new_client(partner_payload="crm-2"))[1]["client_id"]
        status, body = await sharing.share(client_id=client_id, tier="premium", channel_external_id=sharing.phone_id)
        assert status == 200
        assert body == {
            "id": body["id"],
            "solution_id": sharing.solution_id,
            "waba_external_id": sharing.waba_id,
            "client_id": client_id,
            "waba_business_id": None,
            "tier": "premium",
            "channel_external_id": sharing.phone_id,
            "message": "Success. Please wait, your number is onboarding.",
        }
        live = await sharing.played.told("channel_live", lambda data: data["client_id"] == client_id)
        assert live["external_id"] == sharing.phone_id
        assert live["waba_account"]["external_id"] == sharing.waba_id
        assert live["client"]["partner_payload"] == "crm-2"
        assert live["project"] == {"license_model": "premium"}
        for event in LIFE:
            await sharing.played.told(event, lambda data: data["id"] == live["id"])
        progress = await sharing.ended(body["id"])
        assert (progress["status"], progress["channels"], progress["error"]) == ("live", [live["id"]], None)
        status, key = await sharing.played.ask("POST", f"{sharing.path}/channels/{live['id']}/api_keys")
        assert (status, key["app_id"]) == (201, live["integration"]["app_id"])

    async def test_are_all_of_the_account_when_none_is_named(self, sharing: Sharing) -> None:
        await made(sharing.played.house, "phones", waba_id=sharing.waba_id)
        client_id = (await sharing.new_client())[1]["client_id"]
        progress = await sharing.ended((await sharing.share(client_id=client_id))[1]["id"])
        assert (progress["status"], len(progress["channels"])) == ("live", 2)

    async def test_of_an_unknown_business_make_its_client(self, sharing: Sharing) -> None:
        status, body = await sharing.share(waba_business_id=sharing.business_id)
        assert status == 200
        client = (await sharing.played.ask("GET", f"{sharing.path}/clients/{body['client_id']}"))[1]
        assert client["name"] == "Bluebird GmbH"
        assert (await sharing.ended(body["id"]))["status"] == "live"
        again = (await sharing.share(waba_business_id=sharing.business_id))[1]
        assert (again["client_id"], again["id"]) == (body["client_id"], body["id"])

    async def test_of_an_unknown_business_that_come_at_once_come_to_one_client(self, sharing: Sharing) -> None:
        other = await made(sharing.played.house, "phones", waba_id=sharing.waba_id, phone_number=world.mobile())
        shared = await asyncio.gather(
            *(
                sharing.share(waba_business_id=sharing.business_id, channel_external_id=phone_id)
                for phone_id in (sharing.phone_id, other["id"])
            )
        )
        assert {status for status, _ in shared} == {200}
        (client_id,) = {body["client_id"] for _, body in shared}
        for _, body in shared:
            assert (await sharing.ended(body["id"]))["status"] == "live"
        assert (await sharing.share(waba_business_id=sharing.business_id))[1]["client_id"] == client_id

    async def test_of_a_client_that_has_moved_to_another_partner_are_refused(self, sharing: Sharing) -> None:
        client_id = (await sharing.new_client())[1]["client_id"]
        async with sharing.played.house.database.writing(sharing.played.side.partner_id) as db:
            await db.execute("UPDATE client SET status = 'moved' WHERE id = $1", client_id)
        assert_error(*await sharing.share(client_id=client_id), 404, "Client not found")

    async def test_asked_for_twice_go_live_once(self, sharing: Sharing) -> None:
        client_id = (await sharing.new_client())[1]["client_id"]
        first, second = (await sharing.share(client_id=client_id))[1], (await sharing.share(client_id=client_id))[1]
        assert first["id"] == second["id"]
        (channel_id,) = (await sharing.ended(first["id"]))["channels"]
        await sharing.played.told("channel_live", lambda data: data["id"] == channel_id)
        assert sharing.played.names().count("channel_live") == 1

    async def test_that_meta_does_not_share_fail_with_a_reason_and_may_be_tried_again(self, sharing: Sharing) -> None:
        other = await made(sharing.played.house, "solutions", name="Other")
        given = {"waba_business_id": sharing.business_id, "solution_id": other["id"]}
        body = (await sharing.share(**given))[1]
        progress = await sharing.ended(body["id"])
        assert (progress["status"], progress["error"]["code"]) == ("failed", "waba_not_shared")
        assert "has not shared" in progress["error"]["details"]
        await made(sharing.played.house, f"solutions/{other['id']}/shares", waba_id=sharing.waba_id)
        assert (await sharing.share(**given))[1]["id"] == body["id"]
        assert (await sharing.ended(body["id"]))["status"] == "live"

    @pytest.mark.parametrize(
        ("given", "status", "mentions"),
        [
            ({}, 400, "client_id"),
            ({"client_id": "nothingCL"}, 404, "Client"),
            ({"client_id": "x", "solution_id": "12"}, 400, "solution_id"),
            ({"client_id": "x", "waba_external_id": ""}, 400, "waba_external_id"),
            ({"client_id": "x", "tier": "gold"}, 400, "tier"),
            ({"waba_business_id": "1000001"}, 400, "waba_business_id"),
            ({"waba_business_id": "1000001", "waba_external_id": "100000000000009"}, 404, "Not found"),
        ],
    )
    async def test_name_what_is_wrong(
        self, sharing: Sharing, given: dict[str, Any], status: int, mentions: str
    ) -> None:
        assert_error(*await sharing.share(**given), status, mentions)

    async def test_need_the_solution_of_the_settings(self, sharing: Sharing) -> None:
        path = sharing.path + "/settings/account_sharing"
        await sharing.played.ask("PATCH", path, json={"solution_id": "123456789012345"})
        assert_error(*await sharing.share(waba_business_id=sharing.business_id), 400, "solution_id")

    async def test_of_a_rival_are_not_seen(self, sharing: Sharing) -> None:
        body = (await sharing.share(waba_business_id=sharing.business_id))[1]
        await sharing.ended(body["id"])
        async with playing.played(sharing.played.house) as rival:
            path = f"/api/v2/partners/{rival.side.partner_id}/account_sharing/numbers/{body['id']}"
            assert_error(*await rival.ask("GET", path), 404)


class TestToken:
    async def test_is_replaced_before_it_ends(self, sharing: Sharing) -> None:
        body = (await sharing.share(waba_business_id=sharing.business_id))[1]
        await sharing.ended(body["id"])
        before = await self.row(sharing)
        assert before["token_refresh_at"] is not None
        async with sharing.played.house.database.writing(sharing.played.side.partner_id) as db:
            await db.execute("UPDATE waba SET token_refresh_at = now() WHERE id = $1", before["id"])
        await eventually(lambda: self.is_new(sharing, before["graph_token"]))
        after = await self.row(sharing)
        token, graph = (
            playing.VAULT.unseal(after["graph_token"]),
            Graph(sharing.played.house.settings.graph_base, "v23.0"),
        )
        assert (await graph.call("GET", f"/{sharing.waba_id}", token=token, params={"fields": "id"}))["id"]
        await graph.close()
        assert after["token_refresh_at"] > before["token_refresh_at"]

    async def row(self, sharing: Sharing) -> Any:
        async with sharing.played.house.database.reading(sharing.played.side.partner_id) as db:
            return await db.fetchrow("SELECT * FROM waba WHERE external_id = $1", sharing.waba_id)

    async def is_new(self, sharing: Sharing, before: bytes) -> bool:
        return (await self.row(sharing))["graph_token"] != before
