"""Pages of the Partner Hub in a real browser: what changes while somebody looks or types."""

import re

from playwright.async_api import Page, expect
from tests.hub.conftest import Staffed
from tests.hub.test_in_chromium import log_in, noted_faults
from tests.hub.usage.used import used

from partnerhub.db.pool import Database


async def test_charts_are_drawn_from_the_tables_and_their_numbers_can_be_read(
    page: Page, database: Database, ours: Staffed
) -> None:
    await used(database, ours.side, "utility", 222, "2")
    faults = noted_faults(page)
    await log_in(page, ours.email)
    await page.click("text=Insights")
    await expect(page.locator(".hub-chart canvas")).to_have_count(2)
    await page.locator("summary").first.click()
    await expect(page.get_by_role("cell", name="222").first).to_be_visible()
    assert faults == []


async def test_the_preview_of_a_template_follows_what_is_typed(page: Page, ours: Staffed) -> None:
    faults = noted_faults(page)
    await log_in(page, ours.email)
    await page.goto("/dashboard/partner/templates/new")
    await page.fill("#body", "Hello *{{1}}*, it is here.")
    await page.fill("#samples", "Ada")
    await expect(page.locator("#preview b")).to_have_text("Ada")
    await page.locator("[name=button_type]").first.select_option("QUICK_REPLY")
    await page.locator("[name=button_text]").first.fill("Stop")
    await expect(page.locator("#preview .hub-reply")).to_have_text("Stop")
    assert faults == []


async def test_an_editor_of_templates_asks_only_for_what_the_chosen_kind_has(page: Page, ours: Staffed) -> None:
    await log_in(page, ours.email)
    await page.goto("/dashboard/partner/templates/new")
    body, minutes, text, file = (page.locator(one) for one in ("#body", "#minutes", "#header_text", "#header_file"))
    for one, seen in ((body, True), (minutes, False), (text, False), (file, False)):
        await expect(one).to_be_visible(visible=seen)
    await page.select_option("#header", "TEXT")
    await expect(text).to_be_visible()
    await page.select_option("#header", "IMAGE")
    await expect(file).to_be_visible()
    await page.select_option("#category", "AUTHENTICATION")
    await expect(minutes).to_be_visible()
    await expect(body).to_be_hidden()


async def test_colours_are_seen_while_they_are_chosen(page: Page, ours: Staffed) -> None:
    faults = noted_faults(page)
    await log_in(page, ours.email)
    await page.goto("/dashboard/partner/brand")
    button = page.locator("#preview .btn-primary")
    await page.fill("#accent_colour", "#ffd400")
    await expect(button).to_have_css("background-color", "rgb(255, 212, 0)")
    await page.locator("[data-of='#accent_colour']").fill("#102030")
    await expect(page.locator("#accent_colour")).to_have_value("#102030")
    await expect(button).to_have_css("background-color", "rgb(16, 32, 48)")
    assert faults == []


async def test_the_list_shows_by_itself_what_has_changed(page: Page, database: Database, ours: Staffed) -> None:
    await log_in(page, ours.email)
    await expect(page.get_by_text("Low: many customers")).to_have_count(0)
    async with database.writing(ours.side.partner_id) as db:
        await db.execute("UPDATE channel SET current_quality_rating = 'RED'")
    await page.evaluate("document.body.dispatchEvent(new Event('look'))")
    await expect(page.get_by_text("Low: many customers")).to_be_visible()


async def test_what_is_exported_and_the_counts_follow_the_search(page: Page, database: Database, ours: Staffed) -> None:
    await log_in(page, ours.email)
    await expect(page.locator("#states")).to_contain_text("Live 1")
    await page.fill("#q", "nobody has this name")
    await expect(page.get_by_text("No number fits this search.")).to_be_visible()
    await expect(page.locator("#csv")).to_have_attribute("href", re.compile(r"export/csv\?q=nobody"))
    async with database.writing(ours.side.partner_id) as db:
        await db.execute("UPDATE channel SET availability_status = 'error'")
    await page.evaluate("document.activeElement.blur(); document.body.dispatchEvent(new Event('look'))")
    await expect(page.locator("#states")).to_contain_text("Error 1")


async def test_nothing_is_wider_than_a_telephone(page: Page, database: Database, ours: Staffed) -> None:
    await used(database, ours.side, "utility", 222, "2")
    await log_in(page, ours.email)
    await page.set_viewport_size({"width": 390, "height": 844})
    number = f"/dashboard/partner/channels/{ours.side.channel_id}"
    for path in ("", "?view=table", "/clients", "/templates", "/templates/new", "/insights", "/billing"):
        await page.goto(f"/dashboard/partner{path}", wait_until="networkidle")
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    for path in ("", "/templates", "/insights", "/billing", "/webhooks", "/health", "/activity"):
        await page.goto(f"{number}{path}", wait_until="networkidle")
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


async def test_the_menu_of_a_telephone_lies_behind_a_button_and_closes_with_escape(page: Page, ours: Staffed) -> None:
    await log_in(page, ours.email)
    await page.set_viewport_size({"width": 390, "height": 844})
    menu = page.get_by_role("navigation", name="Main")
    await expect(menu).to_be_hidden()
    await page.get_by_role("button", name="Menu").click()
    await expect(menu).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(menu.get_by_role("link").first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(menu).to_be_hidden()
    await expect(page.get_by_role("button", name="Menu")).to_be_focused()
    await page.get_by_role("button", name="Menu").click()
    await menu.get_by_role("link", name="Clients").click()
    await page.wait_for_url("**/dashboard/partner/clients")
