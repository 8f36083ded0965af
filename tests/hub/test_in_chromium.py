"""The comforts of the hub's pages in a real browser. All pages: tests/browser."""

from playwright.async_api import Page, Response, expect
from tests import world
from tests.hub.conftest import PASSWORD, Staffed

from partnerhub.db.pool import Database


async def log_in(page: Page, email: str) -> None:
    await page.goto("/login")
    await page.fill("#email", email)
    await page.fill("#password", PASSWORD)
    await page.click("button[type=submit]")
    await page.wait_for_url("**/dashboard/*")


async def test_the_list_follows_what_is_typed(page: Page, database: Database, ours: Staffed) -> None:
    await world.add_client(database, ours.side, "Blumenhaus")
    faults = noted_faults(page)
    await log_in(page, ours.email)
    await expect(page.locator(".hub-cards > li")).to_have_count(2)
    await page.fill("#q", "blumen")
    await expect(page.locator(".hub-cards > li")).to_have_count(1)
    assert "q=blumen" in page.url
    await page.select_option("#permission", "missing")
    await expect(page.get_by_text("No number fits this search.")).to_be_visible()
    assert faults == []


async def test_copy_copies(page: Page, ours: Staffed) -> None:
    await log_in(page, ours.email)
    await page.click("text=Integration")
    await page.click("[data-copy='#partner-id']")
    await expect(page.locator("[data-copy='#partner-id']")).to_have_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == ours.side.partner_id


async def test_a_key_is_made_and_revoked_by_clicking(page: Page, ours: Staffed) -> None:
    await log_in(page, ours.email)
    await page.click("text=API Keys")
    await page.fill("#name", "shop server")
    await page.click("text=Create key")
    assert (await page.input_value("#new-key")).startswith("PHPA")
    row = page.locator("tr", has_text="shop server")
    await row.locator("summary").click()
    await row.get_by_role("button", name="Revoke shop server").click()
    await expect(page.locator("tr", has_text="shop server")).to_contain_text("Revoked")
    await expect(page.locator("#new-key")).to_have_count(0)


async def test_escape_closes_what_was_opened_and_leads_back_to_what_opened_it(page: Page, ours: Staffed) -> None:
    await log_in(page, ours.email)
    await page.goto("/dashboard/partner/integration")
    summary, button = page.get_by_text("Replace the secret", exact=True), page.get_by_text("Replace the secret now")
    await summary.focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(button).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(button).to_be_hidden()
    await expect(summary).to_be_focused()
    await page.keyboard.press("Escape")  # with nothing open it is nobody's
    await page.keyboard.press("Enter")
    await expect(button).to_be_visible()


def noted_faults(page: Page) -> list[str]:
    """Fills with every console error (a blocked source is one), script error and bad answer from now on."""
    faults: list[str] = []

    def note_answer(answer: Response) -> None:
        if answer.status >= 400:
            faults.append(f"{answer.status} {answer.url}")

    page.on("console", lambda line: faults.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("response", note_answer)
    return faults
