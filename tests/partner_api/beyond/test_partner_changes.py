"""Requests to change partner: /partner_change_requests."""

import aiohttp
import msgspec
from tests.partner_api.asking import ask
from tests.world import VAULT, World

from partnerhub.db.pool import Database
from partnerhub.domain import partner_changes
from partnerhub.domain.audit import Origin
from partnerhub.domain.partner_changes import Post
from partnerhub.kit import clock


class TestRequests:
    async def test_are_listed_filtered_and_read_by_both_partners(
        self, api: aiohttp.ClientSession, acme: World, database: Database
    ) -> None:
        mine, rival = acme.partner, acme.rival
        async with database.writing(rival.partner_id) as db:
            asked = await partner_changes.ask(
                db, rival.partner_id, rival.client_id, mine.partner_id,
                origin=Origin(actor="user:ada"), post=Post(vault=VAULT, url="http://hub.test"), now=clock.now(),
            )  # fmt: skip
        path = f"/api/v2/partners/{mine.partner_id}/partner_change_requests"
        listed = (await ask(api, "GET", path))[1]
        (one,) = listed["partner_change_requests"]
        assert (one["id"], one["status"], one["is_full_migration"]) == (asked.id, "pending", True)
        assert (one["source_client_id"], one["client_name"], one["channels"]) == (rival.client_id, "Rival client", 1)
        assert await ask(api, "GET", f"{path}/{asked.id}") == (200, one)
        there = f"/api/v2/partners/{rival.partner_id}/partner_change_requests"
        assert (await ask(api, "GET", there, headers={"x-api-key": rival.partner_key}))[1]["total"] == 1
        for filters, total in (
            ({"status": "pending", "source_partner_id": rival.partner_id, "is_full_migration": True}, 1),
            ({"target_partner_id": mine.partner_id, "source_client_id": rival.client_id}, 1),
            ({"status": "accepted"}, 0),
            ({"target_client_id": None, "created_at": one["created_at"]}, 1),
        ):
            found = await ask(api, "GET", path, params={"filters": msgspec.json.encode(filters).decode()})
            assert found[1]["total"] == total, filters

    async def test_that_are_not_there_are_not_found(self, api: aiohttp.ClientSession, acme: World) -> None:
        path = f"/api/v2/partners/{acme.partner.partner_id}/partner_change_requests/pcr_0"
        assert (await ask(api, "GET", path))[0] == 404
