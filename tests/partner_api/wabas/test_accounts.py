"""WABA accounts (contract partner-api §10)."""

import aiohttp
from tests.partner_api.asking import ask, assert_error
from tests.world import World


class TestAccount:
    async def test_reads_as_documented(self, api: aiohttp.ClientSession, acme: World) -> None:
        ours = acme.partner
        status, body = await ask(api, "GET", f"/api/v2/partners/{ours.partner_id}/waba_accounts/{ours.waba_id}")
        assert status == 200
        assert body.pop("fb_business_id").isdigit()
        assert body == {
            "id": ours.waba_id,
            "name": "Acme WABA",
            "namespace": "092819ec_f801_461b_b975_3a2d464f50a8",
            "partner_id": ours.partner_id,
            "client_id": ours.client_id,
            "external_id": ours.waba_external_id,
            "status": "approved",
            "timezone_id": 1,
        }

    async def test_of_the_rival_does_not_exist(self, api: aiohttp.ClientSession, acme: World) -> None:
        for waba_id in (acme.rival.waba_id, "nonesuWA"):
            path = f"/api/v2/partners/{acme.partner.partner_id}/waba_accounts/{waba_id}"
            assert_error(*await ask(api, "GET", path), 404, "WABA account not found")
            assert_error(*await ask(api, "GET", path + "/waba_templates"), 404, "WABA account not found")
