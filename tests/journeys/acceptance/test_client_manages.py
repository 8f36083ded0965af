"""A client can manage its team and its funds, each line of the contract's §13 and §2 in a real browser."""

from playwright.async_api import Page, expect
from tests.journeys.acceptance.hubs import ClientHub, come_in
from tests.journeys.test_onboarding import email

TEAM, FUNDS = "/dashboard/client/team", "/dashboard/client/funds"


async def test_a_client_can_invite_a_member_make_it_owner_and_remove_it(client: ClientHub, stranger: Page) -> None:
    page, colleague = client.page, email()
    row = page.get_by_role("row", name=colleague)
    await page.goto(TEAM)
    await page.get_by_label("E-mail").fill(colleague)
    await page.get_by_label("Name", exact=True).fill("Mia")
    await page.get_by_role("button", name="Send the invitation").click()
    await expect(row).to_contain_text("Invited")
    await come_in(stranger, colleague, "Mia Moll")
    await stranger.goto(TEAM)
    await expect(stranger.get_by_role("heading", name="Invite a member")).to_have_count(0)  # owners do that
    await page.reload()
    await expect(row).to_contain_text("Active")
    await page.get_by_text("Change Mia Moll").click()
    await page.get_by_label("Role of Mia Moll").select_option("owner")
    await row.get_by_role("button", name="Save").click()
    await expect(row.get_by_role("cell", name="Owner", exact=True)).to_be_visible()
    await stranger.goto(TEAM)
    await expect(stranger.get_by_role("heading", name="Invite a member")).to_be_visible()
    await page.get_by_text("Change Mia Moll").click()
    await page.get_by_role("button", name="Remove from the team: Mia Moll").click()
    await expect(page.get_by_role("status")).to_have_text("The person is no longer in your team.")
    await expect(row).to_have_count(0)
    await stranger.goto(TEAM)
    await expect(stranger.get_by_role("heading", name="Log in")).to_be_visible()


async def test_a_client_can_keep_several_cards_and_choose_the_first(client: ClientHub) -> None:
    page, cards = client.page, client.page.locator("#cards li")
    await page.goto(f"{FUNDS}/details")
    await expect(cards).to_have_count(1)  # the one of the onboarding
    await page.get_by_role("button", name="Add a card").click()
    await page.get_by_label("Card number").fill("5555 5555 5555 4444")
    await page.get_by_role("button", name="Save card").click()
    await expect(cards).to_have_count(2)
    await page.get_by_role("button", name="Make Mastercard ···· 4444 primary").click()
    await expect(cards.first).to_contain_text("Mastercard ···· 4444 ★ Primary")
    await cards.first.get_by_text("Remove", exact=True).click()
    await page.get_by_role("button", name="Remove Mastercard ···· 4444").click()
    await expect(cards).to_have_count(1)
    await expect(cards).to_contain_text("Visa")


async def test_a_client_can_change_its_auto_renewal(client: ClientHub) -> None:
    page, renewal = client.page, client.page.locator("#renewal")
    await page.goto(FUNDS)
    await renewal.get_by_text("Modify").click()
    await renewal.get_by_label("When the balance falls below").fill("15")
    await renewal.get_by_label("Add", exact=True).fill("60")
    await renewal.get_by_role("button", name="Save").click()
    await expect(renewal).to_contain_text("Below $15.00, $60.00 is added")
    await renewal.get_by_text("Modify").click()
    await renewal.get_by_label("Renew by itself").uncheck()
    await renewal.get_by_role("button", name="Save").click()
    await expect(renewal).to_contain_text("When the balance is used up, messages stop.")
