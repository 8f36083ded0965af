"""The log of events: /events."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import asyncpg
import pytest
from tests import carried
from tests.partner_api.asking import ask, assert_error
from tests.world import VAULT, World

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain import channels, webhooks
from partnerhub.domain.events import store
from partnerhub.kit import clock

MESSAGE = b'{"object": "whatsapp_business_account",  "n": 1.50}'


@pytest.fixture
def path(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}/events"


@pytest.fixture
async def owner(dsns: Dsns) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(dsns.owner)
    yield connection
    await connection.close()


async def publish(database: Database, acme: World, kind: str = "template_status") -> str:
    async with database.writing(acme.partner.partner_id) as db:
        return await webhooks.publish(db, acme.partner.partner_id, type=kind, data=b'{"a":1}', now=clock.now())


async def carry(database: Database, acme: World) -> str:
    side = acme.partner
    async with database.writing(side.partner_id) as db:
        return await carried.carry(
            db, side.partner_id,
            body=MESSAGE, type="messages", channel_id=side.channel_id, waba_id=side.waba_id, client_id=side.client_id,
            now=clock.now(),
        )  # fmt: skip


async def names(api: aiohttp.ClientSession, path: str, **params: str) -> list[str]:
    status, body = await ask(api, "GET", path, params=params)
    assert status == 200, body
    return [event["type"] for event in body["events"]]


class TestTheList:
    async def test_is_read_backwards_page_by_page(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str
    ) -> None:
        made = [await publish(database, acme, f"kind_{n}") for n in range(5)]
        first = (await ask(api, "GET", path, params={"limit": "3"}))[1]
        assert [event["id"] for event in first["events"]] == made[:1:-1]
        await publish(database, acme, "later")
        second = (await ask(api, "GET", path, params={"limit": "200", "cursor": first["next_cursor"]}))[1]
        assert [event["id"] for event in second["events"]][:2] == [made[1], made[0]]
        assert second["next_cursor"] is None

    async def test_holds_the_body_that_receivers_get(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str
    ) -> None:
        event_id = await publish(database, acme)
        listed = (await ask(api, "GET", path))[1]["events"][0]
        assert listed["body"] == {"id": event_id, "event": "template_status", "data": {"a": 1}}
        assert await ask(api, "GET", f"{path}/{event_id}") == (200, listed)

    async def test_is_filtered_by_type_client_and_channel(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str
    ) -> None:
        await carry(database, acme)
        side = acme.partner
        assert await names(api, path, type="messages") == ["messages"]
        assert await names(api, path, type="messages", client_id=side.client_id, channel_id=side.channel_id) == [
            "messages"
        ]
        assert await names(api, path, channel_id=side.channel_id, type="channel_live") == ["channel_live"]
        assert (await names(api, path, client_id=side.client_id))[-1] == "client_created"
        assert await names(api, path, channel_id=acme.rival.channel_id) == []

    async def test_is_cut_by_time(self, api: aiohttp.ClientSession, database: Database, acme: World, path: str) -> None:
        before = clock.now()
        await publish(database, acme, "now")
        assert await names(api, path, since=before.isoformat()) == ["now"]
        assert "now" not in await names(api, path, until=before.isoformat())
        assert await names(api, path, since=(before + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S")) == []

    @pytest.mark.parametrize(
        ("name", "value"),
        [("limit", "0"), ("limit", "-1"), ("since", "yesterday"), ("until", "12:00"),
         ("cursor", "a\0b"), ("type", "\0"), ("client_id", "x" * 101)],
    )  # fmt: skip
    async def test_names_the_parameter_at_fault(
        self, api: aiohttp.ClientSession, path: str, name: str, value: str
    ) -> None:
        assert_error(*await ask(api, "GET", path, params={name: value}), 400, name)

    async def test_takes_one_cursor_only(self, api: aiohttp.ClientSession, path: str) -> None:
        assert_error(*await ask(api, "GET", f"{path}?cursor=x&cursor="), 400, "cursor")

    async def test_is_found_through_indexes_whatever_is_asked(self, acme: World, owner: asyncpg.Connection) -> None:
        """Through the key of each partition, or a filter's own index: never by reading the table."""
        await owner.execute("SET enable_seqscan = off")
        for filters, statement in store.PAGES.items():
            plan = await owner.fetch(
                f"EXPLAIN {statement}", acme.partner.partner_id, "evt_0", "evt_g", 51, *(["x"] * len(filters))
            )
            text = "\n".join(row[0] for row in plan)
            assert "Index" in text, text
            assert "Seq Scan" not in text, text


class TestOneEvent:
    async def test_of_a_channel_is_closed_to_the_partner_while_the_client_does_not_share_it(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str
    ) -> None:
        event_id, side = await carry(database, acme), acme.partner
        assert (await ask(api, "GET", f"{path}/{event_id}"))[1]["body"] == {
            "object": "whatsapp_business_account",
            "n": 1.5,
        }
        async with api.get(f"{path}/{event_id}") as answer:
            assert MESSAGE in await answer.read()
        async with database.writing(side.partner_id) as db:
            await channels.revoke_permission(db, side.partner_id, side.channel_id, actor="test", now=clock.now())
        assert (await ask(api, "GET", f"{path}/{event_id}"))[1]["body"] is None
        assert (await ask(api, "GET", path, params={"type": "messages"}))[1]["events"][0]["body"] is None

    async def test_that_is_not_there_is_404(self, api: aiohttp.ClientSession, acme: World, path: str) -> None:
        for event_id in ("evt_0", acme.rival.event_id):
            for what in ("", "/attempts"):
                assert_error(*await ask(api, "GET", f"{path}/{event_id}{what}"), 404, "Event not found")
            assert_error(*await ask(api, "POST", f"{path}/{event_id}/replay"), 404, "Event not found")


class TestAttempts:
    async def test_tell_what_came_of_each_with_secrets_masked(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        side = acme.partner
        async with database.writing(side.partner_id) as db:
            await webhooks.set_target(
                db,
                side.partner_id,
                "partner",
                side.partner_id,
                "https://a.example/",
                {"authorization": "Bearer tulip"},
                VAULT,
            )
        event_id = await publish(database, acme)
        await attempt(database, side.partner_id, event_id, b"got Bearer tulip and a platform secret \xff")
        body = (await ask(api, "GET", f"{path}/{event_id}/attempts"))[1]
        (one,) = body["attempts"]
        endpoint = {"kind": "partner", "owner_id": side.partner_id}
        assert one | {"at": ""} == {
            "at": "", "attempt": 1, "endpoint": endpoint, "outcome": "retrying", "status": 503, "error": "status",
            "ms": 12, "answer": "got *** and *** \ufffd",
        }  # fmt: skip
        (owed,) = body["deliveries"]
        assert (owed["endpoint"], owed["state"], owed["attempts"]) == (endpoint, "waiting", 0)

        async def settled_in_between(*given: Any) -> list[Any]:
            async with database.working() as db:
                await db.execute("DELETE FROM delivery WHERE event_id = $1", event_id)
            return await read_owed(*given)

        read_owed = webhooks.owed
        monkeypatch.setattr(webhooks, "owed", settled_in_between)
        assert (await ask(api, "GET", f"{path}/{event_id}/attempts"))[1] == body, "attempts and debts are of one moment"

    async def test_of_a_channel_that_is_not_shared_hide_the_answer(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str
    ) -> None:
        side = acme.partner
        async with database.writing(side.partner_id) as db:
            await webhooks.set_target(db, side.partner_id, "channel", side.channel_id, "https://c.example/", {}, VAULT)
        event_id = await carry(database, acme)
        await attempt(database, side.partner_id, event_id, b"hello")
        assert (await ask(api, "GET", f"{path}/{event_id}/attempts"))[1]["attempts"][0]["answer"] == "hello"
        async with database.writing(side.partner_id) as db:
            await channels.revoke_permission(db, side.partner_id, side.channel_id, actor="test", now=clock.now())
        assert (await ask(api, "GET", f"{path}/{event_id}/attempts"))[1]["attempts"][0]["answer"] is None


class TestReplay:
    async def test_owes_the_event_to_the_endpoint_of_today(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str
    ) -> None:
        event_id, side = await publish(database, acme), acme.partner
        assert_error(*await ask(api, "POST", f"{path}/{event_id}/replay"), 409, "no webhook URL")
        async with database.writing(side.partner_id) as db:
            await webhooks.set_partner_url(db, side.partner_id, "https://a.example/")
        status, body = await ask(api, "POST", f"{path}/{event_id}/replay")
        assert (status, body["meta"]["http_code"]) == (202, 202)
        assert await owed(database, side.partner_id, event_id) == [(True, 0)]

    async def test_makes_due_what_is_owed_already_and_owes_it_once(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, owner: asyncpg.Connection
    ) -> None:
        side = acme.partner
        async with database.writing(side.partner_id) as db:
            await webhooks.set_partner_url(db, side.partner_id, "https://a.example/")
        event_id = await publish(database, acme)
        await owner.execute("UPDATE delivery SET next_at = now() + '1 day', attempt = 5 WHERE event_id = $1", event_id)
        assert await owed(database, side.partner_id, event_id) == [(False, 5)]
        assert (await ask(api, "POST", f"{path}/{event_id}/replay"))[0] == 202
        assert await owed(database, side.partner_id, event_id) == [(True, 5)]

    async def test_leaves_alone_what_a_worker_has_in_hand(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str, owner: asyncpg.Connection
    ) -> None:
        side = acme.partner
        async with database.writing(side.partner_id) as db:
            await webhooks.set_partner_url(db, side.partner_id, "https://a.example/")
        event_id = await publish(database, acme)
        await owner.execute("UPDATE delivery SET next_at = now() + '9 s', claim_id = 7 WHERE event_id = $1", event_id)
        assert (await ask(api, "POST", f"{path}/{event_id}/replay"))[0] == 202
        assert await owed(database, side.partner_id, event_id) == [(False, 0)]

    async def test_sends_a_channels_event_to_the_channels_endpoint(
        self, api: aiohttp.ClientSession, database: Database, acme: World, path: str
    ) -> None:
        event_id, side = await carry(database, acme), acme.partner
        async with database.writing(side.partner_id) as db:
            await webhooks.set_partner_url(db, side.partner_id, "https://a.example/")
        assert_error(*await ask(api, "POST", f"{path}/{event_id}/replay"), 409, "no webhook URL")
        async with database.writing(side.partner_id) as db:
            await webhooks.set_target(db, side.partner_id, "waba", side.waba_id, "https://w.example/", {}, VAULT)
        assert (await ask(api, "POST", f"{path}/{event_id}/replay"))[0] == 202
        assert len(await owed(database, side.partner_id, event_id)) == 1


async def attempt(database: Database, partner_id: str, event_id: str, answer: bytes) -> None:
    """As the worker logs one."""
    async with database.working() as db:
        await db.execute(
            "INSERT INTO attempt (partner_id, event_id, endpoint_id, attempt, type, outcome, status, error, answer, ms)"
            " SELECT partner_id, $2, id, 1, 't', 'retrying', 503, 'status', $3, 12 FROM endpoint WHERE partner_id = $1",
            partner_id, event_id, answer,
        )  # fmt: skip


async def owed(database: Database, partner_id: str, event_id: str) -> list[Any]:
    async with database.reading(partner_id) as db:
        rows = await db.fetch("SELECT next_at <= now() AS due, attempt FROM delivery WHERE event_id = $1", event_id)
    return [tuple(row) for row in rows]
