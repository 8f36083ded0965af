"""Events and what is owed for them, in one transaction."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from tests import carried

from partnerhub.db.pool import Database, Db
from partnerhub.domain import webhooks
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault

OWED = (
    "SELECT e.kind || ' ' || e.owner_id FROM delivery d"
    " JOIN endpoint e ON e.partner_id = d.partner_id AND e.id = d.endpoint_id WHERE d.event_id = $1"
)


class TestPublish:
    async def test_owes_the_partner_its_envelope(self, database: Database, partner_id: str) -> None:
        async with database.writing(partner_id) as db:
            await webhooks.set_partner_url(db, partner_id, "https://a.example/")
            event_id = await webhooks.publish(
                db, partner_id, type="channel_live", data=b'{"id":"aCH", "n":1.50}', client_id="aCL", channel_id="aCH",
                now=clock.now(),
            )  # fmt: skip
            event = await db.fetchrow("SELECT * FROM event WHERE id = $1", event_id)
            assert event is not None
            assert (
                event["body"] == b'{"id":"%s","event":"channel_live","data":{"id":"aCH", "n":1.50}}' % event_id.encode()
            )
            assert msgspec.json.decode(event["body"])["data"] == {"id": "aCH", "n": 1.5}
            assert (event["type"], event["client_id"], event["channel_id"]) == ("channel_live", "aCL", "aCH")
            assert await owed(db, event_id) == [f"partner {partner_id}"]

    async def test_records_an_event_that_nobody_is_to_hear(self, database: Database, partner_id: str) -> None:
        async with database.writing(partner_id) as db:
            event_id = await webhooks.publish(db, partner_id, type="client_created", data=b"{}", now=clock.now())
            assert await db.fetchval("SELECT count(*) FROM event WHERE id = $1", event_id) == 1
            assert await owed(db, event_id) == []

    async def test_leaves_nothing_when_the_transaction_fails(self, database: Database, partner_id: str) -> None:
        async with database.writing(partner_id) as db:
            await webhooks.set_partner_url(db, partner_id, "https://a.example/")
        with pytest.raises(ZeroDivisionError):
            await publish_and_fail(database, partner_id)
        async with database.reading(partner_id) as db:
            assert await db.fetchval("SELECT count(*) FROM event") == 0
            assert await db.fetchval("SELECT count(*) FROM delivery") == 0


class TestCarry:
    @pytest.mark.parametrize(
        ("targets", "override", "expected"),
        [
            ([], False, []),
            (["channel"], False, ["channel aCH"]),
            (["waba"], False, ["waba aWA"]),
            (["waba", "channel"], False, ["channel aCH"]),
            (["waba", "channel"], True, ["waba aWA"]),
            (["partner"], False, []),
        ],
    )
    async def test_chooses_the_number_before_the_waba_unless_that_overrides(
        self, database: Database, partner_id: str, vault: Vault, targets: list[Any], override: bool, expected: list[str]
    ) -> None:
        owners = {"channel": "aCH", "waba": "aWA", "partner": partner_id}
        async with database.writing(partner_id) as db:
            for kind in targets:
                await webhooks.set_target(db, partner_id, kind, owners[kind], f"https://{kind}.example/", {}, vault)
            await db.execute("UPDATE endpoint SET override_all = $1 WHERE kind = 'waba'", override)
        async with database.working_write() as db:
            event_id = await carried.carry(
                db, partner_id, body=b" {not json", type="messages", channel_id="aCH", waba_id="aWA", now=clock.now()
            )
        async with database.reading(partner_id) as db:
            assert await db.fetchval("SELECT body FROM event WHERE id = $1", event_id) == b" {not json"
            assert await owed(db, event_id) == expected


class TestTables:
    @pytest.mark.parametrize("table", ["event", "endpoint", "delivery", "attempt", "failed_delivery"])
    async def test_show_the_application_nothing_of_another_partner(
        self, database: Database, new_partner: Callable[[], Any], table: str
    ) -> None:
        mine, other = await new_partner(), await new_partner()
        for partner in (mine, other):
            async with database.writing(partner) as db:
                await webhooks.set_partner_url(db, partner, "https://a.example/")
                event_id = await webhooks.publish(db, partner, type="client_created", data=b"{}", now=clock.now())
            async with database.working() as db:
                await db.execute(
                    "INSERT INTO attempt"
                    " (partner_id, event_id, endpoint_id, attempt, type, outcome, status, answer, ms)"
                    " VALUES ($1, $2, 1, 1, 't', 'delivered', 200, '', 1)", partner, event_id,
                )  # fmt: skip
                await db.execute(
                    "INSERT INTO failed_delivery (partner_id, endpoint_id, event_id, fault, attempts)"
                    " VALUES ($1, 1, $2, 'dead', 1)", partner, event_id,
                )  # fmt: skip
        async with database.reading(mine) as db:
            assert {row[0] for row in await db.fetch(f"SELECT partner_id FROM {table}")} == {mine}
        async with database.entering() as db:
            assert await db.fetch(f"SELECT 1 FROM {table}") == []

    async def test_take_an_event_of_any_time(self, database: Database, partner_id: str) -> None:
        """The default partition keeps what has no partition of its own."""
        async with database.writing(partner_id) as db:
            for event_id in ("evt_000000000000", "evt_ffffffffffff"):
                await db.execute(
                    "INSERT INTO event (partner_id, id, audience, type, body, created_at)"
                    " VALUES ($1, $2, 'partner', 't', '', now())", partner_id, event_id,
                )  # fmt: skip
            assert await db.fetchval("SELECT count(*) FROM event") == 2


async def owed(db: Db, event_id: str) -> list[str]:
    return [row[0] for row in await db.fetch(OWED, event_id)]


async def publish_and_fail(database: Database, partner_id: str) -> None:
    async with database.writing(partner_id) as db:
        await webhooks.publish(db, partner_id, type="client_created", data=b"{}", now=clock.now())
        raise ZeroDivisionError
