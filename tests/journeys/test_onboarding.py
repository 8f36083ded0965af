from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from playwright.async_api import Page
from tests.browser.chromium import calls, press_last, walk

from partnerhub.kit import ids

PASSWORD = "correct horse battery"
ENTRIES = (  # the contract's §3.3
    "/dashboard/app/{}", "/dashboard/app/{}/permissions", "/onboarding/{}", "/lp/whatsapp/{}", "/lp/migrate/{}",
)  # fmt: skip


class Journey:
    """A person at the partner's application, whose button opens the hub in a popup."""

    def __init__(self, demo: dict[str, Any], application: str, page: Page) -> None:
        self.demo = demo
        self.application = application
        self.page = page

    async def press(self, *, path: str = "/dashboard/app/{}", **parameters: str) -> Page:
        """The popup that the button opens."""
        given = {"redirect_url": self.application, **parameters}
        query = "&".join(f"{key}={quote(value, safe='')}" for key, value in given.items())
        hub = self.demo["base_url"] + path.format(self.demo["partner_id"]) + "?" + query
        await self.page.goto(f"{self.application}#hub={quote(hub, safe='')}")
        await self.page.reload()
        async with self.page.expect_popup() as opening:
            await self.page.click("button")
        return await opening.value

    async def sign_up(self, popup: Page, email: str) -> None:
        await self.enter(popup, email)
        await self.pay(popup)

    async def enter(self, popup: Page, email: str) -> None:
        await popup.get_by_label("Company name").fill("Ada's Engines")
        await popup.get_by_label("Your name").fill("Ada Lovelace")
        await popup.get_by_label("Work e-mail").fill(email)
        await popup.get_by_label("Password").fill(PASSWORD)
        await popup.get_by_role("button", name="Create account").click()

    async def pay(self, popup: Page) -> None:
        """The demo's clients pay themselves: prices, terms, and the sandbox's first test card."""
        await popup.get_by_role("checkbox").check()
        await popup.get_by_role("button", name="Continue to the card").click()
        await popup.get_by_role("button", name="Save card").click()

    async def log_in(self, popup: Page, email: str, password: str) -> None:
        await popup.get_by_label("E-mail").fill(email)
        await popup.get_by_label("Password").fill(password)
        await popup.get_by_role("button", name="Log in").click()

    async def connect(self, popup: Page) -> None:
        async with popup.expect_popup() as opening:
            await popup.get_by_role("button", name="Continue with Facebook").click()
        await walk(await opening.value)

    async def ask(self, path: str) -> Any:
        """The Partner API, as the partner."""
        url = f"{self.demo['base_url']}/api/v2/partners/{self.demo['partner_id']}{path}"
        headers = {"x-api-key": self.demo["partner_api_key"]}
        async with aiohttp.ClientSession(headers=headers) as http, http.get(url) as answer:
            return await answer.json()


@pytest.fixture
def journey(demo: dict[str, Any], application: str, page: Page) -> Journey:
    return Journey(demo, application, page)


async def closed(popup: Page) -> None:
    if not popup.is_closed():
        await popup.wait_for_event("close")


def email() -> str:
    return f"{ids.random_id(10).lower()}@client.example"


class TestNewClient:
    @pytest.mark.parametrize("path", ENTRIES)
    async def test_comes_back_with_a_live_and_shared_channel(self, journey: Journey, path: str) -> None:
        popup = await journey.press(path=path, partner="yours-7", state="a b&c", name="Ada's Engines")
        await journey.sign_up(popup, email())
        await journey.connect(popup)
        await press_last(popup.get_by_role("button", name="Submit"))
        (call,) = await calls(journey.page)
        await closed(popup)
        assert call["state"] == "a b&c"
        (channel_id,) = call["channels"]
        channel = await journey.ask(f"/channels/{channel_id}")
        assert channel["client_id"] == call["client"]
        assert channel["hub_status"] == "live"
        assert channel["client"]["partner_payload"] == "yours-7"
        assert call["revokedChannels"] is None

    async def test_may_leave_metas_dialog_and_start_it_again(self, journey: Journey) -> None:
        popup = await journey.press()
        await journey.sign_up(popup, email())
        async with popup.expect_popup() as opening:
            await popup.get_by_role("button", name="Continue with Facebook").click()
        await press_last((await opening.value).get_by_role("button", name="Cancel"))
        await popup.get_by_text("Code: cancelled").wait_for()
        await popup.reload()
        assert not await popup.locator("#failure").is_visible()
        async with popup.expect_popup() as opening:
            await popup.get_by_role("button", name="Continue with Facebook").click()
        await press_last((await opening.value).get_by_role("button", name="Report a problem"))
        await popup.get_by_text("Code: facebook_error").wait_for()
        async with popup.expect_popup() as opening:
            await popup.get_by_role("button", name="Continue with Facebook").click()
        await (await opening.value).close()
        await popup.get_by_text("Code: cancelled").wait_for()
        await journey.connect(popup)
        await press_last(popup.get_by_role("button", name="Submit"))
        assert len((await calls(journey.page))[0]["channels"]) == 1

    async def test_is_told_when_the_browser_blocks_the_window(self, journey: Journey) -> None:
        popup = await journey.press()
        await journey.sign_up(popup, email())
        button = popup.get_by_role("button", name="Continue with Facebook")
        await button.wait_for()
        await popup.evaluate("window.open = () => null")
        await button.click()
        await popup.get_by_text("Code: popup_blocked").wait_for()

    async def test_is_told_when_facebooks_script_does_not_load(self, journey: Journey) -> None:
        popup = await journey.press()
        await popup.context.route("**/sdk.js", lambda route: route.abort())
        await journey.sign_up(popup, email())
        await popup.get_by_text("Code: sdk_not_loaded").wait_for()

    async def test_needs_no_mouse(self, journey: Journey) -> None:
        popup = await journey.press(name="Ada's Engines", fullName="Ada", email=email())
        await popup.get_by_label("Password").wait_for()
        await popup.keyboard.type(PASSWORD)
        await popup.keyboard.press("Enter")
        await popup.get_by_role("checkbox").focus()
        await popup.keyboard.press("Space")
        await popup.get_by_role("button", name="Continue to the card").focus()
        await popup.keyboard.press("Enter")
        await popup.get_by_role("button", name="Save card").focus()
        await popup.keyboard.press("Enter")
        await popup.locator("#connect button:enabled").focus()
        async with popup.expect_popup() as opening:
            await popup.keyboard.press("Enter")
        await walk(await opening.value)
        await popup.get_by_role("button", name="Submit").focus()
        await popup.keyboard.press("Enter")
        assert await calls(journey.page)


class TestKnownClient:
    async def test_withdraws_permission_and_gives_it_again(self, journey: Journey) -> None:
        demo = journey.demo
        popup = await journey.press(next="login", path="/dashboard/app/{}/permissions")
        await journey.log_in(popup, demo["client_email"], demo["client_password"])
        async with popup.expect_popup() as opening:
            await popup.get_by_role("link", name="Add another number").click()
            await popup.get_by_role("button", name="Continue with Facebook").click()
        await walk(await opening.value)
        await popup.locator(f"[id='{demo['channel_id']}']").uncheck()
        await press_last(popup.get_by_role("button", name="Submit"))
        (call,) = await calls(journey.page)
        assert call["revokedChannels"] == [demo["channel_id"]]
        assert len(call["channels"]) == 1
        popup = await journey.press(number=f'"{await self._number(journey)}"')
        assert await popup.get_by_role("checkbox").first.get_attribute("id") == demo["channel_id"]
        await press_last(popup.get_by_role("button", name="Submit"))
        (call,) = await calls(journey.page)
        assert call["client"] == demo["client_id"]
        assert demo["channel_id"] in call["channels"]

    async def _number(self, journey: Journey) -> str:
        return (await journey.ask(f"/channels/{journey.demo['channel_id']}"))["setup_info"]["phone_number"]


class TestSubmissionForm:
    async def test_offers_a_window_of_its_own_inside_a_partners_frame(self, journey: Journey) -> None:
        await journey.page.goto(journey.application)
        query = f"?partner=yours-8&redirect_url={quote(journey.application, safe='')}"
        address = f"{journey.demo['base_url']}/lp/whatsapp/{journey.demo['partner_id']}{query}"
        await journey.page.evaluate(
            "(url) => document.body.append(Object.assign(document.createElement('iframe'), {src: url}))", address
        )
        async with journey.page.expect_popup() as opening:
            await journey.page.frame_locator("iframe").get_by_role("link", name="Start").click()
        await journey.sign_up(await opening.value, email())
        await (await opening.value).locator("#connect button:enabled").wait_for()


class TestWindow:
    async def test_shows_every_step_whole_in_the_popup_of_the_connect_button(self, journey: Journey) -> None:
        popup = await journey.press()
        await popup.set_viewport_size({"width": 600, "height": 920})
        await popup.get_by_role("button", name="Create account").wait_for()
        await self._fits(popup)
        await journey.enter(popup, email())
        await popup.get_by_role("button", name="Continue to the card").wait_for()
        await self._fits(popup)
        await journey.pay(popup)
        await popup.get_by_role("button", name="Continue with Facebook").wait_for()
        await self._fits(popup)
        await journey.connect(popup)
        await popup.get_by_role("button", name="Submit").wait_for()
        await self._fits(popup)

    async def _fits(self, popup: Page) -> None:
        await popup.wait_for_load_state()
        sizes = await popup.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        assert sizes[0] <= 600
        assert sizes[1] <= 920
