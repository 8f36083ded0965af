"""Who sees which page: generated from the route table, and tried with another's things."""

import re

import pytest
from tests import world
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.hub.table import below
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain import channels
from partnerhub.domain.access import keys
from partnerhub.kit import clock

PARTNER_HUB, CLIENT_HUB = below("/dashboard/partner"), below("/dashboard/client")


@pytest.mark.parametrize(("method", "path"), PARTNER_HUB)
async def test_a_clients_user_sees_nothing_of_the_partner_hub(standing_client: Browser, method: str, path: str) -> None:
    assert await tried(standing_client, method, path) == (403, "This page belongs to the other hub.")


@pytest.mark.parametrize(("method", "path"), CLIENT_HUB)
async def test_a_partners_user_sees_nothing_of_the_client_hub(
    standing_partner: Browser, method: str, path: str
) -> None:
    assert await tried(standing_partner, method, path) == (403, "This page belongs to the other hub.")


@pytest.mark.parametrize(("method", "path"), PARTNER_HUB + CLIENT_HUB)
async def test_nobody_is_asked_to_log_in(browser: Browser, method: str, path: str) -> None:
    token = await browser.token("/login")
    answer = await browser.http.request(method, path, headers={"x-csrf-token": token})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")


async def test_a_partner_sees_its_own_channels_and_not_the_rivals(
    partner: Browser, ours: Staffed, rival: Staffed
) -> None:
    text = (await partner.get("/dashboard/partner")).text
    assert ours.side.channel_id in text
    assert rival.side.channel_id not in text
    searched = await partner.get("/dashboard/partner", params={"q": rival.side.channel_id})
    assert "No number fits this search." in searched.text


async def test_a_partner_cannot_revoke_the_rivals_key(partner: Browser, database: Database, rival: Staffed) -> None:
    async with database.reading(rival.side.partner_id) as db:
        key = (await keys.of_partner(db, rival.side.partner_id))[0]
    path = f"/dashboard/partner/api_keys/{key.id}/revocation"
    answer = await partner.send(path, page="/dashboard/partner/api_keys")
    assert answer.status_code == 404
    async with database.reading(rival.side.partner_id) as db:
        assert (await keys.of_partner(db, rival.side.partner_id))[0].revoked_at is None


async def test_a_client_touches_neither_the_rivals_channels_nor_those_of_a_neighbour(
    client: Browser, database: Database, ours: Staffed, rival: Staffed
) -> None:
    await world.add_client(database, ours.side, "Neighbour", VAULT)
    for side in (rival.side, ours.side):
        for verb in ("permission", "withdrawal", "api_key"):
            path = f"/dashboard/client/channels/{side.channel_id}/{verb}"
            assert (await client.send(path, page="/dashboard/client")).status_code == 404
        async with database.writing(side.partner_id) as db:
            assert await channels.revoke_permission(
                db, side.partner_id, side.channel_id, actor="test", now=clock.now()
            ), "the permission must still be there"


async def tried(browser: Browser, method: str, path: str) -> tuple[int, str]:
    """The status, and the first sentence of the page."""
    token = await browser.token("/")
    answer = await browser.http.request(method, path, headers={"x-csrf-token": token})
    found = re.search(r"</h1>\s*<p>([^.]*\.)", answer.text)
    return answer.status_code, found.group(1) if found else answer.text
