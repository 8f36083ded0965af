"""Steps of tests with several hubs."""

from tests.hub.browser import Browser
from tests.hub.conftest import Staffed

from partnerhub.db.pool import Database

PARTNER, CLIENT = "/dashboard/partner", "/dashboard/client"
HUBS, USERS = f"{PARTNER}/hubs", f"{PARTNER}/users"


async def user_of(database: Database, people: Staffed, email: str) -> str:
    async with database.reading(people.side.partner_id) as db:
        return await db.fetchval("SELECT id FROM hub_user WHERE email = $1", email)


async def switch(browser: Browser, database: Database, people: Staffed, email: str) -> None:
    answer = await browser.send(HUBS, {"hub": await user_of(database, people, email)})
    assert answer.status_code == 303, answer.text
