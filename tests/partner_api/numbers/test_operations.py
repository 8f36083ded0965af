"""Display name, click-to-WhatsApp ads and shop settings, up to Meta and back (contract partner-api §7.4)."""

from typing import Any

import pytest
from tests.partner_api.asking import assert_error
from tests.played import Played

COMMERCE = "/whatsapp_commerce_settings"


def name_status(data: dict[str, Any]) -> str | None:
    return data["setup_info"].get("new_name_status")


class TestDisplayName:
    async def test_is_reviewed_by_meta_and_the_verdict_is_told(self, played: Played) -> None:
        status, body = await played.ask("POST", played.path + "/display_name", json={"new_display_name": "New Name"})
        assert status == 200
        assert (name_status(body), body["setup_info"]["phone_name"]) == ("PENDING_REVIEW", "Played")
        await played.told("channel_status_changed", lambda data: name_status(data) == "PENDING_REVIEW")
        data = await played.told("channel_status_changed", lambda data: name_status(data) == "APPROVED")
        assert data["setup_info"]["phone_name"] == "New Name"
        assert (await played.at_meta())["verified_name"] == "New Name"

    async def test_may_be_rejected(self, played: Played) -> None:
        await played.ask("POST", played.path + "/display_name", json={"new_display_name": "Please reject"})
        data = await played.told("channel_status_changed", lambda data: name_status(data) == "DECLINED")
        assert data["setup_info"]["phone_name"] == "Played"

    @pytest.mark.parametrize("body", [{}, {"new_display_name": ""}, {"new_display_name": "x" * 513}])
    async def test_is_required(self, played: Played, body: dict[str, str]) -> None:
        assert_error(*await played.ask("POST", played.path + "/display_name", json=body), 400, "new_display_name")


class TestCtwa:
    async def test_is_switched_on_and_off(self, played: Played) -> None:
        status, body = await played.ask("POST", played.path + "/enable_ctwa")
        assert status == 200
        (dataset,) = (await played.graph("GET", f"{played.waba}/dataset"))[1]["data"]
        assert body["ctwa"] == {"enabled": True, "dataset_id": dataset["id"]}
        assert (await played.ask("POST", played.path + "/enable_ctwa", json={}))[1] == body
        status, body = await played.ask("POST", played.path + "/disable_ctwa")
        assert status == 200
        assert "ctwa" not in body


class TestCommerceSettings:
    async def test_are_metas(self, played: Played) -> None:
        status, body = await played.ask("GET", played.path + COMMERCE)
        assert status == 200
        (shop,) = body["data"]
        assert (shop["is_cart_enabled"], shop["is_catalog_visible"]) == (True, False)
        assert shop["id"].isdecimal()
        done = await played.ask("POST", played.path + COMMERCE, json={"is_catalog_visible": True})
        assert done == (200, {"success": True})
        (shop,) = (await played.graph("GET", f"{played.phone}{COMMERCE}"))[1]["data"]
        assert (shop["is_cart_enabled"], shop["is_catalog_visible"]) == (True, True)

    async def test_need_something_to_set(self, played: Played) -> None:
        assert_error(*await played.ask("POST", played.path + COMMERCE, json={}), 400, "is_cart_enabled")


class TestRefusals:
    @pytest.mark.parametrize("client", ["nothingCL", "rival"])
    async def test_the_path_must_name_the_channels_client(self, played: Played, client: str) -> None:
        path = played.path.replace(played.side.client_id, client)
        assert_error(*await played.ask("GET", path + COMMERCE), 404, "Channel not found")

    async def test_metas_refusal_is_told_in_metas_words(self, played: Played) -> None:
        async with played.house.database.writing(played.side.partner_id) as db:
            await db.execute("UPDATE channel SET external_id = '1' || external_id")
        status, body = await played.ask("GET", played.path + COMMERCE)
        assert_error(status, body, 404)
        assert body["meta"]["error_data"]["code"] == "100"

    async def test_a_channel_whose_account_left_is_not_connected(self, played: Played) -> None:
        await played.control(f"wabas/{played.waba}/removal")
        await played.told("channel_status_changed")
        assert_error(*await played.ask("POST", played.path + "/enable_ctwa"), 409, "connect it again")

    async def test_a_terminated_channel_is_over(self, played: Played) -> None:
        await played.ask("POST", played.path + "/control/cancellation_request")
        async with played.house.database.writing(played.side.partner_id) as db:
            await db.execute("UPDATE channel SET terminated_at = now()")
        await played.told("cancellation_processed")
        assert_error(*await played.ask("POST", played.path + "/disable_ctwa"), 409, "terminated")
