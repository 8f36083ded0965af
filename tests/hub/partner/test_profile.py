"""The page Profile: where a person is logged in."""

import re

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed, logged_in

from partnerhub.db.pool import Database

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
