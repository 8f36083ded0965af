"""The worker reads templates from Meta when a WABA is due, whatever happened to the one before it."""

import asyncio
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from tests import world
from tests.messaging_api.upstream import Upstream
from tests.world import VAULT, Side

from partnerhub.db.pool import Database, Row
from partnerhub.domain import templates, wabas
from partnerhub.domain.wabas.errands import LEASE
from partnerhub.kit import clock
from partnerhub.upstream.graph import Graph
from partnerhub.workers import sync


@pytest.fixture
async def side(database: Database) -> Side:
    """Its WABA is due, and no other."""
    async with database.working() as db:
        await db.execute("UPDATE waba_errand SET due_at = now() + interval '1 day'")
    made = (await world.make(database)).partner
    await due_now(database, made)
    return made


async def due_now(database: Database, side: Side) -> None:
    async with database.writing(side.partner_id) as db:
        await templates.sync_soon(db, side.partner_id, side.waba_id, now=clock.now(), due=clock.now())


def at_meta(external_id: str, name: str, **more: Any) -> dict[str, Any]:
    one = {"id": external_id, "name": name, "language": "en", "status": "APPROVED", "category": "UTILITY"}
    return {**one, "components": [{"type": "BODY", "text": name}], **more}


def says(meta: Upstream, *found: dict[str, Any], status: int = 200) -> None:
    meta.say(msgspec.json.encode({"data": list(found)}), status)


async def rows(database: Database, side: Side) -> dict[str, Row]:
    async with database.reading(side.partner_id) as db:
        return {row["name"]: row for row in await db.fetch("SELECT * FROM waba_template")}


async def state(database: Database, side: Side) -> Row:
    async with database.reading(side.partner_id) as db:
        found = await db.fetchrow("SELECT * FROM waba_errand WHERE kind = 'templates'")
    assert found is not None
    return found


class TestReading:
    async def test_new_ones_appear_changed_ones_change_and_stale_ones_go(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        says(meta, at_meta("1", "kept", status="PENDING"), at_meta("2", "leaving"))
        assert await sync.run_due(database, graph, VAULT) == 1
        assert set(await rows(database, side)) == {"kept", "leaving"}, "what Meta did not know is gone"
        says(meta, at_meta("1", "kept", rejected_reason="NONE"), at_meta("3", "new"))
        await due_now(database, side)
        assert await sync.run_due(database, graph, VAULT) == 1
        found = await rows(database, side)
        assert {name: row["status"] for name, row in found.items()} == {"kept": "approved", "new": "approved"}
        async with database.reading(side.partner_id) as db:
            bodies = await db.fetch("SELECT body FROM event WHERE type = 'waba_template_status_changed'")
        (told,) = [msgspec.json.decode(one["body"])["data"]["template"] for one in bodies]
        assert (told["name"], told["new_status"]) == ("kept", "APPROVED"), "a verdict whose webhook was lost is told"

    async def test_one_that_is_done_is_due_in_hours(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        says(meta)
        await sync.run_due(database, graph, VAULT)
        after = await state(database, side)
        assert after["due_at"] > clock.now() + timedelta(hours=5)
        assert after["done_at"] is not None
        assert await sync.run_due(database, graph, VAULT) == 0

    async def test_goes_on_from_page_to_page(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        one = {"data": [at_meta("1", "first")], "paging": {"cursors": {"after": "x"}, "next": "https://…"}}
        meta.planned = [msgspec.json.encode(one)]
        says(meta, at_meta("2", "second"))
        await sync.run_due(database, graph, VAULT)
        assert set(await rows(database, side)) == {"first", "second"}
        assert "after=x" in meta.asked[-1].query


class TestFailing:
    @pytest.mark.parametrize(
        ("status", "body"),
        [(400, b'{"error":{"message":"no","code":100}}'), (200, b'{"success":true}'), (500, b"<html>")],
    )
    async def test_of_meta_puts_it_off_and_keeps_the_rows(
        self, database: Database, graph: Graph, meta: Upstream, side: Side, status: int, body: bytes
    ) -> None:
        meta.say(body, status)
        await sync.run_due(database, graph, VAULT)
        after = await state(database, side)
        assert after["error"]
        assert timedelta(seconds=30) < after["due_at"] - clock.now() < timedelta(seconds=90)
        assert set(await rows(database, side)) == {"welcome"}

    async def test_of_the_worker_leaves_it_to_the_next(self, database: Database, side: Side) -> None:
        now = clock.now()
        (due,) = await wabas.claim(database, limit=4, now=now)
        assert (due.partner_id, due.attempts) == (side.partner_id, 1)
        assert await wabas.claim(database, limit=4, now=now) == []
        (again,) = await wabas.claim(database, limit=4, now=now + LEASE)
        assert again.attempts == 2

    async def test_of_the_connection_is_put_off_too(self, database: Database, graph: Graph, side: Side) -> None:
        async with database.writing(side.partner_id) as db:
            await db.execute("UPDATE waba SET graph_token = NULL")
        assert await sync.run_due(database, graph, VAULT) == 1
        assert "connect it again" in (await state(database, side))["error"]


class TestMeanwhile:
    async def test_what_was_written_since_reading_began_stays(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        """Meta's list was made before the webhook, or before the template: neither is undone."""
        says(meta, at_meta("7", "other"))
        line = await wabas.opened(database, graph, VAULT, side.partner_id, side.waba_id)
        began = clock.now() - timedelta(seconds=10)  # the fixture's template is younger
        ticks = iter([began])
        await templates.sync(line, clock=lambda: next(ticks, clock.now()))
        assert set(await rows(database, side)) == {"welcome", "other"}

    async def test_a_reading_asked_for_meanwhile_is_still_owed(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        says(meta)
        meta.mood = "waits"
        running = asyncio.create_task(sync.run_due(database, graph, VAULT))
        async with asyncio.timeout(60):
            await meta.reached.wait()
        await due_now(database, side)
        meta.go.set()
        await running
        meta.mood = "fair"
        assert await sync.run_due(database, graph, VAULT) == 1
