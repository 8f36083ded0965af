"""What only a browser tells of the onboarding pages: its console stays empty while a page looks after the signup."""

from playwright.async_api import Page
from tests.hub.conftest import PASSWORD, Staffed
from tests.hub.onboarding.conftest import change
from tests.hub.test_in_chromium import noted_faults

from partnerhub.db.pool import Database

UNDER_WAY = """
INSERT INTO onboarding_signup (partner_id, id, client_id, code, step, state, created_at, modified_at, due_at)
VALUES ($1, 'sup_under_way', $2, 'code', 'started', '{"step": "started", "code": ""}', now(), now(), now() + interval '1 day')
"""


async def test_the_page_of_a_signup_under_way_asks_again_and_breaks_no_policy(
    page: Page, database: Database, ours: Staffed
) -> None:
    """It reads the next page's style with the colours of a partner: a browser refused that one's nonce."""
    look = {
        "accent_colour": "#ffd400",
        "ground_colour": "#1b2a49",
        "partner_redirect_url": "https://app.example.com/done",
    }
    await change(database, ours.side, **look)
    async with database.writing(ours.side.partner_id) as db:
        await db.execute(UNDER_WAY, ours.side.partner_id, ours.side.client_id)
    faults = noted_faults(page)
    await page.goto(f"/onboarding/{ours.side.partner_id}?next=login")
    await page.fill("#email", ours.client_email)
    await page.fill("#password", PASSWORD)
    await page.click("button[type=submit]")
    await page.wait_for_url("**/progress")
    for _ in range(3):
        await page.wait_for_event("requestfinished", lambda request: request.url.endswith("/progress"))
    await page.get_by_text("under way").wait_for()
    assert faults == []
