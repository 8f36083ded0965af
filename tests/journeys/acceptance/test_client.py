"""A client can …: the lines of the contract's §13 about the Client Hub, each in a real browser.

Signing up from each entry URL, through Meta's dialog: tests/journeys/test_onboarding.py.
"""

from playwright.async_api import expect
from tests.browser.chromium import calls, press_last
from tests.journeys.acceptance.hubs import ClientHub


async def test_a_client_can_share_and_unshare(client: ClientHub) -> None:
    page = client.page
    await client.number()
    await page.get_by_text("Withdraw the permission", exact=True).first.click()
    await page.get_by_role("button", name="Withdraw the permission").click()
    await client.number()
    await expect(page.locator(".hub-marks li").filter(has_text="Withdrawn")).to_have_count(1)
    await page.get_by_role("button", name="Share with").click()
    await client.number()
    await expect(page.get_by_text("Withdraw the permission", exact=True).first).to_be_visible()


async def test_a_client_can_get_its_key_once(client: ClientHub) -> None:
    page, card = client.page, client.page.locator(f'[id="{client.channel_id}"]')
    await client.home()
    await card.get_by_text("Withdraw the permission", exact=True).first.click()
    await card.get_by_role("button", name="Withdraw the permission").click()
    await card.get_by_text("Make an API key yourself").click()
    await card.get_by_role("button", name="Make an API key").click()
    key = await page.get_by_label("New API key").input_value()
    await client.home()
    assert key not in await page.content()
    await card.get_by_role("button", name="Share with").click()


async def test_a_client_can_add_numbers_up_to_its_limit(client: ClientHub) -> None:
    page, journey = client.page, client.journey
    await client.home()
    add = page.get_by_role("link", name="Add a number")
    path = str(await add.get_attribute("href"))
    popup = await journey.press(path=path.replace(journey.demo["partner_id"], "{}"))
    await popup.get_by_role("link", name="Add another number").click()
    await journey.connect(popup)
    await press_last(popup.get_by_role("button", name="Submit"))
    (call,) = await calls(page)
    assert len(call["channels"]) == 2
    await client.home()
    await expect(page.locator(".hub-cards > li")).to_have_count(2)
    await expect(add).to_have_count(0)
    await expect(page.get_by_text("You have as many numbers as")).to_be_visible()


async def test_a_client_can_cancel_by_typing_the_word_and_take_it_back(client: ClientHub) -> None:
    page = client.page
    await client.number()
    await page.get_by_text("Cancel this number").click()
    await page.get_by_label("Type CANCEL to go on").fill("cancel it")
    await page.get_by_role("button", name="Cancel the number").click()
    await expect(page.get_by_label("Type CANCEL to go on")).to_have_attribute("aria-invalid", "true")
    await page.get_by_label("Type CANCEL to go on").fill("CANCEL")
    await page.get_by_label("I have read this").check()
    await page.get_by_role("button", name="Cancel the number").click()
    await page.get_by_role("button", name="Keep the number").click()
    await expect(page.get_by_text("Cancel this number")).to_be_visible()


async def test_a_client_can_top_up_its_funds_and_gets_an_invoice(client: ClientHub) -> None:
    page = client.page
    await page.goto("/dashboard/client/funds")
    await page.get_by_role("link", name="Add to balance").first.click()
    await page.get_by_label("Amount in").fill("20")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("button", name="Pay ").click()
    await page.wait_for_url(lambda url: "top_up" not in url)
    await page.goto("/dashboard/client/funds/invoices")
    await expect(page.locator("main tbody tr").first).to_contain_text("Paid")
