"""From Meta's statuses to what became of messages: each step of a message once, whatever Meta sends and in what order."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from tests import world
from tests.partner_api.billing.delivering import APRIL, status, take_in
from tests.world import Side

from partnerhub.db.pool import Database
from partnerhub.domain.messaging import outcomes
from partnerhub.domain.messaging.outcomes import counting, insight_store
from partnerhub.domain.messaging.outcomes.insight_store import Failure, Span
from partnerhub.domain.messaging.outcomes.told import told_in
from partnerhub.kit import clock

UNDELIVERABLE = {"code": 131026, "title": "Message undeliverable"}
SPAN = Span(since=APRIL.date(), until=APRIL.date() + timedelta(days=1))


@pytest.fixture
async def side(database: Database) -> Side:
    return (await world.make(database)).partner


async def counted(database: Database) -> None:
    """All that was carried until now, as if it had settled."""
    while await outcomes.count(database, now=clock.now() + timedelta(minutes=1)):
        pass


async def steps(database: Database, side: Side) -> tuple[int, int, int, int]:
    async with database.reading(side.partner_id) as db:
        found = await insight_store.by_day(db, side.partner_id, SPAN, "month")
    return next(((one.sent, one.delivered, one.read, one.failed) for one in found), (0, 0, 0, 0))


async def failures(database: Database, side: Side) -> list[Failure]:
    async with database.reading(side.partner_id) as db:
        return await insight_store.failures(db, side.partner_id, SPAN)


def failed(**more: Any) -> dict[str, Any]:
    return status("failed", errors=[UNDELIVERABLE], **more)


@pytest.mark.parametrize("order", list(permutations(("sent", "delivered", "read"))))
async def test_each_step_counts_once_in_whatever_order_and_however_often_it_is_told(
    database: Database, side: Side, order: tuple[str, ...]
) -> None:
    for word in (*order, *order):
        await take_in(database, side, status(word, id="wamid.one"))
        await counted(database)
    assert await steps(database, side) == (1, 1, 1, 0)


async def test_what_was_read_was_delivered_though_nobody_said_so(database: Database, side: Side) -> None:
    await take_in(database, side, status("read"), status("delivered"), status("sent"))
    await counted(database)
    assert await steps(database, side) == (3, 2, 1, 0)


async def test_a_status_that_meta_puts_into_another_batch_counts_once(database: Database, side: Side) -> None:
    first, second = status("delivered"), status("delivered")
    await take_in(database, side, first)
    await take_in(database, side, first, second)
    await counted(database)
    assert await steps(database, side) == (2, 2, 0, 0)


async def test_failures_are_counted_by_metas_code(database: Database, side: Side) -> None:
    again = failed()
    await take_in(database, side, again, failed(), status("failed", errors=[{"code": 131049}]), status("failed"))
    await take_in(database, side, again, status("sent", id=again["id"]))
    await counted(database)
    assert await steps(database, side) == (4, 0, 0, 4)
    assert [(one.code, one.title, one.quantity) for one in await failures(database, side)] == [
        (131026, "Message undeliverable", 2), (0, "", 1), (131049, "", 1),
    ]  # fmt: skip


async def test_all_steps_of_a_message_count_on_the_day_of_which_meta_first_told(database: Database, side: Side) -> None:
    week_later = str(int((APRIL + timedelta(days=7)).timestamp()))
    await take_in(database, side, status("sent", id="wamid.late"))
    await take_in(database, side, status("read", id="wamid.late", timestamp=week_later))
    await counted(database)
    assert await steps(database, side) == (1, 1, 1, 0)


async def test_each_participant_of_a_group_counts(database: Database, side: Side) -> None:
    told = {"id": "wamid.group"}
    await take_in(database, side, *(status(recipient_participant_id=one, **told) for one in ("49151", "49152")))
    await counted(database)
    assert (await steps(database, side))[:2] == (2, 2)


async def test_two_workers_at_once_count_each_message_once(database: Database, side: Side) -> None:
    await take_in(database, side, *(status("delivered") for _ in range(50)))
    await asyncio.gather(*(counted(database) for _ in range(4)))
    assert (await steps(database, side))[1] == 50


async def test_more_events_than_one_look_takes_are_all_counted(
    database: Database, side: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "EACH", 3)
    for _ in range(8):
        await take_in(database, side, status("sent"))
    await counted(database)
    assert (await steps(database, side))[0] == 8


async def test_what_may_still_be_on_its_way_into_the_database_is_left_for_later(database: Database, side: Side) -> None:
    await take_in(database, side, status("sent"))
    await outcomes.count(database, now=clock.now())
    assert await steps(database, side) == (0, 0, 0, 0)
    await counted(database)
    assert (await steps(database, side))[0] == 1


async def test_messages_are_forgotten_when_meta_has_nothing_more_to_tell(database: Database, side: Side) -> None:
    await take_in(database, side, status("sent"))
    await counted(database)
    async with database.working_write() as db:
        await outcomes.prune(db, now=APRIL + timedelta(days=32))
        kept = await db.fetchval("SELECT count(*) FROM message_outcome WHERE partner_id = $1", side.partner_id)
    assert kept == 0
    assert (await steps(database, side))[0] == 1


@pytest.mark.parametrize(
    "body",
    [
        b"", b"no json", b"[]", b'{"entry": 5}', b'{"entry": [{"changes": [{"field": "calls", "value": {}}]}]}',
        b'{"entry": [{"changes": [{"field": "messages", "value": {"statuses": [{"id": 5}]}}]}]}',
        b'{"entry": [{"changes": [{"field": "messages", "value": {"statuses": [{"id": "a", "status": "new"}]}}]}]}',
    ],
)  # fmt: skip
def test_what_is_of_no_known_kind_is_not_counted(body: bytes) -> None:
    assert list(told_in(body, datetime.now(UTC))) == []


def test_a_code_that_is_a_text_or_no_code_of_metas_is_read_all_the_same() -> None:
    statuses = ",".join(
        f'{{"id": "{code}", "status": "failed", "errors": [{{"code": {code}, "title": "a\\u0000b"}}]}}'
        for code in ('"131026"', "-1", str(10**12))
    ).replace('""', '"')
    body = f'{{"entry": [{{"changes": [{{"field": "messages", "value": {{"statuses": [{statuses}]}}}}]}}]}}'
    assert [(one.code, one.title) for one in told_in(body.encode(), datetime.now(UTC))] == [
        (131026, "ab"), (0, "ab"), (0, "ab"),
    ]  # fmt: skip
