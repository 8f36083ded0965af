"""Sending what waits: claimed, sent without a transaction, settled. A letter may arrive twice, and never not at all."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from partnerhub.db.pool import Database, Row
from partnerhub.domain.letters import store
from partnerhub.kit.crypto import Vault
from partnerhub.upstream.mail import Letter, MailError

AT_ONCE = 8
LEASE = timedelta(minutes=2)  # longer than any sending: upstream.mail gives up after a minute
AGAIN_AFTER = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)

log = structlog.get_logger("letters")
SendLetter = Callable[[Letter], Awaitable[None]]


async def send_due(database: Database, send: SendLetter, *, vault: Vault, now: Callable[[], datetime]) -> int:
    """One round; returns how many letters were due."""
    async with database.working() as db:
        rows = await store.claim(db, claim=uuid.uuid4(), now=now(), lease=LEASE, limit=AT_ONCE)
    await asyncio.gather(*(_send(database, send, row, vault, now) for row in rows))
    return len(rows)


async def _send(
    database: Database, send: SendLetter, row: Row, vault: Vault, now: Callable[[], datetime]
) -> None:  # fmt: skip
    letter = Letter(recipient=row["recipient"], subject=row["subject"], text=vault.unseal(row["body"]))
    sent, due = None, None
    try:
        await send(letter)
        sent = now()
    except MailError as error:
        due = _again(row["attempts"], now()) if error.passing else None
        log.warning("letter not sent", letter_id=row["id"], again_at=due, error=str(error))
    async with database.working() as db:
        await store.settle(db, row["partner_id"], row["id"], row["claim"], sent=sent, due=due)


def _again(attempts: int, now: datetime) -> datetime | None:
    """None: enough."""
    return now + AGAIN_AFTER[attempts - 1] if attempts <= len(AGAIN_AFTER) else None
