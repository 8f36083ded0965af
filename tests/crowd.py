"""As many as may wait for a password's hash do wait."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from partnerhub.domain.access import passwords


@asynccontextmanager
async def crowd() -> AsyncGenerator[None]:
    """Nobody leaves before the end: who is served stands in line again at once."""
    waiting = [asyncio.create_task(_stay()) for _ in range(passwords.WAITING_AT_MOST)]
    await asyncio.sleep(0)
    try:
        yield
    finally:
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


async def _stay() -> None:
    while True:
        await passwords.hashed("correct horse battery")
