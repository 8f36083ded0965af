"""The page of one's own account, in both hubs: where a person is logged in."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed, logged_in

from partnerhub.db.pool import Database
from partnerhub.surfaces.hub.shown import browser

END = re.compile(r"/sessions/(\w+)/end")


@dataclass(frozen=True)
class Side:
    """One hub's page, in a browser of a person who is logged in, and in another of the same person's, as it was left."""

    page: str
    one: Browser
    other: Browser

    async def are_in(self) -> tuple[bool, bool]:
        one, other = [(await browser.get(self.page)).status_code == 200 for browser in (self.one, self.other)]
        return one, other


@pytest.fixture(params=["partner", "client"])
async def side(request: pytest.FixtureRequest, address: str, database: Database, ours: Staffed) -> AsyncIterator[Side]:
    email = ours.email if request.param == "partner" else ours.client_email
    async with (
        logged_in(address, database, ours.side, email) as one,
        logged_in(address, database, ours.side, email) as other,
    ):
        yield Side(f"/dashboard/{request.param}/profile", one, other)


async def test_one_other_session_is_ended(side: Side) -> None:
    text = (await side.one.get(side.page)).text
    (session_id,) = END.findall(text)
    assert text.count("This one") == 1
    end = f"{side.page}/sessions/{session_id}/end"
    assert (await side.one.send(end, page=side.page)).status_code == 303
    assert await side.are_in() == (True, False)
    assert (await side.one.send(end, page=side.page)).status_code == 404


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


async def test_a_letter_to_change_the_password_is_one_click_away(side: Side) -> None:
    assert 'action="/login/password"' in (await side.one.get(side.page)).text
    answer = await side.one.send("/login/password", {"email": "somebody@example.com"}, page=side.page)
    assert "a letter with a link is on its way" in answer.text


async def test_all_others_are_ended(side: Side) -> None:
    assert await side.are_in() == (True, True)
    assert (await side.one.send(f"{side.page}/other_sessions/end", page=side.page)).status_code == 303
    assert await side.are_in() == (True, False)


async def test_nobody_ends_a_session_of_another_person(
    side: Side, address: str, database: Database, ours: Staffed, rival: Staffed
) -> None:
    (session_id,) = END.findall((await side.one.get(side.page)).text)
    colleague = ours.client_email if "/partner/" in side.page else ours.email
    for whose, email in ((rival.side, rival.email), (rival.side, rival.client_email), (ours.side, colleague)):
        hub = "partner" if email in {rival.email, ours.email} else "client"
        async with logged_in(address, database, whose, email) as stranger:
            page = f"/dashboard/{hub}/profile"
            answer = await stranger.send(f"{page}/sessions/{session_id}/end", page=page)
            assert answer.status_code == 404
    assert await side.are_in() == (True, True)
