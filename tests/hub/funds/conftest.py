"""The hub with a payment provider that answers: the sandbox's, on a port of its own."""

import re
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed, logged_in
from tests.serving import free_port, served
from tests.world import NO_META, VAULT

from partnerhub import sandbox
from partnerhub.db.pool import Database
from partnerhub.settings import Settings
from partnerhub.surfaces import hub

GOOD, DECLINES, CONFIRMS = "4242424242424242", "4000000000000341", "4000002760003184"
ONCE = re.compile(r'name="once" value="(\w+)"')


class Payer(Browser):
    """A person with cards. `here` is where the pages about money begin."""

    def __init__(self, http: httpx.AsyncClient, here: str) -> None:
        super().__init__(http)
        self.here = here

    async def add_card(self, number: str = GOOD) -> httpx.Response:
        """Typed on the provider's page, which leads back."""
        page = (await self.send(f"{self.here}/cards", page=f"{self.here}/details")).headers["location"]
        async with httpx.AsyncClient(timeout=60) as elsewhere:
            typed = await elsewhere.post(page, data={"number": number, "expiry": "12/34", "cvc": "123"})
        return await self.http.get(typed.headers["location"], follow_redirects=True)

    async def check(self, amount: str, card: str = "") -> httpx.Response:
        return await self.get(f"{self.here}/top_up", params={"amount": amount, "card": card})

    async def pay(self, amount: str = "100", *, once: str = "") -> httpx.Response:
        """The form of the page on which one checks."""
        if not once:
            once = self.once((await self.check(amount)).text)
        form = {"once": once, "amount": amount, "card": ""}
        return await self.send(f"{self.here}/top_up", form, page=f"{self.here}/details")

    def once(self, text: str) -> str:
        found = ONCE.search(text)
        assert found, text
        return found[1]

    async def paid(self, amount: str = "100") -> httpx.Response:
        """… and the page that says what came of it."""
        answer = await self.pay(amount)
        return await self.get(urlsplit(answer.headers["location"]).path)


@pytest.fixture(scope="session")
async def shop(database: Database) -> AsyncIterator[str]:
    """Where a hub answers that takes 4 % for cards, and 19 % VAT in Germany."""
    port, provider_port = free_port(), free_port()
    base = f"http://localhost:{provider_port}/sandbox"
    config = sandbox.Config(
        url=base, app_id="1", app_secret="s", config_id="1", verify_token="v", callback_url="http://127.0.0.1:9/",
        system_token="s", control_key=None,
    )  # fmt: skip
    settings = Settings(
        port=port, base_url=f"http://localhost:{port}", payment_url=f"{base}/payments", card_fee_percent=4, vat_percent=19,
        invoice_country="DE", invoice_from="Operator GmbH; High Street 1; DE123",
    )  # fmt: skip
    provider, shop = sandbox.create(database, config), hub.create(database, VAULT, NO_META, settings)
    async with served(provider, provider_port), served(shop, port) as url:
        yield url


@pytest.fixture
async def client(shop: str, database: Database, ours: Staffed) -> AsyncIterator[Payer]:
    """A client that pays itself."""
    async with logged_in(shop, database, ours.side, ours.client_email) as browser:
        yield Payer(browser.http, "/dashboard/client/funds")


@pytest.fixture
async def partner(shop: str, database: Database, ours: Staffed) -> AsyncIterator[Payer]:
    """A partner that pays for its clients."""
    async with database.writing(ours.side.partner_id) as db:
        await db.execute("UPDATE partner SET payment_model = 'partner'")
    async with logged_in(shop, database, ours.side, ours.email) as browser:
        yield Payer(browser.http, "/dashboard/partner/billing")
