"""Each unsafe route of the table refuses what another site could make a browser send."""

import pytest
from tests.hub.browser import Browser
from tests.hub.table import unsafe

REFUSED = "This form is no longer valid, or was sent from another site."


@pytest.mark.parametrize(("method", "path"), unsafe())
class TestForgery:
    async def test_is_refused_without_a_token(self, standing_partner: Browser, method: str, path: str) -> None:
        await refused(standing_partner, method, path, {}, {})

    async def test_is_refused_with_the_token_of_another_session(
        self, standing_partner: Browser, standing_client: Browser, method: str, path: str
    ) -> None:
        await refused(standing_partner, method, path, {"csrf": await standing_client.token("/dashboard/client")}, {})

    async def test_is_refused_with_a_visitors_token_in_a_session(
        self, standing_partner: Browser, browser: Browser, method: str, path: str
    ) -> None:
        await refused(standing_partner, method, path, {"csrf": await browser.token("/login")}, {})

    async def test_is_refused_to_a_visitor_with_the_token_of_a_session(
        self, standing_partner: Browser, browser: Browser, method: str, path: str
    ) -> None:
        await browser.token("/login")
        await refused(browser, method, path, {"csrf": await standing_partner.token("/dashboard/partner")}, {})

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    async def test_is_refused_from_another_site(
        self, standing_partner: Browser, method: str, path: str, site: str
    ) -> None:
        token = await standing_partner.token("/dashboard/partner")
        await refused(standing_partner, method, path, {"csrf": token}, {"sec-fetch-site": site})

    @pytest.mark.parametrize(
        "origin", ["https://evil.example", "null", "http://localhost", "https://localhost.evil.example"]
    )
    async def test_is_refused_from_another_origin(
        self, standing_partner: Browser, method: str, path: str, origin: str
    ) -> None:
        token = await standing_partner.token("/dashboard/partner")
        await refused(standing_partner, method, path, {"csrf": token}, {"origin": origin})


async def refused(browser: Browser, method: str, path: str, fields: dict[str, str], headers: dict[str, str]) -> None:
    answer = await browser.http.request(method, path, data=fields, headers=headers)
    assert answer.status_code == 403
    assert REFUSED in answer.text


async def test_a_token_in_the_header_is_as_good_as_in_the_form(partner: Browser) -> None:
    token = await partner.token("/dashboard/partner")
    assert (await partner.http.post("/logout", headers={"x-csrf-token": token})).status_code == 303
