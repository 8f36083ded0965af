"""A partner can invite with an OTP: the colleague's own way in is a letter, and the code was in one before."""

import re

from playwright.async_api import Page, expect
from tests.journeys.acceptance.hubs import Newcomer, come_in, letter
from tests.journeys.test_onboarding import email

CODE = re.compile(r"\b[0-9]{6}\b")


async def test_a_partner_can_invite_a_colleague_who_comes_in_by_a_letter(newcomer: Newcomer, stranger: Page) -> None:
    page, colleague = newcomer.page, email()
    await newcomer.open("Users")
    await page.get_by_label("E-mail").fill(colleague)
    await page.get_by_label("Name", exact=True).fill("Grace")
    await page.get_by_label("Role", exact=True).select_option("developer")
    await page.get_by_role("button", name="Invite").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    code = CODE.search(await (await letter(stranger, newcomer.email, "the code to invite")).inner_text())
    assert code
    await expect(stranger.locator("p strong", has_text=colleague)).to_have_count(0)  # not before the code is typed
    await page.get_by_label("Code of six digits").fill(code[0])
    await page.get_by_role("button", name="Send the invitation").click()
    row = page.get_by_role("row", name=colleague)
    await expect(row).to_contain_text("Invited")
    await come_in(stranger, colleague, "Grace Hopper")
    menu = stranger.get_by_role("navigation", name="Main")
    await expect(menu.get_by_role("link", name="Deliveries")).to_be_visible()
    await menu.get_by_role("link", name="Users").click()
    await expect(stranger.get_by_role("heading", name="Invite somebody")).to_have_count(0)  # that is for owners
    await newcomer.open("Users")
    await expect(row).to_contain_text("Grace Hopper")
    await expect(row).to_contain_text("Active")
