"""PATCH and GET of settings (contract partner-api §5.5, hub-and-onboarding §1.4)."""

from typing import Any

import aiohttp
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.domain import audit

SOLUTION = "123456789012345"
SWITCHES = ["standard_tiered_pricing", "marketing_messages_routing", "legacy_token_authentication", "io_signature"]


@pytest.fixture
def partner(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}"


@pytest.fixture
def path(partner: str) -> str:
    return partner + "/settings"


def answered(data: Any) -> tuple[int, Any]:
    meta = {"success": True, "http_code": 200, "developer_message": "OK"}
    return 200, {"meta": meta, "status_code": 200, "data": data}


class TestAccountSharing:
    async def test_is_set_read_and_shown_on_the_partner(
        self, api: aiohttp.ClientSession, path: str, partner: str
    ) -> None:
        ids = {"solution_id": SOLUTION, "business_manager_id": "348728345238956"}
        assert await ask(api, "PATCH", path + "/account_sharing", json=ids) == answered(ids)
        assert await ask(api, "GET", path + "/account_sharing") == answered(ids)
        assert (await ask(api, "GET", partner))[1]["settings"]["account_sharing"] == ids

    async def test_leaves_what_is_absent_and_clears_what_is_null(self, api: aiohttp.ClientSession, path: str) -> None:
        here = path + "/account_sharing"
        await ask(api, "PATCH", here, json={"solution_id": SOLUTION, "business_manager_id": "1"})
        half = {"solution_id": SOLUTION, "business_manager_id": None}
        assert await ask(api, "PATCH", here, json={"business_manager_id": None}) == answered(half)
        assert await ask(api, "PATCH", here, json={}) == answered(half)
        none = {"solution_id": None, "business_manager_id": None}
        assert await ask(api, "PATCH", here, data={"solution_id": ""}) == answered(none), "a form has no null"

    @pytest.mark.parametrize("solution", ["12", "1234567890123x", "1" * 19, 5])
    async def test_names_what_is_wrong(self, api: aiohttp.ClientSession, path: str, solution: Any) -> None:
        answer = await ask(api, "PATCH", path + "/account_sharing", json={"solution_id": solution})
        assert_error(*answer, 400, "solution_id")


class TestPartnerChangeRequest:
    @pytest.mark.parametrize(
        ("given", "kept"), [(True, True), (False, False), ("true", True), ("false", False), ("True", True)]
    )
    async def test_takes_booleans_and_their_names(
        self, api: aiohttp.ClientSession, path: str, partner: str, given: Any, kept: bool
    ) -> None:
        here = path + "/partner_change_request"
        assert await ask(api, "PATCH", here, json={"auto_approve": not kept}) == answered({"auto_approve": not kept})
        assert await ask(api, "PATCH", here, json={"auto_approve": given}) == answered({"auto_approve": kept})
        assert await ask(api, "GET", here) == answered({"auto_approve": kept})
        settings = (await ask(api, "GET", partner))[1]["settings"]
        assert settings["partner_change_request"] == {"auto_approve": kept}

    @pytest.mark.parametrize("body", [{}, {"auto_approve": "maybe"}, {"auto_approve": None}])
    async def test_is_required(self, api: aiohttp.ClientSession, path: str, body: Any) -> None:
        assert_error(*await ask(api, "PATCH", path + "/partner_change_request", json=body), 400, "auto_approve")


class TestDataStorageRegion:
    async def test_is_one_of_metas(self, api: aiohttp.ClientSession, path: str, partner: str) -> None:
        here, germany = path + "/data_storage_region", {"default_data_localization_region": "DE"}
        assert await ask(api, "PATCH", here, json=germany) == answered(germany)
        assert await ask(api, "GET", here) == answered(germany)
        assert (await ask(api, "GET", partner))[1]["settings"].items() >= germany.items()
        nowhere = {"default_data_localization_region": None}
        assert await ask(api, "PATCH", here, json=nowhere) == answered(nowhere)
        atlantis = {"default_data_localization_region": "AX"}
        assert_error(*await ask(api, "PATCH", here, json=atlantis), 400, "default_data_localization_region")


class TestSwitches:
    @pytest.mark.parametrize("name", SWITCHES)
    async def test_are_switched_and_stay(self, api: aiohttp.ClientSession, path: str, name: str) -> None:
        for enabled in (True, False, True):
            assert await ask(api, "PATCH", f"{path}/{name}", json={"enabled": enabled}) == answered(
                {"enabled": enabled}
            )
            assert await ask(api, "GET", f"{path}/{name}") == answered({"enabled": enabled})

    async def test_all_settings_are_read_at_once(self, api: aiohttp.ClientSession, path: str) -> None:
        await ask(api, "PATCH", path + "/io_signature", json={"enabled": True})
        assert await ask(api, "GET", path) == answered(
            {
                "account_sharing": {"solution_id": None, "business_manager_id": None},
                "partner_change_request": {"auto_approve": False},
                "data_storage_region": {"default_data_localization_region": None},
                "standard_tiered_pricing": {"enabled": True},
                "marketing_messages_routing": {"enabled": False},
                "legacy_token_authentication": {"enabled": True},
                "io_signature": {"enabled": True},
            }
        )

    async def test_one_partners_settings_are_not_the_rivals(
        self, api: aiohttp.ClientSession, path: str, acme: World, database: Database
    ) -> None:
        await ask(api, "PATCH", path + "/io_signature", json={"enabled": True})
        async with database.reading(acme.rival.partner_id) as db:
            assert not await db.fetchval("SELECT io_signature_required FROM partner")


class TestProfile:
    async def test_is_changed_with_the_partner(self, api: aiohttp.ClientSession, partner: str) -> None:
        profile = {
            "brand_name": "Acme & Söhne",
            "logo_url": "https://acme.example/logo.png",
            "country": "US",
            "allow_client_to_add_phone_no": False,
        }
        status, body = await ask(api, "PATCH", partner, json=profile)
        assert (status, {name: body[name] for name in profile}) == (200, profile)
        status, body = await ask(api, "PATCH", partner, json={"logo_url": "", "brand_name": None})
        assert (status, body["logo_url"], body["brand_name"]) == (200, None, "Acme & Söhne")

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("country", "XX"), ("country", ""), ("country", "us"), ("logo_url", "javascript:alert(1)"),
            ("logo_url", "https://user@host/"), ("brand_name", "x" * 101), ("brand_name", "a\nb"),
            ("allow_client_to_add_phone_no", "perhaps"),
        ],
    )  # fmt: skip
    async def test_names_what_is_wrong(self, api: aiohttp.ClientSession, partner: str, name: str, value: str) -> None:
        assert_error(*await ask(api, "PATCH", partner, json={name: value}), 400, name)

    async def test_a_change_is_in_the_audit_log(
        self, api: aiohttp.ClientSession, partner: str, acme: World, database: Database
    ) -> None:
        await ask(api, "PATCH", partner, json={"brand_name": "New", "webhook_url": None})
        async with database.reading(acme.partner.partner_id) as db:
            (row,) = await db.fetch("SELECT actor, action, changes FROM audit")
        assert (row["actor"], row["action"]) == (f"key:{acme.partner.partner_key_id}", "partners.change")
        (change,) = audit.read(row["changes"])
        assert (change.before, change.after) == ({"brand_name": "Acme"}, {"brand_name": "New"})
