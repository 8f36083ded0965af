"""People in the hubs: how they come in, and where they go."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, Locator, Page, expect
from tests.browser.chromium import window
from tests.journeys.test_onboarding import PASSWORD, Journey, email

LETTERS = 120  # looks at the mailbox, half a second apart
SHOWN_ONCE = ("Partner ID", "Log-in", "Password")


@asynccontextmanager
async def own_browser(chrome: Browser, demo: dict[str, Any]) -> AsyncGenerator[Page]:
    """A tab of somebody whose cookies are nobody else's."""
    async with window(chrome, base_url=demo["base_url"]) as context:
        yield await context.new_page()


@dataclass(kw_only=True)
class Newcomer:
    """A partner's first user; `page` is logged in."""

    page: Page
    email: str
    partner_id: str = ""

    async def open(self, name: str) -> None:
        await self.page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True).click()
        await self.page.get_by_role("heading", level=1, name=name).wait_for()

    async def save(self, card: str) -> None:
        """The card of the Integration page, and it is saved once its page is there again."""
        form = self.page.locator(f"form[action*='/integration/{card}']")
        async with self.page.expect_navigation():
            await form.get_by_role("button", name="Save").click()


@dataclass(kw_only=True)
class ClientHub:
    """A client's first user; `page` is logged in."""

    page: Page
    journey: Journey
    channel_id: str
    client_id: str

    async def home(self) -> None:
        await self.page.goto("/dashboard/client")

    async def number(self) -> None:
        await self.page.goto(f"/dashboard/client/channels/{self.channel_id}")


async def log_in(page: Page, email: str, password: str) -> None:
    await page.goto("/login")
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password").fill(password)
    await page.get_by_role("button", name="Log in").click()
    await page.wait_for_url("**/dashboard/*")


async def letter(page: Page, email: str, saying: str) -> Locator:
    """The newest letter to this address with these words, on the mailbox's page, once it is there."""
    letters = page.locator("article", has_text=saying)
    newest = letters.filter(has=page.locator("p strong", has_text=email)).first
    for _ in range(LETTERS):
        await page.goto("/sandbox/mailbox")
        if await newest.count():
            break
        await page.wait_for_timeout(500)
    return newest


async def letter_link(page: Page, email: str, saying: str = "/login/") -> str:
    """The path that this letter links to."""
    newest = await letter(page, email, saying)
    return urlsplit(str(await newest.get_by_role("link").first.get_attribute("href"))).path


async def come_in(page: Page, email: str, name: str) -> None:
    """Somebody who was invited: by the letter's link, with a password of their own, into the hub."""
    await page.goto(await letter_link(page, email))
    await page.get_by_label("Your name").fill(name)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Log in").click()
    await page.wait_for_url("**/dashboard/*")


async def sign_up(page: Page, email: str) -> Newcomer:
    await page.goto("/signup")
    await page.get_by_label("Brand name").fill("Müller CRM")
    await page.get_by_label("Country").select_option("DE")
    await page.get_by_label("Your name").fill("Ada Lovelace")
    await page.get_by_label("Work e-mail").fill(email)
    await page.get_by_role("button", name="Send me the link").click()
    await expect(page.get_by_role("status")).to_contain_text(email)
    await come_in(page, email, "Ada Lovelace")
    return Newcomer(page=page, email=email)


async def be_added(page: Page, brand: str, pays: str) -> Newcomer:
    """By the operator, which needs no letter; `pays` is "direct" when each client does, else "partner"."""
    await page.goto("/operator/partners")
    await page.get_by_label("Brand name", exact=True).fill(brand)
    await page.get_by_label("Country").select_option("DE")
    await page.get_by_label("Who pays").select_option(pays)
    await page.get_by_label("Name of the first user").fill("Ada Lovelace")
    await page.get_by_label("E-mail of the first user").fill(email())
    await page.get_by_role("button", name="Add the partner").click()
    made = {name: await page.get_by_label(name, exact=True).input_value() for name in SHOWN_ONCE}
    await log_in(page, made["Log-in"], made["Password"])
    return Newcomer(page=page, email=made["Log-in"], partner_id=made["Partner ID"])
