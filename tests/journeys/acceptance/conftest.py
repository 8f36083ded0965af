"""For the lines of the contract's §13: a partner who signed up here, the demo's partner, and a client who came by its link."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page
from tests.browser.chromium import calls, press_last
from tests.journeys.acceptance.hubs import ClientHub, Newcomer, log_in, own_browser, sign_up
from tests.journeys.test_onboarding import PASSWORD, Journey, email


@pytest.fixture(scope="module")
async def newcomer(chrome: Browser, demo: dict[str, Any]) -> AsyncIterator[Newcomer]:
    """A partner of one's own, in a browser of one's own: what it sets disturbs nobody."""
    async with own_browser(chrome, demo) as page:
        yield await sign_up(page, email())


@pytest.fixture
async def stranger(chrome: Browser, demo: dict[str, Any]) -> AsyncIterator[Page]:
    """Somebody who is not logged in, in a browser of their own."""
    async with own_browser(chrome, demo) as page:
        yield page


@pytest.fixture
async def hub(chrome: Browser, demo: dict[str, Any]) -> AsyncIterator[Page]:
    """The demo's partner, at home in the Partner Hub."""
    async with own_browser(chrome, demo) as page:
        await log_in(page, demo["partner_username"], demo["partner_password"])
        yield page


@pytest.fixture(scope="module")
async def client(chrome: Browser, demo: dict[str, Any], application: str) -> AsyncIterator[ClientHub]:
    """A client who connected a number a moment ago, at home in the Client Hub."""
    async with own_browser(chrome, demo) as page:
        journey, mail = Journey(demo, application, page), email()
        popup = await journey.press()
        await journey.sign_up(popup, mail)
        await journey.connect(popup)
        await press_last(popup.get_by_role("button", name="Submit"))
        (call,) = await calls(page)
        await page.goto("/login")
        if "/dashboard/client" not in page.url:
            await log_in(page, mail, PASSWORD)
        yield ClientHub(page=page, journey=journey, channel_id=call["channels"][0], client_id=call["client"])
