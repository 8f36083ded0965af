"""Take the pictures of the README anew, from a demo that runs: `make run`, then `python -m tests.browser.pictures`."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page
from tests.browser.chromium import chromium, executable, window

HERE = Path(__file__).parents[2] / "docs/pictures"
WIDE, POPUP = {"width": 1280, "height": 800}, {"width": 600, "height": 920}
PARTNER, CLIENT = "partner_username partner_password", "client_email client_password"
# name, whose page ("" nobody's), path, colour scheme
PICTURES = (
    ("accounts", PARTNER, "/dashboard/partner", "light"),
    ("health", PARTNER, "/dashboard/partner/channels/{channel_id}/health", "light"),
    ("insights", PARTNER, "/dashboard/partner/insights", "dark"),
    ("template", PARTNER, "/dashboard/partner/templates/new", "light"),
    ("client", CLIENT, "/dashboard/client", "light"),
    ("onboarding", "", "/onboarding/{partner_id}", "light"),
    ("handset", "", "/sandbox/handset/{customer}", "light"),
)


async def take(browser: Browser, world: dict[str, Any], picture: tuple[str, str, str, Any]) -> None:
    name, who, path, colours = picture
    size: Any = POPUP if name in {"onboarding", "handset"} else WIDE
    given = {"base_url": world["base_url"], "viewport": size, "color_scheme": colours, "locale": "en-GB"}
    async with window(browser, **given) as context:
        page = await context.new_page()
        if who:
            email, password = (world[one] for one in who.split())
            await log_in(page, email, password)
        await page.goto(path.format(**world), wait_until="networkidle")
        if name == "template":
            await write(page)
        await page.screenshot(path=HERE / f"{name}.png")


async def log_in(page: Page, email: str, password: str) -> None:
    await page.goto("/login")
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password").fill(password)
    await page.get_by_role("button", name="Log in").click()
    await page.wait_for_url("**/dashboard/*")


async def write(page: Page) -> None:
    await page.get_by_label("Name", exact=True).fill("order_on_its_way")
    await page.get_by_label("Text", exact=True).fill("Your order *{{1}}* is on its way. It will be with you on {{2}}.")
    await page.wait_for_load_state("networkidle")
    await page.wait_for_timeout(1000)


async def main(credentials: Path) -> None:
    world = json.loads(credentials.read_text())  # noqa: ASYNC240
    async with chromium(executable() or "chromium") as browser:
        for picture in PICTURES:
            await take(browser, world, picture)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1] if len(sys.argv) > 1 else "data/demo.json")))
