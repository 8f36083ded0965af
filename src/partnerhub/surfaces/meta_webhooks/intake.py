"""From a checked payload to its commit: in a batch with others, and whoever delivers is told of it."""

from collections.abc import Sequence

import structlog

from partnerhub.db.hints import Hints
from partnerhub.db.pool import Database
from partnerhub.domain import messaging, webhooks
from partnerhub.domain.messaging import Payload
from partnerhub.kit import clock, failpoints
from partnerhub.surfaces.meta_webhooks.batches import Batches
from partnerhub.surfaces.meta_webhooks.metrics import UPDATES

log = structlog.get_logger()


class Intake:
    """What concerns a whole account goes one by one beside the batches: it locks rows that others may hold."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._hints = Hints(database, webhooks.OWED)
        self._of_numbers = Batches(self._write)
        self._of_accounts = Batches(self._write, most=1)

    async def put(self, payload: Payload) -> None:
        """Returns once it is committed. Raises `batches.NotNow`."""
        if payload.changes:
            await (self._of_accounts if payload.of_accounts else self._of_numbers).put(payload)

    async def close(self) -> None:
        await self._of_numbers.close()
        await self._of_accounts.close()
        await self._hints.close()

    async def _write(self, payloads: Sequence[Payload]) -> None:
        tally = await messaging.receive(self._database, payloads, now=clock.now())
        failpoints.step("accept: committed")
        self._hints.give()
        for outcome in tally.__struct_fields__:
            UPDATES.labels(outcome).inc(getattr(tally, outcome))
        if tally.unknown:
            log.warning("meta_updates_for_nobody", updates=tally.unknown)
