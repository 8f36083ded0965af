"""People in front of the hub: nobody, a partner's user, a client's user, each with a browser of their own."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from tests.architecture.routes.house import House, Route
from tests.architecture.routes.probes import filled
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain.access import passwords, sessions, users
from partnerhub.domain.access.scopes import Role
from partnerhub.kit import clock, ids

FORMS = {  # where what is typed is judged before the one it is about is looked for
    "POST /dashboard/partner/users/{user_id}/role": {"role": "admin"},
    "POST /dashboard/client/team/{user_id}/role": {"role": "member"},
}
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Person:
    """`secret` is what the session's cookie holds, `token` what every form must carry."""

    http: httpx.AsyncClient
    secret: str = ""
    token: str = ""

    @property
    def cookie(self) -> dict[str, str]:
        return {"cookie": f"partnerhub_session={self.secret}"}

    async def call(self, route: Route, values: dict[str, str]) -> httpx.Response:
        return await self.http.request(
            route.method, filled(route, values), headers={"x-csrf-token": self.token}, data=FORMS.get(str(route))
        )

    async def begin_visit(self, side: Side) -> str:
        """The id of a new visit to this partner's onboarding page."""
        answer = await self.http.get(
            f"/onboarding/{side.partner_id}", params={"redirect_url": "http://localhost:9499/done"}
        )
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].rpartition("/")[2]


@asynccontextmanager
async def person(
    house: House,
    database: Database | None = None,
    side: Side | None = None,
    client_id: str | None = None,
    role: Role = "owner",
) -> AsyncIterator[Person]:
    """Without a side: nobody is logged in. With a client's id: a user of that client."""
    async with httpx.AsyncClient(base_url=house.here.base_url, timeout=60) as http:
        if database is None or side is None:
            found = TOKEN.search((await http.get("/login")).text)
            assert found
            yield Person(http, token=found[1])
            return
        async with database.writing(side.partner_id) as db:
            user_id = await users.create(
                db, side.partner_id, email=f"{ids.random_id(10)}@people.example", name="Ada",
                password_hash=passwords.NOBODY, client_id=client_id, role=role, now=clock.now(),
            )  # fmt: skip
            secret = await sessions.start(db, side.partner_id, user_id, vault=VAULT, now=clock.now())
        async with database.entering() as db:
            session = await sessions.enter(db, VAULT, secret)
        assert session
        http.cookies.set("partnerhub_session", secret, domain="localhost.local")
        yield Person(http, secret, session.csrf)
