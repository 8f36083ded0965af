"""FB.login in a real browser: a page loads the SDK as it would load Meta's, and learns what came of the dialog."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import Browser, Page
from tests.browser.chromium import press_last, window
from tests.sandbox.meta import APP_ID, Meta
from tests.serving import free_port

OPENER = """<!doctype html><button id="go">Connect</button><script>
window.messages = []; window.answers = [];
window.addEventListener("message", (event) => {
  try { window.messages.push({origin: event.origin, ...JSON.parse(event.data)}); } catch { /* not for us */ }
});
window.fbAsyncInit = () => {
  FB.init({appId: "%(app)s", autoLogAppEvents: true, xfbml: true, version: "v23.0"});
  document.body.dataset.ready = "1";
};
document.getElementById("go").onclick = () => FB.login((answer) => window.answers.push(answer), {
  config_id: "200000000000001", response_type: "code", override_default_response_type: true, extras: {setup: {}},
});
</script><script async defer src="%(sdk)s"></script>"""

Opener = Callable[[], Awaitable[tuple[Page, Page]]]


@pytest.fixture
async def opened(meta: Meta, chrome: Browser) -> AsyncIterator[Opener]:
    """The opener's page, on an origin of its own, and the dialog it opened."""
    page_of_partner = web.Application()
    text = OPENER % {"app": APP_ID, "sdk": f"{meta.base}/sandbox/sdk.js"}

    async def index(_request: web.Request) -> web.Response:
        return web.Response(text=text, content_type="text/html")

    page_of_partner.router.add_get("/", index)
    runner, port = web.AppRunner(page_of_partner), free_port()
    await runner.setup()
    await web.TCPSite(runner, "localhost", port).start()
    async with window(chrome) as context:

        async def open_dialog() -> tuple[Page, Page]:
            page = await context.new_page()
            await page.goto(f"http://localhost:{port}/")
            await page.wait_for_selector("body[data-ready]")
            async with page.expect_popup() as popup:
                await page.click("#go")
            dialog = await popup.value
            await dialog.wait_for_selector("button[type=submit]")
            return page, dialog

        yield open_dialog
    await runner.cleanup()


async def said(page: Page, name: str) -> Any:
    await page.wait_for_function(f"window.{name}.length > 0")
    return (await page.evaluate(f"window.{name}"))[-1]


async def press_on(dialog: Page, times: int) -> None:
    for _ in range(times):
        async with dialog.expect_navigation():
            await dialog.click("button[type=submit]")


async def test_pressing_on_ends_with_the_finish_message_and_a_good_code(meta: Meta, opened: Opener) -> None:
    page, dialog = await opened()
    await dialog.set_viewport_size({"width": 600, "height": 800})
    async with dialog.expect_event("close"):
        await press_on(dialog, 5)
        await press_last(dialog.locator("button[type=submit]"))
    answer, message = await said(page, "answers"), await said(page, "messages")
    assert answer["status"] == "connected"
    assert (message["type"], message["event"], message["origin"]) == ("WA_EMBEDDED_SIGNUP", "FINISH", meta.base)
    assert await meta.token(answer["authResponse"]["code"])


async def test_cancel_tells_the_step(opened: Opener) -> None:
    page, dialog = await opened()
    await press_on(dialog, 3)
    await press_last(dialog.locator("[data-cancel]"))
    message = await said(page, "messages")
    assert (message["event"], message["data"]) == ("CANCEL", {"current_step": "PHONE_NUMBER_SETUP"})
    assert await said(page, "answers") == {"authResponse": None, "status": "unknown"}


async def test_closing_the_window_is_a_cancel_too(opened: Opener) -> None:
    page, dialog = await opened()
    await press_on(dialog, 1)
    await dialog.close()
    message = await said(page, "messages")
    assert (message["event"], message["data"]) == ("CANCEL", {"current_step": "BUSINESS_ACCOUNT_SELECTION"})
    assert await said(page, "answers") == {"authResponse": None, "status": "unknown"}


async def test_a_reported_problem_is_told_with_its_error(opened: Opener) -> None:
    page, dialog = await opened()
    await press_last(dialog.locator("[data-report]"))
    message = await said(page, "messages")
    assert message["event"] == "CANCEL"
    assert set(message["data"]) == {"error_message", "error_code", "session_id", "timestamp"}
    assert (await said(page, "answers"))["status"] == "unknown"
