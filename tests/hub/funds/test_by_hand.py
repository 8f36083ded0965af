"""An installation without a payment provider: funds are booked by hand, and the pages say so."""

import pytest
from tests.hub.conftest import Staffed, logged_in
from tests.serving import free_port, served
from tests.world import NO_META, VAULT

from partnerhub.db.pool import Database
from partnerhub.settings import Settings
from partnerhub.surfaces import hub

HERE = "/dashboard/client/funds"


@pytest.mark.parametrize("path", ["", "/top_up", "/details"])
async def test_without_a_provider_each_page_says_how_else_to_pay(database: Database, ours: Staffed, path: str) -> None:
    port = free_port()
    settings = Settings(port=port, base_url=f"http://localhost:{port}", payment_url="none")
    async with (
        served(hub.create(database, VAULT, NO_META, settings), port) as url,
        logged_in(url, database, ours.side, ours.client_email) as client,
    ):
        text = (await client.get(HERE + path)).text
        assert f"Pay its operator another way, and name {ours.side.client_id}" in text
        answer = await client.send(f"{HERE}/cards", page=HERE)
        assert (answer.status_code, "no payment provider is set up" in answer.text) == (409, True)
