"""Steps of tests with a second factor: an authenticator, and a person who has one."""

import re
from dataclasses import dataclass

from tests.hub.browser import Browser
from tests.hub.conftest import PASSWORD
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain.access import second_factor
from partnerhub.domain.access.second_factor import codes
from partnerhub.kit import clock

PAGE = "/dashboard/partner/second_factor"
KEY = re.compile(r'id="key">([A-Z2-7]+)<')
RECOVERY_CODE = re.compile(r"<code>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>")


@dataclass
class Authenticator:
    """Each code it shows is later than the one before, as if half a minute had gone by; the hub takes the next one, too."""

    secret: str
    recovery_codes: list[str]
    shown: int = 0

    def code(self) -> str:
        """Of the half-minute before, of now, of the next: three in all."""
        self.shown = max(self.shown + 1, codes.step_at(clock.now()) - 1)
        return codes.code_of(self.secret, self.shown)


async def set_up(browser: Browser, page: str = PAGE) -> Authenticator:
    """The second factor of who is logged in, on."""
    assert (await browser.send(page, {"password": PASSWORD})).status_code == 303
    found = KEY.search((await browser.get(page)).text)
    assert found
    made = Authenticator(found[1], [])
    answer = await browser.send(f"{page}/confirmation", {"code": made.code()}, page=page)
    assert answer.status_code == 200, answer.text
    made.recovery_codes += RECOVERY_CODE.findall(answer.text)
    return made


async def given(database: Database, partner_id: str, user_id: str) -> Authenticator:
    """The same, by the domain: without the half second that passwords take."""
    async with database.writing(partner_id) as db:
        await second_factor.begin(db, partner_id, user_id, vault=VAULT, now=clock.now())
        state = await second_factor.state(db, partner_id, user_id)
        assert state
        made = Authenticator(second_factor.shown(state, "", VAULT)[0], [])
        made.recovery_codes += await second_factor.confirm(
            db, partner_id, user_id, made.code(), vault=VAULT, now=clock.now()
        )
    return made
