"""The page of one's own account: where a person is logged in."""

import re

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed, logged_in

from partnerhub.db.pool import Database
from partnerhub.surfaces.hub.shown import browser

PAGE = "/dashboard/partner/profile"
END = re.compile(PAGE + r"/sessions/(\w+)/end")


@pytest.fixture
async def other(address: str, database: Database, ours: Staffed) -> Browser:
    """Another browser of the same person, as it was left."""
    async with logged_in(address, database, ours.side, ours.email) as browser:
        cookies = browser.http.cookies
    made = Browser(type(browser.http)(base_url=address))
    made.http.cookies = cookies
    return made


async def is_in(browser: Browser) -> bool:
    return (await browser.get(PAGE)).status_code == 200


async def test_one_other_session_is_ended(partner: Browser, other: Browser) -> None:
    page = (await partner.get(PAGE)).text
    (session_id,) = END.findall(page)
    assert page.count("This one") == 1
    assert (await partner.send(f"{PAGE}/sessions/{session_id}/end", page=PAGE)).status_code == 303
    assert (await is_in(partner), await is_in(other)) == (True, False)
    assert (await partner.send(f"{PAGE}/sessions/{session_id}/end", page=PAGE)).status_code == 404


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
            "Chrome on Linux",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("curl/8.5.0", "curl"),
        (None, "Unknown"),
    ],
)
def test_browsers_are_told_as_people_call_them(agent: str | None, told: str) -> None:
    assert browser(agent) == told


async def test_a_letter_to_change_the_password_is_one_click_away(partner: Browser) -> None:
    assert 'action="/login/password"' in (await partner.get(PAGE)).text
    answer = await partner.send("/login/password", {"email": "somebody@example.com"}, page=PAGE)
    assert "a letter with a link is on its way" in answer.text


async def test_all_others_are_ended(partner: Browser, other: Browser) -> None:
    assert await is_in(other)
    assert (await partner.send(f"{PAGE}/other_sessions/end", page=PAGE)).status_code == 303
    assert (await is_in(partner), await is_in(other)) == (True, False)


async def test_nobody_ends_a_session_of_another_person(
    partner: Browser, other: Browser, address: str, database: Database, rival: Staffed
) -> None:
    (session_id,) = END.findall((await partner.get(PAGE)).text)
    async with logged_in(address, database, rival.side, rival.email) as stranger:
        answer = await stranger.send(f"{PAGE}/sessions/{session_id}/end", page=PAGE)
        assert answer.status_code == 404
    assert await is_in(other)
