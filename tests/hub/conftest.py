"""The hub on a real port, and in our partner and its rival: a user of the partner and one of its client."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest
from playwright.async_api import Browser as Chrome
from playwright.async_api import Page
from tests import world
from tests.browser.chromium import window
from tests.hub.browser import Browser
from tests.serving import free_port, served
from tests.world import NO_META, VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain.access import passwords, sessions, users
from partnerhub.kit import clock, ids
from partnerhub.settings import Settings
from partnerhub.surfaces import hub

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
    app = hub.create(database, VAULT, NO_META, Settings(port=port, base_url=f"http://localhost:{port}", demo=True))
    async with served(app, port) as url:
        yield url
        await NO_META.close()


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
    async with httpx.AsyncClient(base_url=address, timeout=60) as http:
        yield Browser(http)


@pytest.fixture
async def partner(address: str, database: Database, ours: Staffed) -> AsyncIterator[Browser]:
    """Our partner's user, logged in."""
    async with logged_in(address, database, ours.side, ours.email) as browser:
        yield browser


@pytest.fixture
async def client(address: str, database: Database, ours: Staffed) -> AsyncIterator[Browser]:
    """The user of our partner's client, logged in."""
    async with logged_in(address, database, ours.side, ours.client_email) as browser:
        yield browser


@pytest.fixture(scope="session")
async def standing_partner(address: str, database: Database, password_hash: str) -> AsyncIterator[Browser]:
    """A partner's user, logged in for the whole run: for requests that are refused and so change nothing."""
    people = await staff(database, await world.make_side(database, VAULT, "Standing"), password_hash)
    async with logged_in(address, database, people.side, people.email) as browser:
        yield browser


@pytest.fixture(scope="session")
async def standing_client(address: str, database: Database, password_hash: str) -> AsyncIterator[Browser]:
    """The same of a client."""
    people = await staff(database, await world.make_side(database, VAULT, "Standing"), password_hash)
    async with logged_in(address, database, people.side, people.client_email) as browser:
        yield browser


@asynccontextmanager
async def logged_in(address: str, database: Database, side: Side, email: str) -> AsyncGenerator[Browser]:
    """A browser with a session, begun without the quarter of a second that a password takes."""
    async with database.writing(side.partner_id) as db:
        user_id = await db.fetchval("SELECT id FROM hub_user WHERE email = $1", email)
        secret = await sessions.start(db, side.partner_id, user_id, vault=VAULT, now=clock.now())
    async with httpx.AsyncClient(base_url=address, timeout=60) as http:
        http.cookies.set("partnerhub_session", secret, domain="localhost.local")
        yield Browser(http)


@pytest.fixture
async def page(address: str, chrome: Chrome) -> AsyncIterator[Page]:
    """A window of a real browser, nobody logged in."""
    async with window(chrome, base_url=address, permissions=["clipboard-read", "clipboard-write"]) as context:
        yield await context.new_page()
