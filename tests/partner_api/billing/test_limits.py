"""The documented limits of balances (contract partner-api §4.4)."""

from collections import Counter
from collections.abc import AsyncIterator

import aiohttp
import pytest
from tests import world
from tests.partner_api.asking import assert_error
from tests.partner_api.billing.conftest import Purse
from tests.serving import alone, client_of, served
from tests.world import VAULT, World

from partnerhub.app import parts
from partnerhub.db.pool import Database
from partnerhub.settings import Settings
from partnerhub.surfaces import partner_api
from partnerhub.surfaces.partner_api.billing.balances import OF_WABA
from partnerhub.surfaces.partner_api.billing.routes import CHANNEL, CLIENT


@pytest.fixture
async def strict(database: Database, acme: World) -> AsyncIterator[aiohttp.ClientSession]:
    settings = Settings(demo=True, rate_limits="documented")
    graph = parts.graph(settings)
    app = partner_api.create(database, VAULT, graph, settings)
    key = {"x-api-key": acme.partner.partner_key}
    async with served(alone("partner_api", app, settings)) as url, client_of(url, **key) as session:
        yield session
    await graph.close()


async def until_refused(session: aiohttp.ClientSession, path: str, at_most: int) -> tuple[int, aiohttp.ClientResponse]:
    """How often it was let through, and the refusal."""
    for count in range(at_most):
        async with session.get(path) as answer:
            if answer.status == 429:
                assert_error(answer.status, await answer.json(), 429)
                return count, answer
            assert answer.status == 200
    raise AssertionError("never refused")


async def test_of_a_client_five_in_thirty_seconds(strict: aiohttp.ClientSession, purse: Purse) -> None:
    path = f"{purse.client}/info/balance"
    count, answer = await until_refused(strict, path, 2 * CLIENT.quota + 1)
    assert count in range(5, 10), "more than five only if a window ended between them"
    assert 1 <= int(answer.headers["Retry-After"]) <= 30
    assert '"client_balance";q=5;w=30' in answer.headers["RateLimit-Policy"]
    other = path.replace(purse.acme.partner.client_id, "otherCL")
    async with strict.get(other) as answer:
        assert answer.status == 404, "each client has a quota of its own"


async def test_of_a_channel_ten_an_hour(strict: aiohttp.ClientSession, purse: Purse) -> None:
    count, answer = await until_refused(strict, f"{purse.channel}/info/balance", 2 * CHANNEL.quota + 1)
    assert count in range(10, 20)
    assert '"channel_balance";q=10;w=3600' in answer.headers["RateLimit-Policy"]


async def test_of_all_channels_of_a_waba_two_hundred_an_hour(
    strict: aiohttp.ClientSession, purse: Purse, database: Database
) -> None:
    answers: Counter[int] = Counter()
    for _ in range(2 * OF_WABA.quota // CHANNEL.quota + 1):
        for _ in range(CHANNEL.quota):
            async with strict.get(f"{purse.channel}/info/balance") as answer:
                answers[answer.status] += 1
                if answer.status == 429 and '"waba_balance";r=0' in answer.headers["RateLimit"]:
                    assert answers[200] in range(OF_WABA.quota, 2 * OF_WABA.quota)
                    return
        purse.acme.partner.channel_id = await world.add_channel(database, purse.acme.partner)
    raise AssertionError("never refused")
