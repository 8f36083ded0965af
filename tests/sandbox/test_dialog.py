"""Embedded Signup's pages, walked by their forms: pressing on is enough, and the code comes at the end."""

import html
import json
import re
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from tests.sandbox.meta import APP_ID, Meta

ORIGIN = "http://localhost:9199"


class Walk:
    """A person's browser in the dialog, without scripts."""

    def __init__(self, meta: Meta) -> None:
        self.http, self.base = meta.http, meta.base
        self.page, self.text, self.status = "", "", 0

    async def begin(self, **changes: str) -> "Walk":
        query = {
            "client_id": APP_ID,
            "config_id": "200000000000001",
            "response_type": "code",
            "origin": ORIGIN,
            "state": "s1",
        }
        return await self._go("GET", f"{self.base}/sandbox/dialog/oauth", params=query | changes)

    async def press_on(self, **typed: str) -> "Walk":
        return await self._go("POST", self.page, data=self.fields() | typed)

    async def to(self, name: str) -> "Walk":
        return await self._go("GET", self.page.rsplit("/", 1)[0] + "/" + name)

    async def to_the_end(self) -> "Walk":
        while not self.attribute("data-code"):
            assert self.status == 200, self.text
            assert self.text.count('type="submit"') == 1
            await self.press_on()
        return self

    @property
    def name(self) -> str:
        return self.page.rsplit("/", 1)[1]

    def fields(self) -> dict[str, str]:
        """What the form sends as it stands."""
        fields = {}
        for tag in re.findall(r"<input[^>]*>", self.text):
            given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
            if given["type"] != "radio" or " checked" in tag:
                fields[given["name"]] = html.unescape(given["value"])
        return fields

    def attribute(self, name: str) -> str:
        found = re.search(rf'{name}="([^"]*)"', self.text)
        return html.unescape(found[1]) if found else ""

    def message(self) -> dict[str, Any]:
        return json.loads(self.attribute("data-message"))

    async def _go(self, method: str, url: str, **more: Any) -> "Walk":
        async with self.http.request(method, url, **more) as response:
            self.page, self.text, self.status = str(response.url), await response.text(), response.status
            self.headers = response.headers
        return self


class TestWalkingThrough:
    async def test_pressing_on_makes_a_portfolio_an_account_and_a_number(self, meta: Meta) -> None:
        walk = await (await Walk(meta).begin()).to_the_end()
        message = walk.message()
        assert (message["type"], message["event"]) == ("WA_EMBEDDED_SIGNUP", "FINISH")
        assert set(message["data"]) == {"phone_number_id", "waba_id", "business_id"}
        assert walk.attribute("data-origin") == ORIGIN
        token = await meta.token(walk.attribute("data-code"))
        fields = {"fields": "owner_business_info,phone_numbers.limit(5){id}"}
        waba = await meta.ok("GET", message["data"]["waba_id"], token, params=fields)
        assert waba["owner_business_info"]["id"] == message["data"]["business_id"]
        assert waba["phone_numbers"]["data"] == [{"id": message["data"]["phone_number_id"]}]
        phone = await meta.ok("GET", message["data"]["phone_number_id"], token)
        assert phone["code_verification_status"] == "VERIFIED"

    async def test_extras_fill_in_the_fields(self, meta: Meta) -> None:
        number = meta.number()
        setup = {"business": {"name": "Acme GmbH", "phone": {"code": number[:2], "number": number[2:]}}}
        setup |= {"phone": {"displayName": "Acme Help"}}
        walk = await Walk(meta).begin(extras=json.dumps({"setup": setup}))
        message = (await walk.to_the_end()).message()
        shown = await meta.control("GET", f"phones/{message['data']['phone_number_id']}")
        assert (shown["phone_number"], shown["verified_name"]) == (number, "Acme Help")

    async def test_a_second_number_goes_to_the_account_that_is_there(self, meta: Meta) -> None:
        account = await meta.onboarded()
        extras = json.dumps({"setup": {"business": {"id": account.business_id}}})
        data = (await (await Walk(meta).begin(extras=extras)).to_the_end()).message()["data"]
        assert (data["business_id"], data["waba_id"]) == (account.business_id, account.waba_id)
        assert data["phone_number_id"] != account.phone_id

    async def test_a_number_that_waits_unregistered_can_be_chosen_and_needs_no_code(self, meta: Meta) -> None:
        waba = await meta.control("POST", "wabas", json={"name": "Waiting"})
        phone = await meta.control("POST", "phones", json={"waba_id": waba["id"], "phone_number": meta.number()})
        walk = await Walk(meta).begin(extras=json.dumps({"setup": {"business": {"id": waba["business_id"]}}}))
        while walk.name != "phone":
            await walk.press_on()
        assert (await walk.press_on()).name == "confirm"
        assert (await walk.press_on()).message()["data"]["phone_number_id"] == phone["id"]

    async def test_sharing_only_the_account_asks_for_no_number(self, meta: Meta) -> None:
        walk = await Walk(meta).begin(extras=json.dumps({"featureType": "only_waba_sharing"}))
        message = (await walk.to_the_end()).message()
        assert message["event"] == "FINISH_ONLY_WABA"
        assert set(message["data"]) == {"waba_id", "business_id"}


class TestRefusals:
    async def test_nothing_is_made_before_the_last_page(self, meta: Meta) -> None:
        before = await meta.control("GET", "businesses")
        walk = await Walk(meta).begin()
        while walk.name != "confirm":
            await walk.press_on()
        assert await meta.control("GET", "businesses") == before

    async def test_the_last_page_cannot_be_reached_by_its_address(self, meta: Meta) -> None:
        walk = await (await Walk(meta).begin()).press_on()
        assert (await walk.to("confirm")).name == "business"

    async def test_a_finished_dialog_gives_no_second_code(self, meta: Meta) -> None:
        walk = await (await Walk(meta).begin()).to_the_end()
        assert (await walk.press_on()).status == 410

    async def test_a_wrong_code_a_bad_number_and_a_taken_number_are_shown_on_their_page(self, meta: Meta) -> None:
        taken = (await meta.onboarded()).digits
        walk = await Walk(meta).begin()
        while walk.name != "phone":
            await walk.press_on()
        for number in ("not a number", taken):
            await walk.press_on(phone_number=number)
            assert (walk.status, walk.name, walk.fields()["phone_number"]) == (422, "phone", number)
            assert 'role="alert"' in walk.text
        await walk.press_on(phone_number=meta.number())
        await walk.press_on(code="000")
        assert (walk.status, walk.name) == (422, "otp")

    async def test_a_dialog_of_another_app_or_without_an_origin_does_not_open(self, meta: Meta) -> None:
        assert (await Walk(meta).begin(client_id="1")).status == 400
        assert (await Walk(meta).begin(config_id="1")).status == 400
        assert (await Walk(meta).begin(response_type="token")).status == 400
        assert (await Walk(meta).begin(origin="javascript:alert(1)")).status == 400

    async def test_names_are_escaped_on_the_pages(self, meta: Meta) -> None:
        walk = await (await Walk(meta).begin()).press_on()
        await walk.press_on(business_name='<script>alert("1")</script>')
        assert "<script>alert" not in walk.text

    async def test_no_page_cuts_the_tie_to_its_opener(self, meta: Meta) -> None:
        walk = await Walk(meta).begin()
        assert "Cross-Origin-Opener-Policy" not in walk.headers
        assert "frame-ancestors 'none'" in walk.headers["Content-Security-Policy"]


class TestTheSdk:
    async def test_it_is_served_with_its_styles_and_scripts(self, meta: Meta) -> None:
        for path in ("sdk.js", "static/dialog.js", "static/sandbox.css"):
            async with meta.http.get(f"{meta.base}/sandbox/{path}") as response:
                assert response.status == 200, path
                assert urlsplit(str(response.url)).path.endswith(path)

    async def test_the_control_api_lists_its_calls(self, meta: Meta, database: object) -> None:
        calls = (await meta.control("GET", ""))["calls"]
        assert {"POST /sandbox/api/codes", "GET /sandbox/api/webhooks"} <= {
            f"{one['method']} {one['path']}" for one in calls
        }
        assert all(one["what"] for one in calls)
        async with aiohttp.ClientSession() as http, http.get(f"{meta.base}/sandbox/") as response:
            assert "/sandbox/api/codes" in await response.text()
