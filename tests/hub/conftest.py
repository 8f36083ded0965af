"""The hub on a real port, and in our partner and its rival: a user of the partner and one of its client."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest

from partnerhub.db.pool import Database
from partnerhub.domain.access import passwords, users
from partnerhub.kit import clock, ids
from partnerhub.settings import Settings
from partnerhub.surfaces import hub
from tests import world
from tests.hub.browser import Browser
from tests.serving import free_port, served
from tests.world import VAULT, Side

PASSWORD = "correct horse battery"


@dataclass(kw_only=True)
class Staffed:
    """A partner of the world, and the people who log in to its two hubs."""

    side: Side
    email: str
    client_email: str


@pytest.fixture(scope="session")
async def address(database: Database) -> AsyncIterator[str]:
    """Where the hub answers."""
    port = free_port()
    app = hub.create(database, VAULT, Settings(port=port, base_url=f"http://localhost:{port}", demo=True))
    async with served(app, port) as url:
        yield url


@pytest.fixture(scope="session")
async def password_hash() -> str:
    return await passwords.hashed(PASSWORD)


async def staff(database: Database, side: Side, password_hash: str) -> Staffed:
    name = ids.random_id(10).lower()
    people = Staffed(side=side, email=f"{name}@partner.example", client_email=f"{name}@client.example")
    async with database.writing(side.partner_id) as db:
        for email, client_id in ((people.email, None), (people.client_email, side.client_id)):
            await users.create(
                db, side.partner_id, email=email, name="Ada Lovelace", password_hash=password_hash,
                client_id=client_id, now=clock.now(),
            )  # fmt: skip
    return people


@pytest.fixture
async def ours(database: Database, password_hash: str) -> Staffed:
    return await staff(database, await world.make_side(database, VAULT, "Acme"), password_hash)


@pytest.fixture
async def rival(database: Database, password_hash: str) -> Staffed:
    return await staff(database, await world.make_side(database, VAULT, "Rival"), password_hash)


@pytest.fixture
async def browser(address: str) -> AsyncIterator[Browser]:
    """Nobody is logged in."""
    async with httpx.AsyncClient(base_url=address) as http:
        yield Browser(http)


@pytest.fixture
async def partner(address: str, ours: Staffed) -> AsyncIterator[Browser]:
    """Our partner's user, logged in."""
    async with httpx.AsyncClient(base_url=address) as http:
        yield await Browser(http).log_in(ours.email, PASSWORD)


@pytest.fixture
async def client(address: str, ours: Staffed) -> AsyncIterator[Browser]:
    """The user of our partner's client, logged in."""
    async with httpx.AsyncClient(base_url=address) as http:
        yield await Browser(http).log_in(ours.client_email, PASSWORD)
