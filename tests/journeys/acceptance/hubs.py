"""People in the hubs: how they come in, and where they go."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.async_api import Page, expect
from tests.journeys.test_onboarding import PASSWORD, Journey

LETTERS = 60  # looks at the mailbox, half a second apart


@dataclass(kw_only=True)
class Newcomer:
    """A partner's first user; `page` is logged in."""

    page: Page
    email: str

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


async def letter_link(page: Page, email: str) -> str:
    """The path that the newest letter to this address links to, once it is there."""
    letter = page.locator("article", has_text=email).first
    for _ in range(LETTERS):
        await page.goto("/sandbox/mailbox")
        if await letter.count():
            break
        await page.wait_for_timeout(500)
    return urlsplit(str(await letter.get_by_role("link").first.get_attribute("href"))).path


async def sign_up(page: Page, email: str) -> Newcomer:
    await page.goto("/signup")
    await page.get_by_label("Brand name").fill("Müller CRM")
    await page.get_by_label("Country").fill("DE")
    await page.get_by_label("Your name").fill("Ada Lovelace")
    await page.get_by_label("Work e-mail").fill(email)
    await page.get_by_role("button", name="Send me the link").click()
    await expect(page.get_by_role("status")).to_contain_text(email)
    await page.goto(await letter_link(page, email))
    await page.get_by_label("Your name").fill("Ada Lovelace")
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Log in").click()
    await page.wait_for_url(re.compile("/dashboard/partner"))
    return Newcomer(page=page, email=email)
