"""What happens to a WABA's templates while Meta is asked for all of them."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from tests import world
from tests.world import NO_META, VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain import templates, wabas
from partnerhub.domain.templates import store
from partnerhub.domain.wabas.errands import Due
from partnerhub.kit import clock
from partnerhub.upstream.graph import GraphUnavailable
from partnerhub.upstream.graph import templates as graph_api


@pytest.fixture
async def side(database: Database) -> Side:
    return await world.make_side(database, VAULT, "Acme")


async def sync(database: Database, side: Side) -> None:
    await templates.sync(
        await wabas.opened(database, NO_META, VAULT, side.partner_id, side.waba_id), clock=clock.now
    )  # fmt: skip


async def due_at(database: Database, side: Side) -> datetime:
    async with database.reading(side.partner_id) as db:
        return await db.fetchval(
            "SELECT due_at FROM waba_errand WHERE waba_id = $1 AND kind = 'templates'", side.waba_id
        )


async def names(database: Database, side: Side) -> list[str]:
    async with database.writing(side.partner_id) as db:
        return [one.name for one in await store.of_waba(db, side.partner_id, side.waba_id)]


async def test_one_that_is_deleted_does_not_stay(
    database: Database, side: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta's list has it still, and nothing here tells that it was there: it is looked at once more."""

    still_there = graph_api.Template(
        id=side.template_external_id, name="welcome", language="en", status="APPROVED", category="UTILITY"
    )

    async def deleted_in_between(*_asked: Any) -> list[graph_api.Template]:
        told = msgspec.json.encode({"message_template_id": side.template_external_id, "event": "DELETED"})
        async with database.writing(side.partner_id) as db:
            await templates.hear(
                db, side.partner_id, side.waba_id, "message_template_status_update", told, clock.now()
            )  # fmt: skip
        assert await names(database, side) == []
        return [still_there]

    async def nothing(*_asked: Any) -> list[graph_api.Template]:
        return []

    monkeypatch.setattr(graph_api, "of_waba", deleted_in_between)
    await sync(database, side)
    assert await due_at(database, side) - clock.now() < timedelta(minutes=2)
    monkeypatch.setattr(graph_api, "of_waba", nothing)
    await sync(database, side)
    assert await names(database, side) == []


async def test_a_reading_that_is_wanted_is_not_put_off_when_this_one_fails(database: Database, side: Side) -> None:
    now = clock.now()
    lease, soon = now + timedelta(minutes=5), now + timedelta(seconds=7)

    async def wanted_in_between(line: wabas.Line) -> None:
        async with line.writing() as db:
            await templates.sync_soon(db, line.partner_id, line.waba_id, now=now, due=soon)
        raise GraphUnavailable("broken off")

    async with database.writing(side.partner_id) as db:
        await db.execute("UPDATE waba_errand SET due_at = $1 WHERE kind = 'templates'", lease)
    due = Due(partner_id=side.partner_id, waba_id=side.waba_id, kind="templates", attempts=1, leased_until=lease)
    assert not await wabas.run(database, NO_META, VAULT, due, wanted_in_between, clock=clock.now)
    assert await due_at(database, side) == soon
