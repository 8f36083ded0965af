"""A number as Meta has it is read every few hours: its health with its reasons, and whether Meta lets us in at all."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from tests import world
from tests.messaging_api.upstream import GRAPH_HEADERS, Upstream, upstream
from tests.world import VAULT, Side

from partnerhub.db.pool import Database, Row
from partnerhub.domain import channels
from partnerhub.domain.channels.at_meta.sync import LEASE, READ_EVERY
from partnerhub.kit import clock
from partnerhub.upstream.graph import Graph

BANNED = {"error_code": 141001, "error_description": "It is banned.", "possible_solution": "Appeal the decision."}
DEAD = b'{"error":{"message":"Invalid OAuth access token","type":"OAuthException","code":190}}'
GONE = b'{"error":{"message":"Unsupported get request","type":"GraphMethodException","code":100,"error_subcode":33}}'
FULL = '{"%s":[{"type":"whatsapp","call_count":100,"estimated_time_to_regain_access":7}]}'


@pytest.fixture
async def meta() -> AsyncIterator[Upstream]:
    async with upstream() as running:
        says(running, "AVAILABLE")
        yield running


@pytest.fixture
async def graph(meta: Upstream) -> AsyncIterator[Graph]:
    made = Graph(meta.base, "v23.0")
    yield made
    await made.close()


@pytest.fixture
async def side(database: Database) -> Side:
    return (await world.make(database)).partner


def says(meta: Upstream, sends: str, *entities: dict[str, Any], **more: Any) -> None:
    health = {"can_send_message": sends, "entities": list(entities)}
    meta.say(msgspec.json.encode({"id": "1", "status": "CONNECTED", "health_status": health, **more}))


async def read(database: Database, graph: Graph, side: Side) -> Row:
    """Its errand, and no other's, after Meta was asked."""
    async with database.writing(side.partner_id) as db:
        await channels.want_sync(db, side.partner_id, side.channel_id, clock.now() - timedelta(days=9000))
    due = await channels.claim(database, "sync", limit=1, now=clock.now())
    assert [one.channel_id for one in due] == [side.channel_id]
    await channels.sync(database, graph, VAULT, due[0], clock.now)
    async with database.reading(side.partner_id) as db:
        found = await db.fetchrow("SELECT * FROM channel_errand WHERE kind = 'sync'")
    assert found
    return found


async def channel(database: Database, side: Side) -> Row:
    async with database.reading(side.partner_id) as db:
        found = await db.fetchrow("SELECT * FROM channel")
    assert found
    return found


async def told(database: Database, side: Side) -> list[dict[str, Any]]:
    """What `channel_status_changed` said besides the channel's document."""
    async with database.reading(side.partner_id) as db:
        rows = await db.fetch("SELECT body FROM event WHERE type = 'channel_status_changed' ORDER BY id")
    data = [msgspec.json.decode(row["body"])["data"] for row in rows]
    names = ("changed", "can_send_message", "health_status", "meta_access")
    return [{name: one[name] for name in names if name in one} for one in data]


class TestHealth:
    async def test_is_kept_with_its_time_and_is_no_news_while_it_is_good(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        before = clock.now()
        await read(database, graph, side)
        kept = await channel(database, side)
        assert (kept["can_send_message"], kept["meta_faults"]) == ("AVAILABLE", [])
        assert before <= kept["meta_read_at"] <= clock.now()
        assert await told(database, side) == []
        assert "health_status" in meta.asked[-1].query
        assert len(meta.asked) == 1, "one call for all"

    async def test_is_told_when_it_gets_worse_with_metas_reasons_and_when_it_is_good_again(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        number = {"entity_type": "PHONE_NUMBER", "id": "1", "can_send_message": "BLOCKED", "errors": [BANNED]}
        waba = {"entity_type": "WABA", "id": "2", "can_send_message": "AVAILABLE", "additional_info": ["no matter"]}
        says(meta, "BLOCKED", number, waba)
        for _ in range(2):
            await read(database, graph, side)
        kept = await channel(database, side)
        assert (kept["can_send_message"], kept["meta_faults"]) == ("BLOCKED", ["It is banned. Appeal the decision."])
        says(meta, "AVAILABLE")
        await read(database, graph, side)
        assert (await channel(database, side))["meta_faults"] == []
        worse, better = await told(database, side)
        assert (worse["changed"], worse["can_send_message"]) == (["can_send_message"], "BLOCKED")
        assert worse["health_status"]["entities"][0]["errors"] == [BANNED]
        assert better["can_send_message"] == "AVAILABLE"

    async def test_that_meta_does_not_tell_leaves_what_it_told_before(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        says(meta, "LIMITED")
        await read(database, graph, side)
        meta.say(b'{"id":"1","status":"CONNECTED"}')
        await read(database, graph, side)
        assert (await channel(database, side))["can_send_message"] == "LIMITED"


class TestAccess:
    @pytest.mark.parametrize(("body", "status"), [(DEAD, 401), (DEAD, 400), (GONE, 400)])
    async def test_that_is_refused_is_told_once_and_told_when_it_is_given_again(
        self, database: Database, graph: Graph, meta: Upstream, side: Side, body: bytes, status: int
    ) -> None:
        meta.say(body, status)
        for _ in range(3):
            await read(database, graph, side)
        refused = await channel(database, side)
        assert refused["meta_refused_at"]
        assert await told(database, side) == [{"changed": ["meta_access"], "meta_access": "refused"}]
        says(meta, "AVAILABLE")
        await read(database, graph, side)
        assert (await channel(database, side))["meta_refused_at"] is None
        assert (await told(database, side))[1:] == [{"changed": ["meta_access"], "meta_access": "granted"}]

    async def test_is_not_doubted_while_meta_is_out_of_order(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        meta.say(b"<html>", 502)
        after = await read(database, graph, side)
        assert (after["attempts"], (await channel(database, side))["meta_refused_at"]) == (1, None)
        assert after["due_at"] < clock.now() + timedelta(minutes=1)
        assert await told(database, side) == []


class TestWhen:
    async def test_the_next_reading_is_in_some_hours_and_not_at_the_same_time_for_all(
        self, database: Database, graph: Graph, side: Side
    ) -> None:
        waits = [(await read(database, graph, side))["due_at"] - clock.now() for _ in range(3)]
        assert all(READ_EVERY * 0.7 < wait < READ_EVERY * 1.3 for wait in waits), waits
        assert max(waits) - min(waits) > timedelta(seconds=1), waits

    async def test_a_call_that_meta_would_refuse_waits_until_it_answers_again(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        meta.answer = (
            200, {**GRAPH_HEADERS, "x-business-use-case-usage": FULL % side.waba_external_id}, meta.answer[2]
        )  # fmt: skip
        await read(database, graph, side)
        after = await read(database, graph, side)
        assert len(meta.asked) == 1, "the second was not sent"
        assert after["attempts"] == 0
        assert timedelta(minutes=6) < after["due_at"] - clock.now() < timedelta(minutes=8)

    async def test_a_worker_that_dies_leaves_it_to_the_next(self, database: Database, side: Side) -> None:
        long_ago = clock.now() - timedelta(days=9000)
        async with database.writing(side.partner_id) as db:
            await channels.want_sync(db, side.partner_id, side.channel_id, long_ago)
        (due,) = await channels.claim(database, "sync", limit=1, now=long_ago)
        assert await channels.claim(database, "sync", limit=1, now=long_ago) == []
        (again,) = await channels.claim(database, "sync", limit=1, now=long_ago + LEASE)
        assert (due.channel_id, again.channel_id, again.attempts) == (side.channel_id, side.channel_id, 2)
