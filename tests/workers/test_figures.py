"""The worker reads Meta's own count of templates once a day, WABA by WABA."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest
from tests import world
from tests.messaging_api.upstream import Upstream
from tests.world import VAULT, Side

from partnerhub.db.pool import Database, Row
from partnerhub.domain import wabas
from partnerhub.domain.templates import store
from partnerhub.domain.templates.model import Template, new_id
from partnerhub.kit import clock
from partnerhub.upstream.graph import Graph
from partnerhub.workers import sync


def counted(external_id: str, day: str, *numbers: int) -> dict[str, Any]:
    """As Meta tells it: unique clicks beside all of them."""
    sent, delivered, read, clicked = numbers
    start = int(datetime.fromisoformat(f"{day}T00:00Z").timestamp())
    clicks = [
        {"type": kind, "button_content": "Shop", "count": clicked} for kind in ("url_button", "unique_url_button")
    ]
    return {
        "template_id": external_id, "start": start, "end": start + 86400, "sent": sent, "delivered": delivered, "read": read,
        "clicked": clicks,
    }  # fmt: skip


class TestFigures:
    @pytest.fixture
    async def side(self, database: Database) -> Side:
        async with database.working() as db:
            await db.execute("UPDATE waba_errand SET due_at = now() + interval '1 day'")
        return (await world.make(database)).partner

    async def read(self, database: Database, graph: Graph, side: Side) -> Row:
        async with database.writing(side.partner_id) as db:
            await wabas.want_errand(
                db, side.partner_id, side.waba_id, "figures", now=clock.now(), due=clock.now() - timedelta(days=1)
            )
        assert await sync.run_due(database, graph, VAULT) == 1
        async with database.reading(side.partner_id) as db:
            found = await db.fetchrow("SELECT * FROM waba_errand WHERE kind = 'figures'")
        assert found
        return found

    def tells(self, meta: Upstream, *points: dict[str, Any]) -> None:
        data = [{"granularity": "DAILY", "product_type": "cloud_api", "data_points": list(points)}]
        meta.planned = [b'{"is_enabled_for_insights":true,"id":"1"}']
        meta.say(msgspec.json.encode({"template_analytics": {"data": data}, "id": "1"}))

    async def days(self, database: Database, side: Side) -> list[tuple[Any, ...]]:
        async with database.reading(side.partner_id) as db:
            rows = await db.fetch(
                "SELECT name, day::text, sent, delivered, read, clicked FROM template_day ORDER BY day"
            )
        return [tuple(row) for row in rows]

    async def test_are_kept_by_day_and_read_again_as_they_grow(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        ours = side.template_external_id
        self.tells(meta, counted(ours, "2026-03-01", 5, 4, 1, 0), counted("99", "2026-03-01", 1, 1, 1, 1))
        done = await self.read(database, graph, side)
        assert await self.days(database, side) == [("welcome", "2026-03-01", 5, 4, 1, 0)]
        assert timedelta(hours=20) < done["due_at"] - clock.now() < timedelta(hours=28)
        self.tells(meta, counted(ours, "2026-03-01", 5, 5, 3, 2), counted(ours, "2026-03-02", 1, 0, 0, 0))
        await self.read(database, graph, side)
        assert await self.days(database, side) == [
            ("welcome", "2026-03-01", 5, 5, 3, 2), ("welcome", "2026-03-02", 1, 0, 0, 0),
        ]  # fmt: skip

    async def test_are_asked_for_ten_templates_at_once(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        async with database.writing(side.partner_id) as db:
            for number in range(11):
                one = Template(
                    id=new_id(), external_id=f"7{number:02}", name=f"n{number}", language="en", category="UTILITY",
                    status="approved" if number else "rejected", modified_at=clock.now(),
                )  # fmt: skip
                await store.add(db, side.partner_id, side.waba_id, one)
        self.tells(meta)
        await self.read(database, graph, side)
        asked = [
            re.findall(r"\d+", re.findall(r"template_ids\((.*?)\)", unquote(one.query))[0]) for one in meta.asked[1:]
        ]
        assert [len(ids) for ids in asked] == [10, 1]
        assert "700" not in {one for ids in asked for one in ids}, "the rejected one was never sent"

    async def test_of_an_account_that_meta_does_not_count_are_not_asked_for(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        meta.say(b'{"is_enabled_for_insights":false,"id":"1"}')
        done = await self.read(database, graph, side)
        assert (done["error"], len(meta.asked), await self.days(database, side)) == (None, 1, [])

    async def test_that_meta_does_not_give_are_put_off_and_leave_those_there_are(
        self, database: Database, graph: Graph, meta: Upstream, side: Side
    ) -> None:
        self.tells(meta, counted(side.template_external_id, "2026-03-01", 5, 4, 1, 0))
        await self.read(database, graph, side)
        meta.say(b'{"error":{"message":"no","code":4}}', 400)
        after = await self.read(database, graph, side)
        assert after["error"]
        assert after["attempts"] == 1
        assert after["due_at"] < clock.now() + timedelta(minutes=2)
        assert len(await self.days(database, side)) == 1
