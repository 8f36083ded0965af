"""What a page weighs, what a keyboard reaches, and what is left without JavaScript, on the demo's pages in a real browser."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect
from tests.browser.chromium import window
from tests.browser.conftest import PASSWORD, Town

MOST_BYTES = 150_000  # script and style on the wire; charts apart
COMMON = (
    "/dashboard/partner", "/dashboard/partner/clients", "/dashboard/partner/templates", "/dashboard/partner/templates/new",
    "/dashboard/partner/integration", "/dashboard/partner/users", "/dashboard/partner/billing", "/login",
)  # fmt: skip
ON_THE_WIRE = """performance.getEntriesByType("resource")
  .filter((one) => ["script", "link", "css"].includes(one.initiatorType) && !one.name.includes("charts"))
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""
FOCUSED = """(() => { const one = document.activeElement, style = getComputedStyle(one);
  return [one.textContent.trim(), style.outlineStyle !== "none" || style.boxShadow !== "none"]; })()"""


@pytest.fixture
async def owner(chrome: Browser, town: Town) -> AsyncIterator[Page]:
    async with window(chrome, base_url=town.base) as context:
        yield await entered(context, town)


async def entered(context: BrowserContext, town: Town) -> Page:
    """A tab of the owner's."""
    secret = town.people["owner"].session
    await context.add_cookies([{"name": "partnerhub_session", "value": secret, "url": town.base}])
    return await context.new_page()


@pytest.mark.parametrize("path", COMMON)
async def test_a_common_page_is_light(chrome: Browser, town: Town, path: str) -> None:
    async with window(chrome, base_url=town.base) as context:
        page = await entered(context, town)
        await page.goto(path, wait_until="load")
        weight = await page.evaluate(ON_THE_WIRE)
    assert 0 < weight <= MOST_BYTES


async def test_a_keyboard_skips_the_menu_and_sees_where_it_is(owner: Page) -> None:
    await owner.goto("/dashboard/partner/clients")
    await owner.keyboard.press("Tab")
    assert await owner.evaluate(FOCUSED) == ["Skip to the page", True]
    await owner.keyboard.press("Enter")
    await owner.keyboard.press("Tab")
    assert await owner.evaluate("document.activeElement.closest('main') !== null")
    for _ in range(4):
        await owner.keyboard.press("Tab")
        assert (await owner.evaluate(FOCUSED))[1], await owner.evaluate("document.activeElement.outerHTML")


async def test_without_javascript_one_logs_in_searches_writes_and_logs_out(chrome: Browser, town: Town) -> None:
    async with window(chrome, base_url=town.base, java_script_enabled=False) as context:
        page = await context.new_page()
        await page.goto("/login")
        await page.get_by_label("E-mail").fill(town.people["developer"].email)
        await page.get_by_label("Password").fill(PASSWORD)
        await page.get_by_role("button", name="Log in").click()
        await page.get_by_label("Search").fill(town.world["channel_id"])
        await page.get_by_role("button", name="Apply").click()
        await expect(page.locator(".hub-cards > li")).to_have_count(1)
        await page.get_by_role("link", name="Integration").click()
        await page.get_by_role("button", name="Send a test").click()
        await expect(page.locator("#test")).to_contain_text("Status 200")
        await page.get_by_role("button", name="Log out").click()
        await expect(page.get_by_role("heading", name="Log in")).to_be_visible()
