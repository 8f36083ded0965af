"""The log of attempts over all events: /webhook_attempts."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import asyncpg
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.world import VAULT, World

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain import webhooks
from partnerhub.domain.webhooks.attempt_log import store
from partnerhub.domain.webhooks.attempt_log.store import Chosen
from partnerhub.domain.webhooks.endpoints.ids import name_of
from partnerhub.kit import clock

LOG = """
INSERT INTO attempt
    (partner_id, at, event_id, endpoint_id, attempt, type, client_id, channel_id, outcome, status, error, answer, ms)
VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, 'secret answer', 41)
"""
NOW = clock.now()


@pytest.fixture
def path(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}/webhook_attempts"


@pytest.fixture
async def owner(dsns: Dsns) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(dsns.owner)
    yield connection
    await connection.close()


class Log:
    """Writes attempts to two endpoints: the partner's own and its channel's."""

    def __init__(self, owner: asyncpg.Connection, partner_id: str, endpoints: dict[str, int]) -> None:
        self.owner, self.partner_id, self.endpoints, self.count = owner, partner_id, endpoints, 0

    async def add(
        self, *, at: datetime | None = None, to: str = "partner", type: str = "messages", client: str | None = None,  # noqa: A002
        channel: str | None = None, outcome: str = "delivered", status: int = 200, error: str | None = None,
    ) -> str:  # fmt: skip
        """The event's id, by which the attempt is known again. Each is a second later than the one before."""
        self.count += 1
        event_id = f"evt_{self.count:032x}"
        await self.owner.execute(
            LOG, self.partner_id, at or NOW + timedelta(seconds=self.count), event_id, self.endpoints[to], type, client, channel,
            outcome, status, error,
        )  # fmt: skip
        return event_id


@pytest.fixture
async def log(owner: asyncpg.Connection, database: Database, acme: World) -> Log:
    side = acme.partner
    async with database.writing(side.partner_id) as db:
        await webhooks.set_partner_url(db, side.partner_id, "https://a.example/own")
        await webhooks.set_target(db, side.partner_id, "channel", side.channel_id, "https://c.example/in", {}, VAULT)
        rows = await db.fetch("SELECT kind, id FROM endpoint")
    return Log(owner, side.partner_id, {row["kind"]: row["id"] for row in rows})


async def listed(api: aiohttp.ClientSession, path: str, **params: str) -> list[str]:
    status, body = await ask(api, "GET", path, params=params)
    assert status == 200, body
    return [one["event_id"] for one in body["webhook_attempts"]]


class TestTheList:
    async def test_is_read_backwards_page_by_page(self, api: aiohttp.ClientSession, path: str, log: Log) -> None:
        at = NOW + timedelta(seconds=5)
        made = [await log.add(at=at) for _ in range(5)]  # of the very same moment
        first = (await ask(api, "GET", path, params={"limit": "3"}))[1]
        assert [one["event_id"] for one in first["webhook_attempts"]] == made[:1:-1]
        await log.add()
        second = (await ask(api, "GET", path, params={"limit": "3", "cursor": first["next_cursor"]}))[1]
        assert [one["event_id"] for one in second["webhook_attempts"]][:2] == [made[1], made[0]]

    async def test_tells_of_each_attempt_and_not_what_was_answered(
        self, api: aiohttp.ClientSession, path: str, log: Log, acme: World
    ) -> None:
        event_id = await log.add(to="channel", channel="aCH", outcome="retrying", status=0, error="dns")
        (one,) = (await ask(api, "GET", path))[1]["webhook_attempts"]
        assert one | {"id": "", "at": ""} == {
            "id": "", "at": "", "event_id": event_id, "type": "messages", "client_id": None, "channel_id": "aCH",
            "endpoint": {
                "id": name_of(log.endpoints["channel"]), "kind": "channel", "owner_id": acme.partner.channel_id, "name": None,
            },
            "attempt": 1, "outcome": "retrying", "status": None, "error": "dns", "ms": 41,
        }  # fmt: skip

    async def test_is_cut_by_time(self, api: aiohttp.ClientSession, path: str, log: Log) -> None:
        made = [await log.add() for _ in range(3)]
        middle = (NOW + timedelta(seconds=2)).isoformat()
        assert await listed(api, path, since=middle) == made[:0:-1]
        assert await listed(api, path, until=middle) == made[:1]

    async def test_of_the_rival_is_not_in_it(
        self, api: aiohttp.ClientSession, path: str, log: Log, acme: World, owner: asyncpg.Connection
    ) -> None:
        await Log(owner, acme.rival.partner_id, log.endpoints).add()
        assert await listed(api, path) == []


class TestFilters:
    @pytest.mark.parametrize(
        ("asked", "which"),
        [
            ({"outcome": "delivered"}, [0, 1]), ({"outcome": "failed"}, [2, 3, 4]), ({"outcome": "dead"}, [4]),
            ({"status": "200"}, [0]), ({"status": "503"}, [2]), ({"status": "0"}, [3, 4]), ({"error": "timeout"}, [3]),
            ({"type": "messages"}, [0, 2, 3]), ({"type": "client_created"}, [1]), ({"client_id": "bCL"}, [1, 4]),
            ({"channel_id": "aCH"}, [2]), ({"endpoint": "channel"}, [2, 3]), ({"status": ""}, [0, 1, 2, 3, 4]),
            ({"endpoint": "channel", "outcome": "failed", "status": "0"}, [3]), ({"outcome": "failed", "error": "dns"}, []),
        ],
    )  # fmt: skip
    async def test_let_through_what_they_say(
        self, api: aiohttp.ClientSession, path: str, log: Log, asked: dict[str, str], which: list[int]
    ) -> None:
        made = [
            await log.add(),
            await log.add(type="client_created", client="bCL", status=201),
            await log.add(to="channel", channel="aCH", outcome="retrying", status=503, error="status"),
            await log.add(to="channel", outcome="exhausted", status=0, error="timeout"),
            await log.add(type="channel_live", client="bCL", outcome="dead", status=0, error="ours"),
        ]
        params = dict(asked)
        if "endpoint" in params:
            params["endpoint_id"] = name_of(log.endpoints[params.pop("endpoint")])
        assert await listed(api, path, **params) == [made[n] for n in reversed(which)]

    @pytest.mark.parametrize(
        ("name", "value"),
        [("outcome", "lost"), ("status", "-1"), ("status", "abc"), ("status", "1000"), ("error", "x"), ("limit", "0"),
         ("cursor", "att_1"), ("client_id", "\0"), ("since", "yesterday")],
    )  # fmt: skip
    async def test_name_the_parameter_at_fault(
        self, api: aiohttp.ClientSession, path: str, name: str, value: str
    ) -> None:
        assert_error(*await ask(api, "GET", path, params={name: value}), 400, name)

    async def test_by_an_endpoint_that_is_not_there_is_404(self, api: aiohttp.ClientSession, path: str) -> None:
        assert_error(*await ask(api, "GET", path, params={"endpoint_id": "whe_999999999999"}), 404, "endpoint")

    async def test_by_a_cursor_beyond_all_time_is_an_empty_page_or_a_whole_one(
        self, api: aiohttp.ClientSession, path: str, log: Log
    ) -> None:
        made = await log.add()
        assert await listed(api, path, cursor="att_" + "f" * 32) == [made]
        assert await listed(api, path, cursor="att_" + "0" * 32) == []


class TestIndexes:
    @pytest.mark.parametrize(
        "chosen",
        [Chosen(), Chosen(endpoint_id=1), Chosen(client_id="aCL"), Chosen(channel_id="aCH"), Chosen(type="client_created"),
         Chosen(outcome="failed"), Chosen(outcome="dead"), Chosen(status=503), Chosen(error="dns")],
    )  # fmt: skip
    async def test_serve_every_filter(self, owner: asyncpg.Connection, chosen: Chosen) -> None:
        """In the order of the log: no page is sorted."""
        text, values = store.conditions(chosen)
        await owner.execute("SET enable_seqscan = off; SET enable_bitmapscan = off")
        arguments: tuple[Any, ...] = ("aPA", NOW - timedelta(days=1), NOW, 0, 51, *values)
        plan = await owner.fetch("EXPLAIN " + store.PAGE.format(text), *arguments)
        told = "\n".join(row[0] for row in plan)
        assert "Seq Scan on attempt" not in told
        assert told.count("Sort ") + told.count("Sort\n") <= 1, told  # the page of endpoints' names, not the log
