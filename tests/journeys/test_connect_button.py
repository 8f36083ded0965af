"""Our own connect button on a partner's page, in a real browser against the real onboarding popup (docs/onboarding.md)."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect
from tests.browser.chromium import press_last
from tests.journeys.test_onboarding import Journey, email

HTML = """<!doctype html><title>Partner</title><script src="{hub}/hub/connect-button.js"></script>
<partnerhub-connect-button partner-id="{partner}" state="a b&c" name="Ada's Engines" {more}></partnerhub-connect-button>
<button id="own">My own</button><script>
window.told = [];
for (const name of ["callback", "progress", "cancel", "error"])
  document.addEventListener("connect-" + name, (event) => told.push([name, event.detail]));
window.addEventListener("dialog-connect-callback", (event) => told.push(["window", event.detail]));
const say = (name) => (detail) => told.push([name, detail]);
document.querySelector("#own").onclick = () => PartnerHub.connect({{
  baseUrl: "{hub}", partnerId: "{wrong}", onResult: say("callback"), onProgress: say("progress"),
  onCancel: say("cancel"), onError: say("error"),
}});
</script>"""
BUTTON = "partnerhub-connect-button"


@pytest.fixture
async def address(demo: dict[str, Any]) -> AsyncIterator[str]:
    """A page of the partner's, on an origin of its own; `?more=` is put among the element's attributes."""

    async def page(request: web.Request) -> web.Response:
        values = {"hub": demo["base_url"], "partner": demo["partner_id"], "wrong": "nobodyPA"}
        text = HTML.format(**values, more=request.query.get("more", ""))
        return web.Response(text=text, content_type="text/html")

    app = web.Application()
    app.router.add_get("/page", page)
    async with TestServer(app) as server:
        yield f"http://localhost:{server.port}/page"


@pytest.fixture
async def partner(page: Page, address: str) -> Page:
    await page.goto(address)
    return page


async def pressed(partner: Page, what: str = BUTTON) -> Page:
    async with partner.expect_popup() as opening:
        await partner.locator(what).click()
    return await opening.value


async def told(partner: Page, name: str) -> Any:
    await partner.wait_for_function("(name) => told.some((one) => one[0] === name)", arg=name, polling=50)
    return await partner.evaluate("(name) => told.find((one) => one[0] === name)[1]", name)


async def test_a_company_connects_and_the_page_learns_it_without_a_reload(
    demo: dict[str, Any], partner: Page, address: str
) -> None:
    await partner.evaluate("window.stayed = true")
    popup, journey = await pressed(partner), Journey(demo, address, partner)
    assert await popup.evaluate("[innerWidth, innerHeight]") == [600, 920]
    await expect(popup.get_by_label("Company name")).to_have_value("Ada's Engines")
    assert (await told(partner, "progress"))["step"] == 1
    await journey.sign_up(popup, email())
    await journey.connect(popup)
    await press_last(popup.get_by_role("button", name="Submit"))
    result = await told(partner, "callback")
    assert await told(partner, "window") == result
    assert result["client"].endswith("CL")
    assert [one[-2:] for one in result["channels"]] == ["CH"]
    assert (result["revokedChannels"], result["state"]) == ([], "a b&c")
    steps = await partner.evaluate("told.filter(([name]) => name === 'progress').map(([, one]) => one.step)")
    assert steps == sorted(steps)
    assert {3, 4} & set(steps), "a page that is left at once may say nothing"
    assert await partner.evaluate("window.stayed")
    assert partner.url == address
    assert await partner.evaluate("told.filter(([name]) => name === 'cancel' || name === 'error')") == []
    there = {one["id"]: one for one in (await journey.ask("/channels"))["partner_channels"]}
    assert there[result["channels"][0]]["client_id"] == result["client"]


async def test_a_closed_window_is_a_cancel(partner: Page) -> None:
    popup = await pressed(partner)
    await popup.wait_for_load_state()
    await popup.close()
    assert await told(partner, "cancel") == {}


async def test_going_back_without_a_result_is_a_cancel_and_closes_the_window(partner: Page) -> None:
    popup = await pressed(partner)
    async with popup.expect_event("close"):
        await press_last(popup.get_by_role("link", name="Back to"))
    await told(partner, "cancel")


async def test_what_the_hub_refuses_is_an_error_with_its_code(partner: Page) -> None:
    popup = await pressed(partner, "#own")
    await expect(popup.get_by_text("unknown_partner")).to_be_visible()
    await popup.wait_for_load_state()  # its script has told the partner's page
    await popup.close()
    assert await told(partner, "error") == {"code": "unknown_partner"}


async def test_a_blocked_window_is_an_error(partner: Page) -> None:
    await partner.evaluate("window.open = () => null")
    await partner.locator(BUTTON).click()
    assert await told(partner, "error") == {"code": "popup_blocked"}


async def test_messages_of_others_are_no_result(partner: Page) -> None:
    popup = await pressed(partner)
    await popup.wait_for_load_state()
    forged = {"source": "partnerhub", "type": "result", "search": "?client=xCL&channels=[yCH]"}
    await partner.evaluate("(forged) => window.postMessage(forged, '*')", forged)
    await popup.evaluate("(forged) => window.opener.postMessage(forged, '*')", forged)
    await popup.close()
    await told(partner, "cancel")
    assert await partner.evaluate("told.some(([name]) => name === 'callback')") is False


async def test_its_address_has_what_the_original_sends_and_it_can_be_dressed(
    partner: Page, address: str, demo: dict[str, Any]
) -> None:
    more = 'requested-number="+49 1" version="v2" email="a+b@c.example" label="Start" disabled redirect-url="https://x.example/?a=1"'
    await partner.goto(f"{address}?more={more.replace('&', '%26').replace('+', '%2B')}")
    url = await partner.locator(BUTTON).evaluate("(one) => one.getPermissionUrl()")
    base = f"{demo['base_url']}/onboarding/{demo['partner_id']}"
    assert url == (
        f"{base}?number=%2B49+1&email=a%2Bb%40c.example&name=Ada%27s+Engines&state=a+b%26c"
        "&redirect_url=https%3A%2F%2Fx.example%2F%3Fa%3D1"
    )
    await expect(partner.get_by_role("button", name="Start")).to_be_disabled()


async def test_what_ends_metas_dialog_is_progress_with_a_code_and_can_be_tried_again(
    demo: dict[str, Any], partner: Page, address: str
) -> None:
    popup, journey = await pressed(partner), Journey(demo, address, partner)
    await journey.sign_up(popup, email())
    async with popup.expect_popup() as opening:
        await popup.get_by_role("button", name="Continue with Facebook").click()
    await (await opening.value).close()
    await expect(popup.get_by_role("alert")).to_contain_text("cancelled")
    is_told = "told.some(([name, one]) => name === 'progress' && one.code === 'cancelled')"
    await partner.wait_for_function(is_told, polling=50)  # a page behind another is drawn rarely
    assert await partner.evaluate("told.find(([, one]) => one.code)[1]") == {"step": 3, "of": 4, "code": "cancelled"}
    await journey.connect(popup)
    await expect(popup.get_by_role("button", name="Submit")).to_be_visible()


async def test_a_closed_window_is_taken_up_where_it_was_left(demo: dict[str, Any], partner: Page, address: str) -> None:
    popup, journey = await pressed(partner), Journey(demo, address, partner)
    await journey.sign_up(popup, email())
    await popup.wait_for_url("**/connect")
    await popup.close()
    assert await told(partner, "cancel") == {}
    popup = await pressed(partner)
    await popup.wait_for_url("**/connect")
    await journey.connect(popup)
    await popup.wait_for_url("**/progress")
    await popup.close()
    popup = await pressed(partner)
    await expect(popup.get_by_role("button", name="Submit")).to_be_visible()


async def test_a_refusal_offers_to_close_the_window(partner: Page) -> None:
    popup = await pressed(partner, "#own")
    async with popup.expect_event("close"):
        await press_last(popup.get_by_role("button", name="Close this window"))
    assert await told(partner, "error") == {"code": "unknown_partner"}


async def test_a_links_failure_url_learns_what_went_wrong_and_the_state(
    demo: dict[str, Any], partner: Page, address: str
) -> None:
    url = f"{demo['base_url']}/api/v2/partners/{demo['partner_id']}/onboarding_links"
    given = {"success_url": address, "failure_url": address, "state": "of the link"}
    headers = {"x-api-key": demo["partner_api_key"]}
    async with aiohttp.ClientSession(headers=headers) as http, http.post(url, json=given) as answer:
        link = (await answer.json())["url"]
    await partner.context.route("**/sdk.js", lambda route: route.abort())
    await partner.goto(f'{address}?more=link="{link}"')
    popup, journey = await pressed(partner), Journey(demo, address, partner)
    await journey.sign_up(popup, email())
    await popup.get_by_text("Code: sdk_not_loaded").wait_for()
    await press_last(popup.get_by_role("link", name="Back to"))
    assert await told(partner, "error") == {"code": "sdk_not_loaded", "state": "of the link"}
