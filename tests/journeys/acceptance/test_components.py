"""The real components of 360dialog, unmodified, against this hub: the recipe of the contract's §4.7."""

import hashlib
import hmac
import re
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect
from tests.browser.chromium import calls, press_last, walk
from tests.journeys.acceptance.component_page import COMPONENTS, MODULES, PartnersPage, shown
from tests.journeys.test_onboarding import Journey, closed, email

THEIRS = re.compile(r"^https://(hub|app)\.360dialog\.com/")
NAMES = [name.replace(" ", "-") for name in COMPONENTS]

pytestmark = pytest.mark.skipif(
    not (MODULES / "360dialog-connect-button").exists(),
    reason="the components are not installed: npm ci in tests/clients/node",
)


@pytest.fixture(params=COMPONENTS.values(), ids=NAMES)
async def partners(request: pytest.FixtureRequest, demo: dict[str, Any], page: Page) -> AsyncIterator[PartnersPage]:
    """The component on its page, whose calls of 360dialog's hosts are led to our hub, as a changed DNS would."""

    async def lead(route: Route) -> None:
        await route.fulfill(status=302, headers={"location": THEIRS.sub(f"{demo['base_url']}/", route.request.url)})

    await page.context.route(THEIRS, lead)
    async with shown(PartnersPage(request.param, demo["partner_id"])) as partners:
        yield partners


async def pressed(page: Page, partners: PartnersPage) -> Page:
    """The popup that the component opens."""
    await page.goto(partners.address)
    async with page.expect_popup() as opening:
        await page.get_by_role("button").click()
    return await opening.value


async def test_the_real_component_brings_in_a_client_who_adds_a_number_and_withdraws_one(
    demo: dict[str, Any], page: Page, partners: PartnersPage
) -> None:
    journey = Journey(demo, partners.address, page)
    partners.query = {"name": "Ada's Engines & Co", "state": "a b&c", **signed(demo)}
    popup = await pressed(page, partners)
    await expect(popup.get_by_label("Company name")).to_have_value("Ada's Engines & Co")
    await journey.sign_up(popup, email())
    await journey.connect(popup)
    await press_last(popup.get_by_role("button", name="Submit"))
    (call,) = await result(page)
    await closed(popup)
    (first,) = call["channels"]
    channel = await journey.ask(f"/channels/{first}")
    assert (channel["client_id"], channel["hub_status"]) == (call["client"], "live")
    partners.query, partners.number = {}, channel["setup_info"]["phone_number"]
    popup = await pressed(page, partners)
    assert await popup.get_by_role("checkbox").first.get_attribute("id") == first
    async with popup.expect_popup() as dialog:
        await popup.get_by_role("link", name="Add another number").click()
        await popup.get_by_role("button", name="Continue with Facebook").click()
    await walk(await dialog.value)
    await popup.locator(f"[id='{first}']").uncheck()
    await popup.get_by_role("checkbox").last.check()
    await press_last(popup.get_by_role("button", name="Submit"))
    (again,) = await result(page)
    assert again["client"] == call["client"]
    assert again["revokedChannels"] == [first]
    assert first not in again["channels"]


async def test_the_real_component_learns_nothing_when_its_window_is_closed(page: Page, partners: PartnersPage) -> None:
    popup = await pressed(page, partners)
    await popup.wait_for_load_state()
    await popup.close()
    assert page.url == partners.address
    assert await page.evaluate("window.calls") == []


async def result(page: Page) -> list[dict[str, Any]]:
    """What the component told, once the popup's address has become the page's own (contract §4.4)."""
    await page.wait_for_url(re.compile("client="))
    return await calls(page)


def signed(demo: dict[str, Any]) -> dict[str, str]:
    """A link that the partner's server signed now (contract §3.7); 0.8.2 sends what it is given."""
    at = str(int(time.time()))
    digest = hmac.new(demo["platform_secret"].encode(), f"{demo['partner_id']}|{at}".encode(), hashlib.sha512)
    return {"io_signature": digest.hexdigest(), "io_timestamp": at}
