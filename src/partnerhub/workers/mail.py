"""Sends the letters that wait."""

import asyncio
from contextlib import suppress

import structlog

from partnerhub.db.pool import TROUBLE, Database
from partnerhub.domain import letters
from partnerhub.domain.letters import SendLetter
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault

POLL = 1.0  # seconds between looks: a person waits for the letter

log = structlog.get_logger("mail")


async def run(database: Database, send: SendLetter, vault: Vault, *, stop: asyncio.Event) -> None:
    """Until `stop` is set. What is under way then is finished first."""
    while not stop.is_set():
        if not await _sent(database, send, vault):
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL)


async def _sent(database: Database, send: SendLetter, vault: Vault) -> int:
    try:
        return await letters.send_due(database, send, vault=vault, now=clock.now)
    except TROUBLE:
        log.exception("mail_failed")
        return 0
