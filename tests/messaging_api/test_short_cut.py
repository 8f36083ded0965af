"""Messages are sent without the framework, and nobody can tell."""

from codecs import BOM_UTF8
from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple

import pytest
from tests.messaging_api.upstream import GRAPH_HEADERS, HTML, Upstream
from tests.serving import alone, client_of, served
from tests.world import VAULT, World

from partnerhub.db.pool import Database
from partnerhub.kit.crypto import new_secret
from partnerhub.settings import Settings
from partnerhub.surfaces import messaging_api
from partnerhub.surfaces.messaging_api.short_cut import ShortCut
from partnerhub.upstream.graph import Graph

OWN = {"x-request-id", "date"}  # of each answer
TEXT = b'{"messaging_product":"whatsapp","to":"4915100000000","type":"text","text":{"body":"Hello"}}'
REFUSED = b'{"error":{"message":"no","type":"OAuthException","code":190,"fbtrace_id":"A"}}'
FORM = "application/x-www-form-urlencoded"


class Counting(ShortCut):
    taken = 0

    async def __call__(self, *connection: Any) -> None:
        self.taken += 1
        await super().__call__(*connection)


class Ways(NamedTuple):
    short: str
    long: str
    counting: Counting


@pytest.fixture(scope="module")
async def ways(database: Database, graph_server: Upstream) -> AsyncIterator[Ways]:
    """The Messaging API, and the same without the short cut."""
    settings, graph = Settings(), Graph(graph_server.base, "v23.0")
    short, long = (messaging_api.create(database, VAULT, graph, settings) for _ in range(2))
    short.short_cut = counting = Counting(short)
    long.short_cut = ShortCut(long, ())
    async with (
        served(alone("messaging_api", short, settings)) as one,
        served(alone("messaging_api", long, settings)) as other,
    ):
        yield Ways(one, other, counting)
    await graph.close()


async def told(
    base: str, key: Mapping[str, str], path: str = "/messages", **asked: Any
) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers in their order, and body; without the request's own id."""
    async with client_of(base, **key) as session, session.post(path, **asked) as answer:
        kept = [(name, value) for name, value in answer.headers.items() if name.lower() not in OWN]
        body = (await answer.read()).replace(answer.headers["x-request-id"].encode(), b"-")
        return answer.status, kept, body


async def both(ways: Ways, meta: Upstream, key: Mapping[str, str], **asked: Any) -> int:
    short, sent = await told(ways.short, key, **asked), list(meta.asked)
    meta.asked.clear()
    assert short == await told(ways.long, key, **asked)
    assert [(one.path, one.query, one.headers, one.body) for one in sent] == [
        (one.path, one.query, one.headers, one.body) for one in meta.asked
    ]
    return short[0]


class TestTheShortCut:
    async def test_is_taken_by_messages_alone(self, ways: Ways, acme: World, meta: Upstream) -> None:
        before = ways.counting.taken
        for path in ("/messages", "/marketing_messages", "/messages", "/message_templates"):
            await told(ways.short, _key(acme.partner.d360_api_key), path, data=TEXT)
        assert ways.counting.taken - before == 2


class TestBothWays:
    @pytest.mark.parametrize(
        ("asked", "status"),
        [
            ({"data": TEXT}, 200),
            ({"data": TEXT, "path": "/messages?a=%2Fb"}, 200),
            ({"data": TEXT, "headers": {"content-type": FORM}}, 200),
            ({"data": b"to=4915100000000&text=%7B%22body%22%3A%22x%22%7D", "headers": {"content-type": FORM}}, 200),
            ({"data": b""}, 400),
            ({"data": b"", "path": "/messages?to=4915100000000"}, 400),
            ({"data": b"[]"}, 400),
            ({"data": BOM_UTF8 + TEXT}, 200),
            ({"data": TEXT, "headers": {"content-encoding": "gzip"}, "compress": None}, 400),
            ({"data": TEXT.replace(b"Hello", b"x" * 4097)}, 400),
            ({"data": b"{" + b" " * 5_000_001 + b"}"}, 413),
            ({"data": TEXT, "headers": {"host": "no such host!"}}, 400),
            ({"data": TEXT, "path": "/messages/"}, 200),
        ],
    )
    async def test_answer_alike(
        self, ways: Ways, acme: World, meta: Upstream, asked: dict[str, Any], status: int
    ) -> None:
        assert await both(ways, meta, _key(acme.partner.d360_api_key), **asked) == status

    @pytest.mark.parametrize("key", [{}, {"D360-API-KEY": "nonsense"}, {"D360-API-KEY": new_secret("PHCH")}])
    async def test_refuse_strangers_alike(self, ways: Ways, meta: Upstream, key: dict[str, str]) -> None:
        assert await both(ways, meta, key, data=TEXT) == 401

    @pytest.mark.parametrize(
        ("body", "status", "headers", "ours"),
        [
            (REFUSED, 401, GRAPH_HEADERS, 502),
            (REFUSED.replace(b"190", b"131047"), 400, GRAPH_HEADERS, 400),
            (b"<html>oops</html>", 200, HTML, 502),
            (b'{"half":', 200, GRAPH_HEADERS, 502),
        ],
    )
    async def test_tell_of_metas_errors_alike(
        self, ways: Ways, acme: World, meta: Upstream, body: bytes, status: int, headers: dict[str, str], ours: int
    ) -> None:
        meta.say(body, status=status, headers=headers)
        assert await both(ways, meta, _key(acme.partner.d360_api_key), data=TEXT) == ours

    async def test_answer_a_crash_alike(self, ways: Ways, acme: World, meta: Upstream, database: Database) -> None:
        async with database.writing(acme.partner.partner_id) as db:
            await db.execute("UPDATE waba SET graph_token = 'no seal' WHERE id = $1", acme.partner.waba_id)
        assert await both(ways, meta, _key(acme.partner.d360_api_key), data=TEXT) >= 500


def _key(secret: str) -> dict[str, str]:
    return {"D360-API-KEY": secret}
