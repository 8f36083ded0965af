"""Old events and attempts are dropped by whole partitions, and nothing else is."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.receiver import Receiver
from tests.workers.delivering import Delivering

from partnerhub.domain.webhooks.retention import Kept
from partnerhub.kit import clock
from partnerhub.settings import BadSetting, from_env
from partnerhub.workers import prune

LONG_AGO = datetime(2024, 5, 15, 12, tzinfo=UTC)
EVENT = """
INSERT INTO event (partner_id, id, audience, type, body, created_at)
SELECT $1, first_event_id($2) || repeat('0', 20), 'partner', 't', '{}', $2 RETURNING id
"""
ATTEMPT = """
INSERT INTO attempt (partner_id, at, event_id, endpoint_id, attempt, type, outcome, status, answer, ms)
VALUES ($1, $2, 'evt_x', 1, 1, 't', 'delivered', 200, '', 1)
"""


async def make(delivering: Delivering, partner: str, at: datetime) -> None:
    """An event that is owed to the partner, and an attempt, of that time."""
    await delivering.owner.execute("SELECT make_partitions($1)", at)
    event_id = await delivering.owner.fetchval(EVENT, partner, at)
    endpoint = (await delivering.endpoint(partner))["id"]
    await delivering.owner.execute(
        "INSERT INTO delivery (partner_id, endpoint_id, event_id) VALUES ($1, $2, $3)", partner, endpoint, event_id
    )
    await delivering.owner.execute(ATTEMPT, partner, at)


async def left(delivering: Delivering, partner: str) -> tuple[int, int, int]:
    counts = [
        await delivering.owner.fetchval(f"SELECT count(*) FROM {table} WHERE partner_id = $1", partner)
        for table in ("event", "attempt", "delivery")
    ]
    return counts[0], counts[1], counts[2]


@pytest.fixture
async def partner(delivering: Delivering, receiver: Receiver) -> str:
    """With events and attempts of long ago, of sixty days ago, and of today."""
    made = await delivering.partner(receiver.url())
    for at in (LONG_AGO, clock.now() - timedelta(days=60), clock.now()):
        await make(delivering, made, at)
    return made


@pytest.mark.parametrize(
    ("kept", "expected"),
    [(Kept(events=90, attempts=30), (2, 1, 2)), (Kept(events=0, attempts=0), (3, 3, 3)), (Kept(events=14, attempts=0), (1, 3, 1)),
     (Kept(events=0, attempts=365), (3, 2, 3))],
)  # fmt: skip
async def test_what_is_older_than_the_settings_say_goes(
    delivering: Delivering, partner: str, kept: Kept, expected: tuple[int, int, int]
) -> None:
    await prune.drop(delivering.database, kept)
    assert await left(delivering, partner) == expected
    await prune.drop(delivering.database, kept)  # again, as every ten minutes
    assert await left(delivering, partner) == expected


async def test_its_tables_are_gone(delivering: Delivering, partner: str) -> None:
    assert await delivering.owner.fetchval("SELECT to_regclass('attempt_20240515')")
    await prune.drop(delivering.database, Kept(events=90, attempts=30))
    assert not await delivering.owner.fetchval("SELECT to_regclass('attempt_20240515')")
    assert not await delivering.owner.fetchval("SELECT to_regclass('event_20240513')")


def test_events_cannot_be_dropped_while_they_may_still_be_sent() -> None:
    assert from_env({"PARTNERHUB_EVENTS_KEPT_DAYS": "0"}).events_kept_days == 0
    with pytest.raises(BadSetting, match="14 or more"):
        from_env({"PARTNERHUB_EVENTS_KEPT_DAYS": "13"})
