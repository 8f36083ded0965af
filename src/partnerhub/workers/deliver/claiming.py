"""The worker's round: which endpoints have something due, how much of it to take, and off it goes."""

import asyncio
import secrets
import time

import structlog

from partnerhub.db import hints
from partnerhub.db.pool import TROUBLE, Database, Db
from partnerhub.domain import events
from partnerhub.domain.webhooks import queue
from partnerhub.domain.webhooks.queue import Claimed, DueEndpoint, Settled, Wanted
from partnerhub.domain.webhooks.schedule import Verdict, verdict
from partnerhub.kit import clock
from partnerhub.kit.crypto import Unsealable, Vault
from partnerhub.upstream.receivers.answers import Answer
from partnerhub.upstream.receivers.sending import DEADLINE, Sender
from partnerhub.workers.deliver import counting
from partnerhub.workers.deliver.looking import FIRST, Looking
from partnerhub.workers.deliver.ordered import Order
from partnerhub.workers.deliver.pacing import MOST, Pace, Waiting
from partnerhub.workers.deliver.receivers import Receivers
from partnerhub.workers.deliver.settling import Settler
from partnerhub.workers.deliver.windows import Windows

LEASE = DEADLINE + 3  # seconds: longer than any attempt, or one delivery would run twice at once
IN_FLIGHT = 512  # at most, in one worker
ENDPOINTS = 256  # asked for in one round
BUSY_WAIT, IDLE_WAIT = 0.002, 0.1  # seconds between rounds; a hint ends the second at once
RECONNECT_WAIT = 0.5
PARTITIONS_EVERY = 3600

log = structlog.get_logger(__name__)


async def run(database: Database, vault: Vault, *, any_target: bool, stop: asyncio.Event) -> None:
    """Deliver until `stop` is set; then finish what is in flight, settle it, and return.

    `any_target` (demo and tests) allows loopback and private addresses. A fault of ours in any part ends all of it: a worker
    that goes on without settling, say, would stand still unseen.
    """
    async with Sender(any_target=any_target) as sender, asyncio.TaskGroup() as group:
        worker = Deliverer(database, vault, sender, group)
        beside = [
            group.create_task(_keep_partitions(database)),
            group.create_task(hints.listen(database, queue.OWED, worker.woken)),
            group.create_task(worker.looking.walk_beside()),
        ]
        await worker.work(stop)
        await worker.finish()
        for task in beside:
            task.cancel()


async def _keep_partitions(database: Database) -> None:
    while True:
        try:
            async with database.working() as db:
                await events.make_partitions(db, clock.now())
        except TROUBLE as error:
            log.warning("partitions not made", error=repr(error))
            await asyncio.sleep(RECONNECT_WAIT)
        else:
            await asyncio.sleep(PARTITIONS_EVERY)


class Deliverer:
    """One worker: what it has in flight, and how far round the endpoints it has come."""

    def __init__(self, database: Database, vault: Vault, sender: Sender, group: asyncio.TaskGroup) -> None:
        self._database = database
        self._sender = sender
        self._receivers = Receivers(vault)
        self._windows = Windows(IN_FLIGHT)
        self.woken = asyncio.Event()  # places have become free, or something new is owed
        self._settler = Settler(database, self._settled, group)
        self._pace = Pace(lambda: self._settler.unsettled, self._send, self._give_back)
        self._order = Order()
        self.looking = Looking(database)
        self._after = FIRST
        self._ended = asyncio.Event()

    async def work(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            self.woken.clear()
            try:
                taken = await self._round()
                counting.IN_FLIGHT.set(self._windows.in_flight)
            except TROUBLE as error:
                log.warning("database not reached", error=repr(error))
                await asyncio.sleep(RECONNECT_WAIT)
                continue
            if taken:
                await asyncio.sleep(BUSY_WAIT)
            else:
                await _either(self.woken, stop, IDLE_WAIT)

    async def finish(self) -> None:
        """Wait for what is in flight (bounded by its deadline), and settle it."""
        while self._windows.in_flight:
            self._ended.clear()
            await self._ended.wait()
        await self._settler.finish()

    async def _round(self) -> int:
        if self._windows.free <= 0 or self._settler.unsettled > MOST:
            return 0
        async with self._database.working() as db:
            began = time.monotonic()
            endpoints = await self.looking.due(db, self._after, ENDPOINTS)
            last = endpoints[-1] if len(endpoints) == ENDPOINTS else None
            self._after = (last.partner_id, last.id) if last else FIRST
            wanted = await self._allowed(db, self._windows.share(endpoints))
            if not wanted:
                return 0
            claimed = await self._claim(db, wanted)
            counting.CLAIM_SECONDS.observe(time.monotonic() - began)
            due = {one.id: one for one in endpoints}
            for delivery in claimed:
                await self._begin(db, delivery, due[delivery.endpoint_id])
        self._pace.go_on()
        return len(claimed)

    async def _allowed(self, db: Db, wanted: list[Wanted]) -> list[Wanted]:
        """Without the endpoints whose breaker is open and whose one probe another worker has."""
        failing = [one.endpoint for one in wanted if one.endpoint.standing == "failing"]
        if not failing:
            return wanted
        mine = await queue.probing(db, failing, LEASE)
        return [one for one in wanted if one.endpoint.standing != "failing" or one.endpoint.id in mine]

    async def _claim(self, db: Db, wanted: list[Wanted]) -> list[Claimed]:
        """Most endpoints keep no order, and cost one statement together."""
        claim_id, claimed = secrets.randbits(63), list[Claimed]()
        if loose := [one for one in wanted if one.endpoint.loose]:
            claimed = await queue.claim(db, loose, claim_id=claim_id, lease=LEASE)
        if ordered := [one for one in wanted if one.endpoint.ordered]:
            claimed += await self._order.claim(db, ordered, claim_id=claim_id, lease=LEASE)
        return claimed

    async def _begin(self, db: Db, delivery: Claimed, endpoint: DueEndpoint) -> None:
        if delivery.body is None or delivery.poisonous:
            reason = "no such event" if delivery.body is None else "never settled"
            log.error("delivery given up", event_id=delivery.event_id, reason=reason)
            self._settle(delivery, endpoint, Answer(0, "ours"), Verdict("dead"))
            return
        try:
            receiver = await self._receivers.of(db, endpoint)
        except Unsealable:
            log.exception("endpoint's secrets cannot be unsealed", partner_id=endpoint.partner_id)
            answer = Answer(0, "ours")
            self._settle(delivery, endpoint, answer, verdict(delivery.attempt, answer))
            return
        self._windows.took(endpoint)
        self._pace.put(delivery, endpoint, receiver)

    def _send(self, one: Waiting) -> None:
        delivery, endpoint, body = one.delivery, one.endpoint, one.delivery.body or b""
        lines = one.receiver.lines(delivery.event_id, int(time.time()), body)
        self._sender.send(endpoint.url, lines, body, lambda answer: self._end(delivery, endpoint, answer))

    def _give_back(self, one: Waiting) -> None:
        """PostgreSQL or this worker is too slow: others may take it when the lease ends."""
        log.warning("delivery not sent in time", event_id=one.delivery.event_id)
        self._windows.freed(one.endpoint, failed=False)
        self._ended.set()

    def _end(self, delivery: Claimed, endpoint: DueEndpoint, answer: Answer) -> None:
        self._windows.freed(endpoint, failed=answer.failure is not None)
        self._ended.set()
        self._pace.ended(delivery)
        self._settle(delivery, endpoint, answer, verdict(delivery.attempt, answer))
        self._pace.go_on()

    def _settled(self) -> None:
        """Places have become free."""
        self.woken.set()
        self._pace.go_on()

    def _settle(self, delivery: Claimed, endpoint: DueEndpoint, answer: Answer, said: Verdict) -> None:
        settled = Settled(delivery, said.outcome, said.delay, answer.status, answer.failure, answer.body, answer.ms)
        self._settler.put(settled, endpoint, answer)


async def _either(one: asyncio.Event, other: asyncio.Event, seconds: float) -> None:
    """Return when one of the two is set, or after `seconds`."""
    waiting = [asyncio.create_task(one.wait()), asyncio.create_task(other.wait())]
    await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
