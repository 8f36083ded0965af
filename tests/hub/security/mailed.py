"""Inviting as people do it: the form, and the code from the mailbox of who invites."""

import re

from tests.hub.browser import Browser
from tests.people import letters_to

from partnerhub.db.pool import Database

USERS = "/dashboard/partner/users"
HERE = f"{USERS}/invitation"


async def code_for(database: Database, email: str) -> str:
    """Of the newest letter to who invites."""
    codes = [
        found[1] for text in await letters_to(database, email) if (found := re.search(r"^(\d{6})$", text, re.MULTILINE))
    ]
    return codes[-1]


async def invite(browser: Browser, database: Database, by: str, form: dict[str, str]) -> None:
    answer = await browser.send(USERS, form)
    assert (answer.status_code, answer.headers["location"]) == (303, HERE), answer.text
    answer = await browser.send(HERE, {"code": await code_for(database, by)})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{USERS}?saved=invited"), answer.text
