"""A partner can …: the lines of the contract's §13 about registering and setting up, each in a real browser."""

import re
from typing import Any

from playwright.async_api import expect
from tests.journeys.acceptance.hubs import Newcomer


async def test_a_partner_can_register(newcomer: Newcomer) -> None:
    await newcomer.open("WhatsApp Accounts")
    await expect(newcomer.page.locator("header")).to_contain_text("Partner: Müller CRM")
    await expect(newcomer.page.get_by_role("heading", name="No numbers yet")).to_be_visible()


async def test_a_partner_can_set_its_brand(newcomer: Newcomer) -> None:
    await newcomer.open("Company and brand")
    page = newcomer.page
    await page.get_by_label("Brand name").fill("Müller & Töchter")
    async with page.expect_navigation():
        await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_label("Brand name")).to_have_value("Müller & Töchter")
    await expect(page.locator("header")).to_contain_text("Müller & Töchter")


async def test_a_partner_can_set_its_redirect(newcomer: Newcomer) -> None:
    await newcomer.open("Integration")
    await newcomer.page.get_by_label("Redirect URL", exact=True).fill("https://crm.example/done?from=whatsapp")
    await newcomer.save("redirect_url")
    await expect(newcomer.page.get_by_label("Redirect URL", exact=True)).to_have_value(
        "https://crm.example/done?from=whatsapp"
    )


async def test_a_partner_can_set_its_webhook_with_headers_and_test_it(newcomer: Newcomer, demo: dict[str, Any]) -> None:
    await newcomer.open("Integration")
    page = newcomer.page
    await page.get_by_label("Webhook URL", exact=True).fill(f"{demo['base_url']}/sandbox/partner/hook/newcomer")
    await newcomer.save("webhook_url")
    headers = page.locator("#headers")
    await headers.get_by_label("Name").fill("X-Gateway-Key")
    await headers.get_by_label("Value").fill("let me in")
    await headers.get_by_role("button", name="Save the header").click()
    await expect(headers.get_by_text("X-Gateway-Key")).to_be_visible()
    await page.get_by_role("button", name="Send a test").click()
    await expect(page.locator("#test").get_by_role("status")).to_contain_text("Status 200")


async def test_a_partner_can_choose_a_region(newcomer: Newcomer) -> None:
    await newcomer.open("Integration")
    await newcomer.page.get_by_label("Data storage region").select_option("DE")
    await newcomer.save("meta")
    await expect(newcomer.page.get_by_label("Data storage region")).to_have_value("DE")


async def test_a_partner_can_make_a_key_that_is_shown_once(newcomer: Newcomer, demo: dict[str, Any]) -> None:
    await newcomer.open("API Keys")
    page = newcomer.page
    await page.get_by_label("Name of a new key").fill("shop server")
    await page.get_by_role("button", name="Create key").click()
    key = await page.get_by_label("New API key").input_value()
    await newcomer.open("Integration")
    partner_id = await page.get_by_label("Partner ID").input_value()
    answer = await page.request.get(f"/api/v2/partners/{partner_id}/channels", headers={"x-api-key": key})
    assert answer.status == 200
    await newcomer.open("API Keys")
    await expect(page.get_by_role("row", name=re.compile("shop server"))).to_be_visible()
    await expect(page.get_by_label("New API key")).to_have_count(0)
    assert key not in await page.content()


async def test_a_partner_can_get_and_replace_its_platform_secret(newcomer: Newcomer) -> None:
    await newcomer.open("Integration")
    page, secret = newcomer.page, newcomer.page.get_by_label("Secret", exact=True)
    await page.get_by_role("button", name="Show the secret").click()
    before = await secret.input_value()
    await page.get_by_text("Replace the secret", exact=True).click()
    await page.get_by_role("button", name="Replace the secret now").click()
    await expect(secret).not_to_have_value(before)


async def test_a_partner_can_demand_signed_links(newcomer: Newcomer) -> None:
    await newcomer.open("Integration")
    page, switch = newcomer.page, newcomer.page.get_by_label("Onboarding links must be signed")
    await switch.check()
    await newcomer.save("switches")
    await expect(switch).to_be_checked()
    link = await page.get_by_label("Onboarding link", exact=True).input_value()
    await page.goto(link)
    await expect(page.get_by_role("button", name="Create account")).to_have_count(0)
    await page.goto("/dashboard/partner")
