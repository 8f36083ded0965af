"""The hub with the sandbox for Meta, on a database of its own: two sandboxes at work on one would take each other's errands."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import aiohttp
import pytest
from tests import world
from tests.hub.browser import Browser
from tests.hub.conftest import PASSWORD, logged_in, staff
from tests.serving import client_of, free_port, opened, served
from tests.world import VAULT, Side

from partnerhub import sandbox
from partnerhub.app import parts
from partnerhub.app.dispatch import Dispatch, Surfaces
from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain.access import passwords
from partnerhub.settings import Settings
from partnerhub.surfaces import hub


@dataclass
class Managed:
    """A partner's user in front of the template manager; `other_waba` is of a second client."""

    browser: Browser
    side: Side
    waba_id: str
    other_waba: str
    address: str
    email: str


@pytest.fixture(scope="session")
async def own_database(new_database: Callable[[str], Dsns]) -> AsyncIterator[Database]:
    async with opened(new_database("managed")) as one:
        yield one


@pytest.fixture(scope="session")
async def house(own_database: Database) -> AsyncIterator[Settings]:
    settings = Settings(port=free_port(), demo=True)
    graph, played = parts.graph(settings), parts.sandbox_config(settings)
    pages = hub.create(own_database, VAULT, graph, settings)
    given = {"hub": pages, "sandbox": sandbox.create(own_database, played)}
    surfaces = Surfaces(**(dict.fromkeys(Surfaces.__struct_fields__) | given))
    async with served(Dispatch(surfaces, settings, pages.lifespan), settings.port):
        yield settings
        await graph.close()


@pytest.fixture
async def managed(house: Settings, own_database: Database) -> AsyncIterator[Managed]:
    side = await world.make_side(own_database, VAULT, "Acme")
    waba_id = side.waba_id
    await world.add_client(own_database, side, "Blumenhaus")
    people = await staff(own_database, side, await passwords.hashed(PASSWORD))
    async with client_of(house.url) as meta:
        for one in (waba_id, side.waba_id):
            await _connect(meta, house, own_database, side.partner_id, one)
    async with logged_in(house.url, own_database, side, people.email) as browser:
        yield Managed(browser, side, waba_id, side.waba_id, house.url, people.email)


async def _connect(
    meta: aiohttp.ClientSession, settings: Settings, database: Database, partner_id: str, waba_id: str
) -> None:
    """The WABA is one that the sandbox knows, and it has no templates yet."""
    async with meta.post("/sandbox/api/codes", json={"phone_number": world.mobile()}) as answer:
        made = await answer.json()
    query = {"client_id": settings.meta_app_id, "client_secret": settings.meta_app_secret, "code": made["code"]}
    async with meta.get("/sandbox/graph/oauth/access_token", params=query) as answer:
        token = (await answer.json(content_type=None))["access_token"]
    async with database.writing(partner_id) as db:
        sealed = VAULT.seal(token)
        await db.execute(
            "UPDATE waba SET external_id = $1, graph_token = $2 WHERE id = $3", made["waba_id"], sealed, waba_id
        )
        await db.execute("DELETE FROM waba_template WHERE waba_id = $1", waba_id)
