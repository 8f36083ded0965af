"""The delivery worker against a real receiver."""

import hashlib
import hmac

import pytest
from standardwebhooks import Webhook
from tests import carried
from tests.receiver import Receiver, answer, receiving
from tests.waiting import PATIENCE, eventually
from tests.workers.delivering import SECRET, Delivering

from partnerhub import __version__
from partnerhub.domain import webhooks
from partnerhub.domain.webhooks.schedule import ATTEMPTS, CLAIMS, GAPS
from partnerhub.kit import clock


class TestDelivery:
    async def test_brings_the_bytes_of_the_event_once_signed_both_ways(
        self, delivering: Delivering, receiver: Receiver
    ) -> None:
        partner = await delivering.partner(receiver.url("/hook?x=1"), {"X-Key": "hush", "X-Empty": ""})
        (event_id,) = await delivering.owe(partner)
        async with delivering.worker():
            (request,) = await receiver.until("/hook?x=1", 1)
            (attempt,) = await delivering.settled(partner, 1)
        stored = await delivering.owner.fetchval("SELECT body FROM event WHERE id = $1", event_id)
        assert request.body == stored
        expected = hmac.new(SECRET.encode(), request.body, hashlib.sha256).hexdigest()
        assert hmac.compare_digest(request.headers["x-360dialog-signature"], expected)
        Webhook(webhooks.standard_secret(SECRET)).verify(request.body, request.headers)
        assert request.headers["webhook-id"] == event_id
        assert request.headers["content-type"] == "application/json"
        assert request.headers["user-agent"] == f"PartnerHub/{__version__}"
        assert (request.headers["x-key"], request.headers["x-empty"]) == ("hush", "")
        assert (attempt["outcome"], attempt["status"], attempt["answer"]) == ("delivered", 200, b"OK")
        assert await delivering.owed(partner) == []
        assert len(receiver.requests) == 1

    async def test_carries_metas_payload_unchanged_to_the_channel(
        self, delivering: Delivering, receiver: Receiver
    ) -> None:
        partner = await delivering.partner(receiver.url("/partner"))
        payload = b'{ "object":"whatsapp_business_account",\n "entry":[ ] , "odd":1.000 }'
        async with delivering.database.writing(partner) as db:
            await webhooks.set_target(db, partner, "channel", "aCH", receiver.url("/channel"), {}, delivering.vault)
        async with delivering.database.working_write() as db:
            await carried.carry(
                db, partner, body=payload, type="messages", channel_id="aCH", waba_id="aWA", now=clock.now()
            )
        async with delivering.worker():
            (request,) = await receiver.until("/channel", 1)
        assert request.body == payload
        assert receiver.at("/partner") == []

    async def test_keeps_its_connections(self, delivering: Delivering, receiver: Receiver) -> None:
        partner = await delivering.partner(receiver.url())
        await delivering.owe(partner, 300)
        async with delivering.worker():
            await receiver.until("/", 300)
        assert receiver.connections <= 64
        assert len({request.headers["webhook-id"] for request in receiver.requests}) == 300

    async def test_of_a_fifo_endpoint_keeps_the_order_of_each_channel(
        self, delivering: Delivering, receiver: Receiver
    ) -> None:
        partner = await delivering.partner(receiver.url())
        await delivering.owner.execute("UPDATE endpoint SET fifo = true WHERE partner_id = $1", partner)
        order = {channel: await delivering.owe(partner, 30, channel) for channel in ("aCH", "bCH")}
        async with delivering.worker():
            await receiver.until("/", 60)
        came = [request.headers["webhook-id"] for request in receiver.requests]
        for events in order.values():
            assert [event for event in came if event in events] == events


class TestFailure:
    async def test_is_tried_again_with_the_same_id_and_bytes(self, delivering: Delivering, receiver: Receiver) -> None:
        receiver.answers["/"] = lambda n: answer(500, body=b"sorry") if n == 1 else answer(200)
        partner = await delivering.partner(receiver.url())
        await delivering.owe(partner)
        async with delivering.worker():
            await delivering.settled(partner, 1)
            (owed,) = await delivering.owed(partner)
            assert GAPS[0] <= owed["gap"].total_seconds() <= GAPS[0] * 1.2
            await delivering.pass_time()
            first, second = await delivering.settled(partner, 2)
        assert (first["outcome"], first["status"], first["error"], first["answer"]) == (
            "retrying",
            500,
            "status",
            b"sorry",
        )
        assert (second["outcome"], second["attempt"]) == ("delivered", 2)
        one, other = receiver.requests
        assert (one.body, one.headers["webhook-id"]) == (other.body, other.headers["webhook-id"])
        assert (await delivering.endpoint(partner))["failures"] == 0

    async def test_waits_as_long_as_the_receiver_asks(self, delivering: Delivering, receiver: Receiver) -> None:
        receiver.answers["/"] = lambda _: answer(503, headers="retry-after: 7200\r\n")
        partner = await delivering.partner(receiver.url())
        await delivering.owe(partner)
        async with delivering.worker():
            await delivering.settled(partner, 1)
        (owed,) = await delivering.owed(partner)
        assert owed["gap"].total_seconds() == 7200
        assert (await delivering.endpoint(partner))["paused_until"] > clock.now()

    async def test_410_parks_until_the_target_is_set_again(self, delivering: Delivering, receiver: Receiver) -> None:
        receiver.answers["/gone"] = lambda _: answer(410)
        partner = await delivering.partner(receiver.url("/gone"))
        await delivering.owe(partner)
        async with delivering.worker():
            await delivering.settled(partner, 1)
            await eventually(lambda: is_disabled(delivering, partner))
            await delivering.owe(partner)
            await delivering.pass_time()
            async with delivering.database.writing(partner) as db:
                await webhooks.set_partner_url(db, partner, receiver.url("/new"))
            await receiver.until("/new", 2)
        assert len(receiver.at("/gone")) == 1

    async def test_of_the_last_attempt_is_the_receivers(self, delivering: Delivering, receiver: Receiver) -> None:
        receiver.answers["/"] = lambda _: answer(500)
        partner = await delivering.partner(receiver.url())
        await delivering.owe(partner)
        await delivering.owner.execute("UPDATE delivery SET attempt = $1", ATTEMPTS - 1)
        async with delivering.worker():
            (attempt,) = await delivering.settled(partner, 1)
        assert attempt["outcome"] == "exhausted"
        assert await failed(delivering, partner) == [("exhausted", ATTEMPTS)]
        assert await delivering.owed(partner) == []

    async def test_of_ours_is_dead_and_nobody_is_called(self, delivering: Delivering, receiver: Receiver) -> None:
        partner = await delivering.partner(receiver.url())
        await delivering.owe(partner)
        await delivering.owner.execute("UPDATE delivery SET attempt = $1", CLAIMS)
        async with delivering.worker():
            (attempt,) = await delivering.settled(partner, 1)
        assert attempt["outcome"] == "dead"
        assert await failed(delivering, partner) == [("dead", CLAIMS + 1)]
        assert receiver.requests == []
        assert (await delivering.endpoint(partner))["failures"] == 0

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    async def test_is_what_a_redirect_is_and_it_is_not_followed(
        self, delivering: Delivering, receiver: Receiver, status: int
    ) -> None:
        receiver.answers["/"] = lambda _: answer(status, headers=f"location: {receiver.url('/elsewhere')}\r\n")
        partner = await delivering.partner(receiver.url())
        await delivering.owe(partner)
        async with delivering.worker():
            (attempt,) = await delivering.settled(partner, 1)
        assert (attempt["error"], attempt["status"]) == ("redirect", status)
        assert receiver.at("/elsewhere") == []

    @pytest.mark.parametrize(
        ("url", "error"),
        [("http://127.0.0.1:1/", "connect"), ("http://nowhere.invalid/", "dns"), ("ftp://127.0.0.1/", "blocked")],
    )
    async def test_without_an_answer_is_named(self, delivering: Delivering, url: str, error: str) -> None:
        partner = await delivering.partner(url)
        await delivering.owe(partner)
        async with delivering.worker():
            (attempt,) = await delivering.settled(partner, 1)
        assert (attempt["error"], attempt["status"], attempt["outcome"]) == (error, 0, "retrying")

    @pytest.mark.parametrize("said", [b"", b"ICY 200 OK\r\n\r\n", b"<p>received</p>"])
    async def test_by_no_http_is_named(self, delivering: Delivering, receiver: Receiver, said: bytes) -> None:
        receiver.answers["/"] = lambda _: said
        partner = await delivering.partner(receiver.url())
        await delivering.owe(partner)
        async with delivering.worker():
            (attempt,) = await delivering.settled(partner, 1)
        assert attempt["error"] == "broken"

    async def test_many_in_a_row_leave_the_endpoint_alone_for_a_while(
        self, delivering: Delivering, receiver: Receiver
    ) -> None:
        receiver.answers["/"] = lambda _: answer(500)
        partner = await delivering.partner(receiver.url())
        await delivering.owe(partner, 40)
        async with delivering.worker():
            await eventually(lambda: is_paused(delivering, partner))
            receiver.answers["/"] = lambda _: answer(200)
            await eventually(lambda: passed(delivering, partner))


class TestAnswer:
    async def test_is_kept_up_to_16_kib(self, delivering: Delivering, receiver: Receiver) -> None:
        receiver.answers["/"] = lambda _: answer(200, body=b"x" * 5_000_000)
        partner = await delivering.partner(receiver.url())
        await delivering.owe(partner)
        async with delivering.worker():
            (attempt,) = await delivering.settled(partner, 1)
        assert (attempt["outcome"], attempt["answer"]) == ("delivered", b"x" * 16_384)

    async def test_may_be_any_bytes(self, delivering: Delivering, receiver: Receiver) -> None:
        receiver.answers["/"] = lambda _: answer(404, body=bytes(range(256)))
        partner = await delivering.partner(receiver.url())
        await delivering.owe(partner)
        async with delivering.worker():
            (attempt,) = await delivering.settled(partner, 1)
        assert attempt["answer"] == bytes(range(256))


class TestOthers:
    async def test_are_not_slowed_by_an_endpoint_that_hangs(self, delivering: Delivering, receiver: Receiver) -> None:
        receiver.answers["/hangs"] = lambda _: None
        bad, good = await delivering.partner(receiver.url("/hangs")), await delivering.partner(receiver.url("/good"))
        await delivering.owe(bad, 500)
        async with delivering.worker():
            await receiver.until("/hangs", 1)
            await delivering.owe(good, 30)
            await receiver.until("/good", 30)
            assert await delivering.attempts(bad) == [], "none has had its time"
            await delivering.owner.execute(
                "UPDATE endpoint SET disabled_at = now(), standing = 'disabled' WHERE partner_id = $1", bad
            )
            (first, *_) = await delivering.settled(bad, 1)
            assert len(receiver.at("/hangs")) <= 12
        assert first["error"] == "timeout"
        assert first["ms"] >= 4900


class TestStop:
    async def test_finishes_what_is_in_flight_and_settles_it(self, delivering: Delivering) -> None:
        async with receiving() as receiver:
            partner = await delivering.partner(receiver.url())
            await delivering.owe(partner, 200)
            async with delivering.worker() as stop:
                await receiver.until("/", 20)
                stop.set()
            owed = await delivering.owed(partner)
            attempts = await delivering.attempts(partner)
            assert all(one["claim_id"] is None for one in owed)
            assert len(attempts) == len(receiver.requests) == 200 - len(owed)
            assert PATIENCE


async def is_disabled(delivering: Delivering, partner: str) -> bool:
    return (await delivering.endpoint(partner))["disabled_reason"] == "gone"


async def is_paused(delivering: Delivering, partner: str) -> bool:
    endpoint = await delivering.endpoint(partner)
    return endpoint["failures"] >= 10 and endpoint["paused_until"] > clock.now()


async def passed(delivering: Delivering, partner: str) -> bool:
    """Time passes until nothing is owed and nothing fails any more."""
    await delivering.pass_time_but_not_of_leases()
    return await delivering.owed(partner) == [] and (await delivering.endpoint(partner))["failures"] == 0


async def failed(delivering: Delivering, partner: str) -> list[tuple[str, int]]:
    rows = await delivering.owner.fetch("SELECT fault, attempts FROM failed_delivery WHERE partner_id = $1", partner)
    return [tuple(row) for row in rows]
