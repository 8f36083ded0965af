"""The hub on a real port, a partner that is ready to onboard, and a person's browser without JavaScript."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from tests import world
from tests.domain.onboarding.meta import Meta, running
from tests.serving import free_port, served
from tests.waiting import eventually
from tests.world import NO_META, VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.kit import ids
from partnerhub.settings import Settings
from partnerhub.surfaces import hub
from partnerhub.workers import onboard

TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
TARGET = "https://app.example.com/done"
PASSWORD = "correct horse battery"


class Person:
    """Opens pages, follows the hub's redirects as a browser does, and sends the forms it finds."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http
        self.page = httpx.Response(0)

    async def open(self, path: str, **given: Any) -> httpx.Response:
        """Leaves in `page` the first answer that is not a redirect within the hub."""
        return await self._arrive(await self.http.get(path, **given))

    async def send(self, path: str = "", **fields: Any) -> httpx.Response:
        """The form of the present page, to the present address or a sibling of it."""
        found = TOKEN.search(self.page.text)
        assert found, f"no form in {self.page.text}"
        address = self.page.url.join(path) if path else self.page.url
        headers = {"origin": str(self.http.base_url).rstrip("/"), "sec-fetch-site": "same-origin"}
        data = {"csrf": found.group(1), **fields}
        return await self._arrive(await self.http.post(address, data=data, headers=headers))

    async def sign_up(self, **changed: str) -> httpx.Response:
        fields = {"company": "Ada's Engines", "name": "Ada Lovelace", "email": email(), "password": PASSWORD}
        return await self.send(**{**fields, **changed})

    async def connect(self, code: dict[str, Any], **changed: str) -> httpx.Response:
        """What the page's script sends when Meta's dialog is done."""
        fields = {"event": "FINISH", **{key: code.get(key) or "" for key in ("code", "waba_id", "phone_number_id")}}
        return await self.send("signup", **{**fields, **changed})

    async def wait(self) -> httpx.Response:
        """Reloads the progress page, as a browser without JavaScript does, until it is another page or has failed."""

        async def has_gone_on() -> bool:
            if self.step != "progress" or 'data-running="yes"' not in self.page.text:
                return True
            await self.open(self.page.url.path)
            return False

        await eventually(has_gone_on)
        return self.page

    @property
    def step(self) -> str:
        """The last word of the present address."""
        return self.page.url.path.rsplit("/", 1)[-1]

    async def _arrive(self, answer: httpx.Response) -> httpx.Response:
        while answer.status_code == 303 and answer.headers["location"].startswith("/"):
            answer = await self.http.get(answer.headers["location"])
        self.page = answer
        return answer


def email() -> str:
    return f"{ids.random_id(10).lower()}@client.example"


@pytest.fixture(scope="session")
async def strict_address(database: Database) -> AsyncIterator[str]:
    """A hub that is no demo: it sends people to registered origins only."""
    port = free_port()
    async with served(
        hub.create(
            database, VAULT, NO_META, Settings(port=port, base_url=f"http://localhost:{port}", payment_url="none")
        ),
        port,
    ) as url:
        yield url


@pytest.fixture
async def side(database: Database) -> Side:
    """A partner with a redirect address and one client with a live, shared channel."""
    made = await world.make_side(database, VAULT, "Acme")
    await change(database, made, partner_redirect_url=TARGET)
    return made


@pytest.fixture
async def person(strict_address: str) -> AsyncIterator[Person]:
    async with httpx.AsyncClient(base_url=strict_address, timeout=60) as http:
        yield Person(http)


@pytest.fixture
async def another(strict_address: str) -> AsyncIterator[Person]:
    async with httpx.AsyncClient(base_url=strict_address, timeout=60) as http:
        yield Person(http)


@pytest.fixture(scope="module")
async def onboarding_meta(database: Database) -> AsyncIterator[Meta]:
    """The sandbox, and the worker that steps signups against it; not for longer: it would take other tests' signups."""
    async with running(database) as meta:
        stop = asyncio.Event()
        worker = asyncio.create_task(onboard.run(database, meta.upstream, stop=stop))
        yield meta
        stop.set()
        await worker


async def new_client(person: Person, side: Side, query: str = "", *, path: str = "/onboarding/{}") -> None:
    """Through the account page to Meta's dialog."""
    await person.open(path.format(side.partner_id) + query)
    await person.sign_up()
    assert person.step == "connect"


async def change(database: Database, side: Side, **columns: Any) -> None:
    """Set columns of the partner."""
    async with database.writing(side.partner_id) as db:
        for name, value in columns.items():
            await db.execute(f"UPDATE partner SET {name} = $2 WHERE id = $1", side.partner_id, value)
