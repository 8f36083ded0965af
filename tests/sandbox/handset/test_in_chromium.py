"""The handset in a real browser: the chat lives without a reload, and nothing is blocked or fails."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect
from tests.browser.chromium import window
from tests.sandbox.handset.conftest import Chat
from tests.sandbox.handset.test_chat import BUTTONS, LIST


@pytest.fixture
async def page(chrome: Browser) -> AsyncIterator[Page]:
    async with window(chrome, viewport={"width": 390, "height": 800}) as context:
        yield await context.new_page()


async def test_a_chat_is_written_answered_and_followed_without_a_reload(chat: Chat, page: Page) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    await page.goto(chat.meta.base + chat.path)
    await page.evaluate("window.stayed = true")
    await page.get_by_label("Message", exact=True).fill("Good day\nis it open?")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine .text")).to_have_text("Good day\nis it open?")
    await expect(page.get_by_label("Message", exact=True)).to_have_value("")
    sent = await chat.send(type="interactive", interactive=BUTTONS)
    await page.get_by_role("button", name="Yes").click()
    await expect(page.locator(".mine .text").last).to_have_text("Yes")
    assert (await chat.told("interactive"))["context"]["id"] == sent
    await chat.send(type="interactive", interactive=LIST)
    await page.locator(".actions summary").click()
    await page.get_by_role("button", name="18:30").click()
    await expect(page.locator(".mine .text").last).to_have_text("18:30")
    assert (await chat.meta.app.statuses(sent, "read"))[-1] == "read"
    assert await page.evaluate("window.stayed && document.documentElement.scrollWidth <= innerWidth")
    assert faults == []
