"""A person who is a user of two partners' hubs (contract hub-and-onboarding §1.1, §13), in a real browser."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, expect
from tests.journeys.acceptance.hubs import Newcomer, letter_link, log_in, own_browser, sign_up
from tests.journeys.test_onboarding import PASSWORD, email


@pytest.fixture
async def person(chrome: Browser, demo: dict[str, Any]) -> AsyncIterator[Newcomer]:
    """Nobody else's: it becomes a user of the demo's partner."""
    async with own_browser(chrome, demo) as page:
        yield await sign_up(page, email())


async def test_a_person_switches_hubs(person: Newcomer, demo: dict[str, Any]) -> None:
    page, path = person.page, f"{demo['base_url']}/api/v2/partners/{demo['partner_id']}/users"
    switch = page.get_by_role("button", name="Switch hub")
    await expect(switch).to_have_count(0)
    async with httpx.AsyncClient(headers={"x-api-key": demo["partner_api_key"]}, timeout=30) as api:
        body = {"email": person.email, "name": "Ada Lovelace", "role": "read_only"}
        user = (await api.post(path, json=body)).raise_for_status().json()
        await page.goto(await letter_link(page, person.email, "a user who reads"))
        await page.get_by_role("button", name="Accept").click()
        await expect(page.locator(f'[id="{demo["channel_id"]}"]')).to_be_visible()

        other_tab = await page.context.new_page()
        await other_tab.goto("/dashboard/partner")
        await switch.click()
        await expect(page.locator("#hubs")).to_contain_text(demo["partner_id"])
        await page.locator("#hubs").get_by_role("button", name="Müller CRM").click()
        await expect(page.locator(".hub-brand").first).to_contain_text("Müller CRM")
        await expect(page.locator(f'[id="{demo["channel_id"]}"]')).to_have_count(0)
        await other_tab.evaluate("document.body.dispatchEvent(new Event('look'))")  # asks again, as it does by itself
        await expect(other_tab.locator(".hub-brand").first).to_contain_text("Müller CRM")
        await other_tab.close()
        await switch.click()
        await page.locator("#hubs").get_by_role("button", name=demo["partner_id"]).click()
        await expect(page.locator(f'[id="{demo["channel_id"]}"]')).to_be_visible()

        await page.get_by_role("button", name="Log out").click()
        await log_in(page, person.email, PASSWORD)
        await expect(page.locator(f'[id="{demo["channel_id"]}"]')).to_be_visible()  # the hub used last

        (await api.delete(f"{path}/{user['id']}")).raise_for_status()
    await page.goto("/dashboard/partner/clients")
    await expect(page.get_by_role("alert")).to_contain_text("no longer a user")
    await page.get_by_role("link", name="Go on").click()
    await expect(page.locator(".hub-brand").first).to_contain_text("Müller CRM")
    await expect(switch).to_have_count(0)
