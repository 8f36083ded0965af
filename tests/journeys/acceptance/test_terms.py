"""A client can see the terms and the price, per payment model, before it connects a number (contract §3.5)."""

from typing import Any

from playwright.async_api import Page, expect
from tests.journeys.conftest import TERMS
from tests.journeys.test_onboarding import Journey, email


async def test_a_client_who_pays_reads_price_and_terms_and_gives_a_card(
    demo: dict[str, Any], application: str, page: Page
) -> None:
    journey = Journey(demo, application, page)
    popup = await journey.press()
    await expect(popup.get_by_role("link", name="Terms")).to_have_count(0)  # with the prices, a step further
    await journey.enter(popup, email())
    await expect(popup.get_by_role("heading", level=1)).to_have_text("How you pay")
    await popup.get_by_text("Price of a delivered message").first.click()
    await expect(popup.get_by_role("row", name="Germany")).to_contain_text("0.")
    await expect(popup.get_by_role("link", name="Terms")).to_have_attribute("href", TERMS)
    await popup.get_by_role("button", name="Continue to the card").click()
    await expect(popup.get_by_role("alert")).to_have_text("Tick that you accept the prices and terms.")
    await popup.get_by_role("checkbox").check()
    await popup.get_by_role("button", name="Continue to the card").click()
    await popup.get_by_role("link", name="Back without a card").click()
    await expect(popup.get_by_role("heading", level=1)).to_have_text("How you pay")  # no number without a card
    await journey.pay(popup)
    await expect(popup.get_by_role("button", name="Continue with Facebook")).to_be_visible()


async def test_a_client_whose_partner_pays_reads_the_terms_and_is_asked_for_no_card(
    demo: dict[str, Any], application: str, page: Page
) -> None:
    journey = Journey({**demo, "partner_id": demo["rival"]["partner_id"]}, application, page)
    popup = await journey.press()
    await expect(popup.get_by_role("link", name="Terms")).to_have_attribute("href", TERMS)
    await journey.enter(popup, email())
    await expect(popup.get_by_role("button", name="Continue with Facebook")).to_be_visible()
    await expect(popup.get_by_role("list").first).not_to_contain_text("Payment")
