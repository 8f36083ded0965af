"""Pages in real Chromium, light and dark, wide and narrow: what it complains of, what axe finds, what jumps or sticks out."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, Response
from tests.browser.chromium import window
from tests.browser.crawl.walking import Walk

AXE = Path(__file__).parents[3] / "frontend/node_modules/axe-core/axe.min.js"
AT_ONCE = 3
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
MOST_SHIFT = 0.01  # of the window's height and width together; 0.1 is what is commonly called good

WATCH = """
window.shifts = [];
new PerformanceObserver((list) => shifts.push(...list.getEntries().filter((one) => !one.hadRecentInput)
  .map((one) => [one.value, one.sources[0]?.node?.outerHTML?.slice(0, 120)]))).observe({type: "layout-shift", buffered: true});
addEventListener("securitypolicyviolation", (one) => console.error("CSP: " + one.violatedDirective + " " + one.blockedURI));
"""
SETTLED = (
    "document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))"
)
OPEN = "document.querySelectorAll('details').forEach((one) => (one.open = true))"
# Of a long row of the same kind the first ones: on the API reference alone axe would be at work for ten seconds.
FOUND = """(rules) => axe.run({exclude: [["article:nth-of-type(n+9)"], ["tr:nth-of-type(n+25)"]]},
    {resultTypes: ["violations"], ...(rules ? {runOnly: rules} : {})})
  .then(({violations}) => violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `axe ${one.id}: ${one.nodes[0].html.slice(0, 200)} ${one.nodes[0].failureSummary}`))"""
# An element may be wider than the window where a box around it scrolls by itself; then the document is not.
WIDER = """(() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  const out = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > most + 1);
  return [`${document.documentElement.scrollWidth} px wide at ${most}: ${out.at(-1)?.outerHTML.slice(0, 160)}`];
})()"""


class Window:
    """A tab; what its console says, what it was refused and what scripts fail on gathers in `faults`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("console", lambda line: self._note(line.text) if line.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self._note(str(error)))
        page.on("response", self._answered)

    async def look(self, address: str) -> list[str]:
        """What is wrong there."""
        self.faults = []
        page = self.page
        await page.emulate_media(color_scheme="light")
        await page.set_viewport_size(WIDE)  # pyright: ignore[reportArgumentType]
        await page.goto(address, wait_until="load")
        await page.evaluate(SETTLED)
        shifts: list[tuple[float, str]] = await page.evaluate("window.shifts")
        if sum(value for value, _ in shifts) > MOST_SHIFT:
            self._note(f"the page jumps: {shifts}")
        await page.evaluate(OPEN)
        await self._axe(None)
        await page.emulate_media(color_scheme="dark")
        await self._axe(["color-contrast"])
        await page.set_viewport_size(NARROW)  # pyright: ignore[reportArgumentType]
        await page.evaluate(SETTLED)
        self.faults += await page.evaluate(WIDER)
        return [f"{address}: {one}" for one in self.faults]

    async def _axe(self, rules: list[str] | None) -> None:
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE.read_text())
        self.faults += await self.page.evaluate(FOUND, rules)

    def _note(self, fault: str) -> None:
        self.faults.append(fault)

    def _answered(self, answer: Response) -> None:
        if answer.status >= 400:
            self._note(f"{answer.status} {answer.url}")


@asynccontextmanager
async def windows(chrome: Browser, base: str, cookies: dict[str, str], **given: Any) -> AsyncGenerator[list[Window]]:
    """Some tabs of a browser that has these cookies. Without motion: a colour is not measured on its way to another."""
    async with window(chrome, base_url=base, reduced_motion="reduce", **given) as context:
        await context.add_init_script(WATCH)
        await context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
        yield [Window(await context.new_page()) for _ in range(AT_ONCE)]


async def looked(chrome: Browser, walked: Walk, addresses: Iterable[str]) -> list[str]:
    """The faults of all these pages, for the person who walked there."""
    waiting, found = list(addresses), list[str]()

    async def keep_on(window: Window) -> None:
        while waiting:
            found.extend(await window.look(waiting.pop()))

    async with windows(chrome, walked.base, walked.cookies) as tabs:
        await asyncio.gather(*map(keep_on, tabs))
    return found
