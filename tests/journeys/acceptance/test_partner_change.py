"""A client can change its partner; a partner can accept that, refuse it, or approve it by itself (contract §1.10)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect
from tests.journeys.acceptance.hubs import ClientHub, Newcomer, be_added, own_browser

PARTNER = "/dashboard/client/partner"


@pytest.fixture
async def other(chrome: Browser, demo: dict[str, Any]) -> AsyncIterator[Newcomer]:
    """Another partner whose clients pay themselves, as the client's own."""
    async with own_browser(chrome, demo) as page:
        yield await be_added(page, "Töchter CRM", "direct")


async def ask(client: ClientHub, other: Newcomer) -> None:
    """The client's side, up to the word that says that it is meant."""
    page = client.page
    await page.goto(PARTNER)
    await page.get_by_label("ID of the new partner").fill(other.partner_id)
    await page.get_by_role("button", name="Go on").click()
    await expect(page.locator("main")).to_contain_text("You are about to move to Töchter CRM")
    await page.get_by_label("Type MOVE to go on").fill("move it")
    await page.get_by_role("button", name="Move to Töchter CRM").click()
    await expect(page.get_by_label("Type MOVE to go on")).to_have_attribute("aria-invalid", "true")
    await page.get_by_label("Type MOVE to go on").fill("MOVE")
    await page.get_by_role("button", name="Move to Töchter CRM").click()


async def client_is_with(page: Page, partner_id: str) -> None:
    await page.goto(PARTNER)
    await expect(page.locator("main")).to_contain_text(partner_id)


async def test_a_partner_is_told_of_a_change_and_can_accept_it(client: ClientHub, other: Newcomer) -> None:
    await ask(client, other)
    await expect(client.page.locator("main")).to_contain_text("Waits for Töchter CRM")
    await other.page.goto("/dashboard/partner/notifications")
    await other.page.locator("main h2 a").first.click()
    await other.page.get_by_role("button", name="Accept ").click()
    await expect(other.page.get_by_role("status")).to_contain_text("The client and its numbers are yours now.")
    await other.open("WhatsApp Accounts")
    await expect(other.page.locator(".hub-cards > li")).to_have_count(1)
    await expect(other.page.locator(".hub-cards > li")).to_contain_text("Missing")  # it is shared anew
    await client_is_with(client.page, other.partner_id)
    await client.home()
    await client.page.get_by_role("button", name="Share with Töchter CRM").click()
    await other.open("WhatsApp Accounts")
    await expect(other.page.locator(".hub-cards > li")).to_contain_text("Shared")


async def test_a_partner_can_approve_changes_by_itself(client: ClientHub, other: Newcomer) -> None:
    await other.open("Integration")
    await other.page.get_by_label("Accept partner changes at once").check()
    await other.save("switches")
    await ask(client, other)
    await expect(client.page.get_by_role("status")).to_contain_text("All your numbers have moved.")
    await client_is_with(client.page, other.partner_id)
    await other.page.goto("/dashboard/partner/changes")
    await expect(other.page.locator("tbody tr")).to_contain_text("Accepted")


async def test_a_partner_can_refuse_a_change_and_nothing_has_moved(client: ClientHub, other: Newcomer) -> None:
    await client.page.goto(PARTNER)
    before = await client.page.locator(".hub-facts code").first.inner_text()
    await ask(client, other)
    await other.page.goto("/dashboard/partner/changes")
    await other.page.get_by_role("button", name="Refuse ").click()
    await expect(other.page.get_by_role("status")).to_contain_text("The request is refused")
    await client_is_with(client.page, before)
    await expect(client.page.locator("main")).to_contain_text("Töchter CRM has not accepted your last request.")


async def test_a_client_can_take_its_request_back(client: ClientHub, other: Newcomer) -> None:
    await ask(client, other)
    await client.page.get_by_role("button", name="Take the request back").click()
    await expect(client.page.get_by_role("status")).to_contain_text("Your request is taken back.")
    await other.page.goto("/dashboard/partner/changes")
    await expect(other.page.get_by_text("Nobody waits.")).to_be_visible()


async def test_a_client_cannot_move_to_a_partner_who_pays_otherwise(client: ClientHub, demo: dict[str, Any]) -> None:
    await client.page.goto(PARTNER)
    await client.page.get_by_label("ID of the new partner").fill(demo["rival"]["partner_id"])
    await client.page.get_by_role("button", name="Go on").click()
    await expect(client.page.locator("main")).to_contain_text("is using a different payment processor")
