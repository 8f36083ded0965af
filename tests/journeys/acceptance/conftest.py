"""For the lines of the contract's §13: a partner who signed up here, the demo's partner, and a client who came by its link."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page
from tests.journeys.acceptance.hubs import ClientHub, Newcomer, log_in, sign_up
from tests.journeys.chromium import WITHIN, calls, press_last
from tests.journeys.test_onboarding import PASSWORD, Journey, email


@pytest.fixture(scope="module")
async def newcomer(browser: Browser, demo: dict[str, Any]) -> AsyncIterator[Newcomer]:
    """A partner of one's own, in a browser of one's own: what it sets disturbs nobody."""
    context = await browser.new_context(base_url=demo["base_url"])
    context.set_default_timeout(WITHIN)
    yield await sign_up(await context.new_page(), email())
    await context.close()


@pytest.fixture
async def hub(browser: Browser, demo: dict[str, Any]) -> AsyncIterator[Page]:
    """The demo's partner, at home in the Partner Hub."""
    context = await browser.new_context(base_url=demo["base_url"])
    context.set_default_timeout(WITHIN)
    page = await context.new_page()
    await log_in(page, demo["partner_username"], demo["partner_password"])
    yield page
    await context.close()


@pytest.fixture(scope="module")
async def client(browser: Browser, demo: dict[str, Any], application: str) -> AsyncIterator[ClientHub]:
    """A client who connected a number a moment ago, at home in the Client Hub."""
    context = await browser.new_context(base_url=demo["base_url"])
    context.set_default_timeout(WITHIN)
    page, mail = await context.new_page(), email()
    journey = Journey(demo, application, page)
    popup = await journey.press()
    await journey.sign_up(popup, mail)
    await journey.connect(popup)
    await press_last(popup.get_by_role("button", name="Submit"))
    (call,) = await calls(page)
    await page.goto("/login")
    if "/dashboard/client" not in page.url:
        await log_in(page, mail, PASSWORD)
    yield ClientHub(page=page, journey=journey, channel_id=call["channels"][0], client_id=call["client"])
    await context.close()
