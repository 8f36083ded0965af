"""Real Chromium, its windows, and a partner's page that speaks the connect button's protocol (contract §4.4)."""

import os
import shutil
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, Error, Locator, Page, async_playwright, expect

WITHIN = 60_000  # ms that a page may take, on a busy machine
expect.set_options(timeout=WITHIN)  # Playwright's own patience is five seconds
PAGE = """<!doctype html><title>Partner</title><button>Connect 360dialog</button><script>
window.calls = [];
if (window.opener) {
  window.opener.postMessage(location.search, "*");
  window.close();
}
const found = new URLSearchParams(location.search);
const list = (key) => found.get(key)?.slice(1, -1).split(",");
if (found.get("client") && found.get("channels"))
  calls.push({
    client: found.get("client"), channels: list("channels"), revokedChannels: list("revoked"), state: found.get("state"),
  });
addEventListener("message", (event) => {
  if (event.origin === location.origin && typeof event.data !== "object") location.search = event.data;
});
document.querySelector("button").onclick = () => window.open(
  new URLSearchParams(location.hash.slice(1)).get("hub"),
  "connect-360dialog", "toolbar=no, menubar=no, width=600, height=920, top=100, left=100");
</script>"""


def executable() -> str | None:
    """Chromium on this machine, if there is one."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@asynccontextmanager
async def chromium(path: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        await browser.close()


@asynccontextmanager
async def window(chrome: Browser, **given: Any) -> AsyncGenerator[BrowserContext]:
    """A window whose cookies are nobody else's; `given` as for Playwright's `new_context`."""
    context = await chrome.new_context(**given)
    context.set_default_timeout(WITHIN)
    try:
        yield context
    finally:
        await context.close()


@asynccontextmanager
async def partner_application() -> AsyncIterator[str]:
    """The address of a page with a connect button; its fragment names what the button opens: `#hub=…`."""

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    app = web.Application()
    app.router.add_get("/page", page)
    async with TestServer(app) as server:
        yield f"http://localhost:{server.port}/page"


async def walk(dialog: Page) -> None:
    """Through Meta's dialog as it comes, each page as it is filled in, until it closes itself."""
    try:
        while not dialog.is_closed():
            page = dialog.url
            await dialog.locator("button.primary").click()
            await dialog.wait_for_url(lambda url, page=page: url != page, wait_until="domcontentloaded")
    except Error:
        if not dialog.is_closed():
            raise


async def calls(page: Page) -> list[dict[str, Any]]:
    """What the partner's application was told, once it was told something."""
    await page.wait_for_function("window.calls?.length", polling=50)
    return await page.evaluate("window.calls")


async def press_last(button: Locator) -> None:
    """Once a person could press it, and after Playwright has its answer: it fails when a press takes the page away under it."""
    await button.click(trial=True)
    await button.evaluate("(one) => void setTimeout(() => one.click())")
