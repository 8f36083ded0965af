"""The switchboard in a real browser: a button changes the thing, its webhook arrives, and the page shows both."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect
from tests.browser.chromium import window
from tests.sandbox.meta import Meta


@pytest.fixture
async def page(chrome: Browser) -> AsyncIterator[Page]:
    async with window(chrome) as context:
        yield await context.new_page()


async def test_what_is_pressed_happens_and_is_shown(meta: Meta, page: Page) -> None:
    account, faults = await meta.onboarded(), list[str]()
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    await page.goto(f"{meta.base}/sandbox/switchboard?waba={account.waba_id}")
    waba, phone = page.locator("[data-part=account]"), page.locator(f"[data-part=phone-{account.phone_id}]")
    await waba.get_by_role("button", name="Ban", exact=True).click()
    await expect(waba.locator(".chip.bad")).to_have_text("disable")
    told = await meta.app.first(
        lambda _path, change: change["value"].get("ban_info", {}).get("waba_ban_state") == "DISABLE"
    )
    assert told["event"] == "DISABLED_UPDATE"
    await expect(page.locator("[data-part=log]")).to_contain_text("disabled update")
    await waba.get_by_role("button", name="Take back").click()
    await phone.get_by_role("button", name="Red, flagged").click()
    await expect(phone.locator(".chip").nth(1)).to_have_text("red")
    await waba.get_by_label("Messaging limit").select_option("TIER_100K")
    await waba.get_by_role("button", name="Set").click()
    await expect(waba).to_contain_text("limit 100k")
    table = page.locator("[data-part=templates]")
    await table.get_by_label("Verdict on hello_world").select_option("REJECTED")
    await table.get_by_label("Reason").select_option("PROMOTIONAL")
    await table.get_by_role("button", name="Decide").click()
    await expect(table).to_contain_text("promotional")
    weather = page.locator("[data-part=weather]")
    await weather.get_by_label("Code").select_option("130429")
    await weather.get_by_role("button", name="Let it fail").click()
    await expect(weather.locator(".faults")).to_contain_text("error 130429 on messages, 1 left")
    assert (await meta.error("POST", f"{account.phone_id}/messages", account.token, json={}))[1] == 130429
    assert faults == []
