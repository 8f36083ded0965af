"""Who is a user of two hubs: our partner's owner, whom the rival has invited to read."""

from collections.abc import AsyncIterator

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed, logged_in
from tests.hub.security.mailed import invite
from tests.people import letters_to, link_in

from partnerhub.db.pool import Database


@pytest.fixture
async def theirs(address: str, database: Database, rival: Staffed) -> AsyncIterator[Browser]:
    """The rival's owner, logged in."""
    async with logged_in(address, database, rival.side, rival.email) as browser:
        yield browser


@pytest.fixture
async def invitation(theirs: Browser, database: Database, ours: Staffed, rival: Staffed) -> str:
    """The link by which our owner comes into the rival's hub, too, as one who may only read."""
    await invite(theirs, database, rival.email, {"email": ours.email, "name": "Ada L.", "role": "read_only"})
    return "/login/invitation/" + link_in((await letters_to(database, ours.email))[-1])


@pytest.fixture
async def both(partner: Browser, invitation: str) -> Browser:
    """Our owner in both hubs, now in the rival's."""
    answer = await partner.send(invitation)
    assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard/partner"), answer.text
    return partner
