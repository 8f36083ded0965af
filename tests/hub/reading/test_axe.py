"""axe finds nothing serious on any page, light or dark: labels, contrast, order of headings, what a keyboard can reach."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page
from tests import world
from tests.hub.conftest import Staffed
from tests.hub.onboarding.conftest import change
from tests.hub.test_in_chromium import log_in
from tests.hub.usage.used import used

from partnerhub.db.pool import Database

AXE = Path(__file__).parents[3] / "frontend/node_modules/axe-core/axe.min.js"
FOUND = """axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations
    .filter(one => ['serious', 'critical'].includes(one.impact))
    .map(one => [one.id, one.nodes[0].html, one.nodes[0].failureSummary]))"""
OPEN = "document.querySelectorAll('details').forEach(one => one.open = true)"
OF_PARTNER = (
    "", "?view=table", "/clients", "/templates", "/templates/new", "/insights", "/billing", "/integration", "/api_keys", "/users",
    "/onboarding_links", "/onboarding_links/new",
    "/profile", "/second_factor", "/audit_log", "/brand",
)  # fmt: skip
OF_CLIENT = ("", "/templates", "/insights", "/funds", "/partner", "/team", "/profile", "/second_factor")
TABS = ("", "/templates", "/insights", "/billing", "/webhooks", "/health", "/activity")

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe is not installed: npm ci in frontend/")


async def serious(page: Page, path: str) -> list[Any]:
    await page.goto(path, wait_until="networkidle")
    await page.evaluate(OPEN)
    await page.evaluate(AXE.read_text())
    return await page.evaluate(FOUND)


@pytest.mark.parametrize(("accent", "ground"), [("#ffd400", "#1b2a49"), ("#0a0a0a", "#f5f5dc"), ("#7f7f7f", "#808080")])
async def test_onboarding_can_be_read_in_whatever_colours(
    page: Page, database: Database, ours: Staffed, accent: str, ground: str
) -> None:
    look = {"accent_colour": accent, "ground_colour": ground, "partner_redirect_url": "https://app.example.com/done"}
    await change(database, ours.side, **look)
    await page.set_viewport_size({"width": 600, "height": 920})
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        for path in (f"/onboarding/{ours.side.partner_id}", f"/onboarding/{ours.side.partner_id}?redirect_url=x"):
            assert await serious(page, path) == [], (scheme, path)


@pytest.mark.parametrize("hub", ["partner", "client"])
async def test_axe_finds_nothing_serious(page: Page, database: Database, ours: Staffed, hub: str) -> None:
    await used(database, ours.side, "utility", 222, "2")
    shared = ours.side.channel_id
    await world.add_channel(database, ours.side, live=False)
    await page.emulate_media(color_scheme="dark")
    await page.set_viewport_size({"width": 390, "height": 844})
    await log_in(page, ours.email if hub == "partner" else ours.client_email)
    number, home = f"/channels/{shared}", f"/dashboard/{hub}"
    paths = [*OF_PARTNER, f"/clients/{ours.side.client_id}", f"/templates/{ours.side.template_id}"]
    paths += [f"{number}{tab}" for tab in TABS]
    for path in paths if hub == "partner" else [*OF_CLIENT, number]:
        assert await serious(page, home + path) == [], path
    await page.emulate_media(color_scheme="light")
    await page.set_viewport_size({"width": 1280, "height": 900})
    for path in ("", number):
        assert await serious(page, home + path) == [], path
