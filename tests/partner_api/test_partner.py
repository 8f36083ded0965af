"""GET and PATCH /partners/{id}, webhook_url (contract partner-api §5)."""

import aiohttp
from tests.world import World


class TestPartner:
    async def test_reads_itself(self, api: aiohttp.ClientSession, acme: World) -> None:
        async with api.get(f"/api/v2/partners/{acme.partner.partner_id}") as answer:
            assert answer.status == 200
            body = await answer.json()
        assert body["id"] == acme.partner.partner_id
        assert body["brand_name"] == "Acme"
        assert body["settings"]["partner_change_request"] == {"auto_approve": False}
        assert body["webhook_url"] is None
