"""A partner can top up and see its invoices: with the partner's payment model, by card, in a real browser."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect
from tests.journeys.acceptance.hubs import be_added, own_browser

BILLING = "/dashboard/partner/billing"
DECLINES = "4000000000000341"


@pytest.fixture
async def payer(chrome: Browser, demo: dict[str, Any]) -> AsyncIterator[Page]:
    """A partner that pays for its clients, without a card."""
    async with own_browser(chrome, demo) as page:
        yield (await be_added(page, "Müller CRM", "partner")).page


async def add_card(page: Page, number: str = "") -> None:
    """On the provider's page; its first test card pays."""
    await page.goto(f"{BILLING}/details")
    await page.get_by_role("button", name="Add a card").click()
    if number:
        await page.get_by_label("Card number").fill(number)
    await page.get_by_role("button", name="Save card").click()
    await expect(page.get_by_role("status")).to_have_text("The card is saved.")


async def top_up(page: Page, amount: str) -> None:
    await page.goto(BILLING)
    await page.get_by_role("link", name="Add to balance").click()
    await page.get_by_label("Amount in EUR").fill(amount)
    await page.get_by_role("button", name="Continue").click()
    await expect(page.locator("dl")).to_contain_text("You pay")
    await page.get_by_role("button", name="Pay ").click()


async def test_a_partner_can_top_up_by_card_and_sees_the_movement(payer: Page) -> None:
    await add_card(payer)
    await top_up(payer, "120")
    await expect(payer.get_by_role("status")).to_contain_text("€120.00 was added to the balance.")
    await payer.get_by_role("link", name="To the balance").click()
    await expect(payer.locator(".hub-figure")).to_have_text("€120.00")
    await expect(payer.get_by_role("row", name="Funds added").last).to_contain_text("+€120.00")


async def test_a_partner_can_open_and_download_the_invoice_of_a_top_up(payer: Page) -> None:
    await add_card(payer)
    await top_up(payer, "50")
    await payer.get_by_role("link", name="Invoices").last.click()
    row = payer.locator("main tbody tr")
    await expect(row).to_have_count(1)
    await expect(row).to_contain_text("Paid")
    await expect(row).to_contain_text("€50.00")
    number = await row.get_by_role("link").first.inner_text()
    await row.get_by_role("link").first.click()
    await expect(payer.get_by_role("heading", level=1)).to_have_text(f"Invoice {number}")
    async with payer.expect_download() as downloading:
        await payer.get_by_role("link", name="Download").click()
    assert {number, "€50.00"} <= words(await (await downloading.value).path())


def words(file: Path) -> set[str]:
    return set(re.split(r"[\s<>]+", file.read_text()))


async def test_a_partner_whose_card_is_declined_reads_why_and_pays_nothing(payer: Page) -> None:
    await add_card(payer, DECLINES)
    await top_up(payer, "50")
    await expect(payer.get_by_role("alert")).to_have_text("Your card was declined.")
    await payer.goto(BILLING)
    await expect(payer.get_by_text("You have no balance yet.")).to_be_visible()


async def test_a_partner_can_change_its_auto_renewal(payer: Page) -> None:
    await add_card(payer)
    await payer.goto(BILLING)
    renewal = payer.locator("#renewal")
    await expect(renewal).to_contain_text("Below €200.00, €100.00 is added")  # the contract's values, §1.8
    await renewal.get_by_text("Modify").click()
    await renewal.get_by_label("When the balance falls below").fill("30")
    await renewal.get_by_label("Add", exact=True).fill("75")
    await renewal.get_by_role("button", name="Save").click()
    await expect(renewal).to_contain_text("Below €30.00, €75.00 is added")
    await renewal.get_by_text("Modify").click()
    await renewal.get_by_label("Renew by itself").uncheck()
    await renewal.get_by_role("button", name="Save").click()
    await expect(renewal).to_contain_text("When the balance is used up, messages stop.")
