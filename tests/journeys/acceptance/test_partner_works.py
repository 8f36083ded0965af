"""A partner can …: the lines of the contract's §13 about the numbers of its clients, each in a real browser."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect
from tests.journeys.acceptance.hubs import ClientHub

SIX = [
    "Company legal name", "WhatsApp number", "Contact email", "Message on behalf", "Meta business verification",
    "Number registration",
]  # fmt: skip


async def test_a_partner_can_see_cards_with_what_the_client_must_do(hub: Page, client: ClientHub) -> None:
    await client.home()
    card = client.page.locator(f'[id="{client.channel_id}"]')
    await card.get_by_text("Withdraw the permission", exact=True).first.click()
    await card.get_by_role("button", name="Withdraw the permission").click()
    await hub.goto(f"/dashboard/partner?q={client.channel_id}")
    shown = hub.locator(f'[id="{client.channel_id}"]')
    await expect(shown).to_contain_text("Missing")
    await expect(shown.locator(".hub-now").first).to_contain_text("permission")
    await client.home()
    await card.get_by_role("button", name="Share with").click()
    await expect(card).to_contain_text("Shared")


async def test_a_partner_can_filter(hub: Page, demo: dict[str, Any], client: ClientHub) -> None:
    await hub.goto("/dashboard/partner")
    await hub.get_by_label("Search").fill(demo["channel_id"])
    await expect(hub.locator(".hub-cards > li")).to_have_count(1)
    await expect(hub.locator(f'[id="{demo["channel_id"]}"]')).to_be_visible()
    await hub.get_by_label("Permission").select_option("missing")
    await expect(hub.get_by_text("No number fits this search.")).to_be_visible()


async def test_a_partner_can_export_the_six_columns(hub: Page, demo: dict[str, Any]) -> None:
    await hub.goto("/dashboard/partner")
    async with hub.expect_download() as downloading:
        await hub.get_by_role("link", name="Export CSV").click()
    lines = read(await (await downloading.value).path())
    assert list(lines[0])[:6] == SIX
    assert demo["channel_id"] in {one["Channel ID"] for one in lines}


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


@pytest.mark.parametrize("tab", ["Details", "Templates", "Insights", "Billing", "Webhooks", "Health", "Activity"])
async def test_a_partner_can_open_the_tab(hub: Page, demo: dict[str, Any], tab: str) -> None:
    await hub.goto("/dashboard/partner")
    await hub.locator(f'[id="{demo["channel_id"]}"]').get_by_role("link", name="Show details").click()
    tabs = hub.get_by_role("navigation", name="Number")
    await tabs.get_by_role("link", name=tab, exact=True).click()
    await expect(tabs.locator("[aria-current=page]")).to_have_text(tab)


async def test_a_partner_can_make_a_channels_key_only_with_permission(hub: Page, client: ClientHub) -> None:
    details, button = (
        f"/dashboard/partner/channels/{client.channel_id}",
        hub.get_by_role("button", name="Create API key"),
    )
    await client.number()
    await client.page.get_by_text("Withdraw the permission", exact=True).first.click()
    await client.page.get_by_role("button", name="Withdraw the permission").click()
    await hub.goto(details)
    await expect(hub.locator("#api-key")).to_contain_text("has not shared API key permission")
    await expect(button).to_have_count(0)
    await client.number()
    await client.page.get_by_role("button", name="Share with").click()
    await hub.goto(details)
    await button.click()
    await expect(hub.get_by_label("New API key")).to_be_visible()
    await hub.goto(details)
    await expect(hub.get_by_label("New API key")).to_have_count(0)


async def test_a_partner_can_see_its_notifications(hub: Page, client: ClientHub) -> None:
    await client.number()
    number = await client.page.get_by_role("heading", level=1).inner_text()
    await client.page.get_by_text("Withdraw the permission", exact=True).first.click()
    await client.page.get_by_role("button", name="Withdraw the permission").click()
    await hub.goto("/dashboard/partner")
    await hub.get_by_role("link", name="Notifications").first.click()
    notice = hub.get_by_role("link", name=f"{number} is not shared any more").first
    await expect(notice).to_be_visible()  # the list follows what happens by itself
    await notice.click()
    await expect(hub).to_have_url(re.compile(f"channels/{client.channel_id}/activity"))
    await client.page.get_by_role("button", name="Share with").click()
