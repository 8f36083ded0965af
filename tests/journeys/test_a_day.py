"""A day in the browser: a client comes, a customer writes, a template is rejected and approved, and each webhook is seen."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from playwright.async_api import Browser, Page, expect
from tests.browser.chromium import calls, press_last, window
from tests.journeys.test_onboarding import Journey, email, journey

__all__ = ["journey"]

NAME = "order_on_its_way"
LOOKS = 300  # at a page that does not follow by itself, a fifth of a second apart


@pytest.fixture
async def partner(chrome: Browser, demo: dict[str, Any]) -> AsyncIterator[Page]:
    """The partner, logged in to the hub in a browser of their own."""
    async with window(chrome) as context:
        page = await context.new_page()
        await page.goto(f"{demo['base_url']}/login")
        await page.get_by_label("E-mail").fill(demo["partner_username"])
        await page.get_by_label("Password").fill(demo["partner_password"])
        await page.get_by_role("button", name="Log in").click()
        await page.get_by_role("heading", name="WhatsApp Accounts").wait_for()
        yield page


class Day:
    def __init__(self, journey: Journey, partner: Page) -> None:
        self.journey, self.partner, self.page = journey, partner, journey.page
        self.base = journey.demo["base_url"]
        self.channel: dict[str, Any] = {}

    async def watch_webhooks(self) -> None:
        await self.partner.goto(f"{self.base}/dashboard/partner/integration")
        await self.partner.get_by_label("Webhook URL", exact=True).fill(f"{self.base}/sandbox/partner/hook")
        await self.partner.locator("form[action$=webhook_url]").get_by_role("button", name="Save").click()
        await self.partner.get_by_text("The webhook URL is saved.").wait_for()

    async def bring_in_a_client(self) -> None:
        popup = await self.journey.press()
        await self.journey.sign_up(popup, email())
        await self.journey.connect(popup)
        await press_last(popup.get_by_role("button", name="Submit"))
        (call,) = await calls(self.page)
        self.channel = await self.journey.ask(f"/channels/{call['channels'][0]}")

    async def chat(self) -> None:
        await self.page.goto(f"{self.base}/sandbox/handset")
        await self.page.get_by_role("button", name="Take the phone").click()
        customer = (await self.page.locator("header small").inner_text()).rpartition("+")[2]
        await self.page.locator(f"a[href$='/{self.channel['external_id']}']").click()
        await self.page.get_by_label("Message", exact=True).fill("Is it on its way?")
        await self.page.keyboard.press("Enter")
        await expect(self.page.locator(".mine .text")).to_have_text("Is it on its way?")
        await self.answer(customer, "It is, since this morning.")
        await expect(self.page.get_by_text("It is, since this morning.")).to_be_visible()

    async def answer(self, customer: str, text: str) -> None:
        """As the business, by a key of the channel."""
        demo = self.journey.demo
        keys = f"{self.base}/api/v2/partners/{demo['partner_id']}/channels/{self.channel['id']}/api_keys"
        async with aiohttp.ClientSession() as http:
            async with http.post(keys, headers={"x-api-key": demo["partner_api_key"]}) as made:
                key = (await made.json())["api_key"]
            body = {"messaging_product": "whatsapp", "to": customer, "type": "text", "text": {"body": text}}
            async with http.post(f"{self.base}/messages", headers={"D360-API-KEY": key}, json=body) as sent:
                assert sent.status == 200, await sent.text()

    async def write_a_template(self) -> None:
        await self.partner.goto(f"{self.base}/dashboard/partner/templates/new")
        await self.partner.get_by_label("For", exact=True).select_option(self.channel["waba_account"]["id"])
        await self.partner.get_by_label("Name", exact=True).fill(NAME)
        await self.partner.get_by_label("Text", exact=True).fill("Your order is on its way.")
        await self.partner.get_by_role("button", name="Send to Meta for review").click()
        await self.partner.get_by_role("link", name=NAME).click()
        await self.partner.get_by_role("heading", name=NAME).wait_for()

    async def decide(self, verdict: str, reason: str | None, shown: str) -> None:
        """As Meta, and then as the partner, who sees it."""
        await self.page.goto(f"{self.base}/sandbox/switchboard?waba={self.channel['waba_account']['external_id']}")
        row = self.page.locator("[data-part=templates] tr", has_text=NAME)
        await row.get_by_label(f"Verdict on {NAME}").select_option(verdict)
        if reason:
            await row.get_by_label("Reason").select_option(reason)
        await row.get_by_role("button", name="Decide").click()
        for _ in range(LOOKS):
            if await self.partner.get_by_text(shown, exact=True).first.is_visible():
                break
            await self.partner.wait_for_timeout(200)
            await self.partner.reload()
        await expect(self.partner.get_by_text(shown, exact=True).first).to_be_visible()

    async def see(self, event: str, **which: str) -> None:
        """Delivered, on the page of all deliveries."""
        await self.partner.goto(f"{self.base}/dashboard/partner/deliveries?{urlencode({'type': event, **which})}")
        row = self.partner.locator("main tr", has_text=event).first
        await expect(row).to_contain_text("Delivered")


async def test_a_client_is_brought_in_chats_and_has_a_template_rejected_and_approved(
    journey: Journey, partner: Page
) -> None:
    day = Day(journey, partner)
    await day.watch_webhooks()
    await day.bring_in_a_client()
    await day.chat()
    await day.write_a_template()
    await day.decide("REJECTED", "PROMOTIONAL", "Rejected")
    await day.decide("APPROVED", None, "Approved")
    for event in ("channel_live", "channel_permission_granted"):
        await day.see(event, channel_id=day.channel["id"])
    await day.see("waba_template_status_changed")
