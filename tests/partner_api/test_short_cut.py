"""Plain lists are answered without the framework, and nobody can tell."""

from collections.abc import AsyncIterator
from typing import Any, NamedTuple
from urllib.parse import quote

import aiohttp
import pytest
from tests import world
from tests.partner_api.asking import ask, assert_error
from tests.serving import alone, client_of, served
from tests.world import VAULT, World
from yarl import URL

from partnerhub.app import parts
from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain.access import keys
from partnerhub.kit import clock
from partnerhub.settings import Settings
from partnerhub.surfaces import partner_api
from partnerhub.surfaces.partner_api.short_cut import Answer, ShortCut

SETTINGS = Settings(demo=True)
OWN = {"x-request-id", "date", "ratelimit"}  # of each answer


class Counting(ShortCut):
    taken = 0

    async def answer(self, scope: Any) -> Answer | None:
        answer = await super().answer(scope)
        self.taken += answer is not None
        return answer


class Ways(NamedTuple):
    short: aiohttp.ClientSession
    long: aiohttp.ClientSession
    counting: Counting


@pytest.fixture(scope="session")
async def both(database: Database) -> AsyncIterator[tuple[str, str, Counting]]:
    """The Partner API, and the same without the short cut."""
    short, long = (partner_api.create(database, VAULT, parts.graph(SETTINGS), SETTINGS) for _ in range(2))
    counting = Counting(partner_api.ROUTES, database, VAULT, short.state.limiter, SETTINGS)
    short.short_cut = counting
    long.short_cut = ShortCut((), database, VAULT, long.state.limiter, SETTINGS)
    async with (
        served(alone("partner_api", short, SETTINGS)) as one,
        served(alone("partner_api", long, SETTINGS)) as other,
    ):
        yield one, other, counting


@pytest.fixture
async def ways(both: tuple[str, str, Counting], database: Database, acme: World) -> AsyncIterator[Ways]:
    for _ in range(2):
        await world.add_channel(database, acme.partner)
    one, other, counting = both
    async with client_of(one) as short, client_of(other) as long:
        yield Ways(short, long, counting)


async def compared(ways: Ways, path: str, method: str = "GET", **headers: str) -> tuple[int, bool]:
    """The status of both answers, which are alike, and whether the short cut was taken."""
    before = ways.counting.taken
    url = URL(path, encoded=True)
    found: list[Any] = []
    for session in ways[:2]:
        async with session.request(method, url, headers=headers) as answer:
            body = await answer.read()
            shown = [(name.lower(), value) for name, value in answer.headers.items()]
            request_id = answer.headers["x-request-id"].encode()
            found.append((answer.status, [_shared(one) for one in shown], body.replace(request_id, b"")))
    assert found[0] == found[1]
    return found[0][0], ways.counting.taken > before


def _shared(header: tuple[str, str]) -> tuple[str, str]:
    name, value = header
    return name, "" if name in OWN else value


PLAIN = (
    "",
    "?",
    "?limit=2",
    "?limit=1&offset=1",
    "?offset=40",
    "?sort=-created_at,id",
    "?sort=-",
    "?limit=",
    '?filters={"id":"x"}',
    "?filters=%7B%22q%22%3A%22a%22%7D&sort=id",
    "?filters=" + quote('{"q": "Zürich"}'),
)
UNUSUAL = (
    "?sort=id&sort=-created_at",
    "?limit=1&limit=2",
    "?filters=null",
    "?limit=null",
    "?more=1",
    "?limit=-1",
    "?limit=x",
    "?limit=%31x",
    "?filters={",
    '?filters={"nothing":1}',
    "?sort=nothing",
    "/",
    "/?limit=2",
)


class TestTheShortCut:
    @pytest.mark.parametrize("which", ["channels", "clients"])
    @pytest.mark.parametrize("asked", PLAIN)
    async def test_is_taken_by_plain_lists(self, ways: Ways, acme: World, which: str, asked: str) -> None:
        path = f"/api/v2/partners/{acme.partner.partner_id}/{which}{asked}"
        assert await compared(ways, path, **{"X-API-Key": acme.partner.partner_key}) == (200, True)

    @pytest.mark.parametrize("asked", UNUSUAL)
    async def test_leaves_what_is_unusual_to_the_framework(self, ways: Ways, acme: World, asked: str) -> None:
        path = f"/api/v2/partners/{acme.partner.partner_id}/channels{asked}"
        assert not (await compared(ways, path, **{"x-api-key": acme.partner.partner_key}))[1]

    @pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "POST", "DELETE"])
    async def test_answers_other_methods_as_the_framework_does(self, ways: Ways, acme: World, method: str) -> None:
        path = f"/api/v2/partners/{acme.partner.partner_id}/channels"
        _, taken = await compared(ways, path, method, **{"x-api-key": acme.partner.partner_key})
        assert taken == (method == "HEAD")

    @pytest.mark.parametrize("place", ["partners", "partners/x/y", "other/x", "Partners/x"])
    async def test_answers_other_paths_as_the_framework_does(self, ways: Ways, acme: World, place: str) -> None:
        path = f"/api/v2/{place}/channels"
        assert not (await compared(ways, path, **{"x-api-key": acme.partner.partner_key}))[1]

    async def test_lets_nobody_else_in(self, ways: Ways, database: Database, acme: World) -> None:
        path = f"/api/v2/partners/{acme.partner.partner_id}/channels"
        key = acme.partner.partner_key
        assert await compared(ways, path) == (401, False)
        assert await compared(ways, path, **{"x-api-key": "nonsense"}) == (401, False)
        assert await compared(ways, path, **{"x-api-key": key[:-1] + ("a" if key[-1] != "a" else "b")}) == (401, False)
        assert await compared(ways, path, **{"x-api-key": acme.rival.partner_key}) == (403, False)
        assert await compared(ways, path, authorization=f"Bearer {key}") == (200, False)
        narrow, elsewhere, dead = await made(database, acme.partner.partner_id)
        assert await compared(ways, path, **{"x-api-key": narrow}) == (403, False)
        assert await compared(ways, path, **{"x-api-key": elsewhere}) == (403, False)
        assert await compared(ways, path, **{"x-api-key": dead}) == (401, False)

    async def test_refuses_a_key_from_the_moment_it_is_revoked(
        self, ways: Ways, database: Database, acme: World
    ) -> None:
        partner_id = acme.partner.partner_id
        async with database.writing(partner_id) as db:
            key_id, key = await keys.create(db, partner_id, "Short", vault=VAULT, now=clock.now())
        path = f"/api/v2/partners/{partner_id}/clients"
        assert await compared(ways, path, **{"x-api-key": key}) == (200, True)
        async with database.writing(partner_id) as db:
            await keys.revoke(db, partner_id, key_id, now=clock.now())
        assert await compared(ways, path, **{"x-api-key": key}) == (401, False)

    async def test_tells_of_a_crash_as_the_framework_does(self, database: Database, dsns: Dsns, acme: World) -> None:
        lost = Database(dsns.app, dsns.worker, set_role=False, size=1)
        await lost.open()
        app = partner_api.create(lost, VAULT, parts.graph(SETTINGS), SETTINGS)
        async with served(alone("partner_api", app, SETTINGS)) as base:
            await lost.close()
            async with client_of(base, **{"x-api-key": acme.partner.partner_key}) as session:
                path = f"/api/v2/partners/{acme.partner.partner_id}/channels"
                for asked in ("", "/"):
                    assert_error(*await ask(session, "GET", path + asked), 500, "Internal server error")


async def made(database: Database, partner_id: str) -> tuple[str, str, str]:
    """Keys with another scope, for another address, and revoked."""
    async with database.writing(partner_id) as db:
        given: Any = {"vault": VAULT, "now": clock.now()}
        _, narrow = await keys.create(db, partner_id, "Narrow", scopes=["templates:read"], **given)
        _, elsewhere = await keys.create(db, partner_id, "Elsewhere", addresses=["192.0.2.7"], **given)
        key_id, dead = await keys.create(db, partner_id, "Dead", **given)
        await keys.revoke(db, partner_id, key_id, now=clock.now())
    return narrow, elsewhere, dead
