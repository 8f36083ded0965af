"""What stands around every request."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from structlog.testing import capture_logs
from tests.serving import alone, client_of, served
from tests.world import VAULT
from yarl import URL

from partnerhub.app.dispatch import Dispatch, Surfaces
from partnerhub.db.pool import Database
from partnerhub.settings import Settings
from partnerhub.surfaces import meta_webhooks


class TrialError(Exception):
    """What a start or a stop may fail with."""


HALF = b"POST /meta/webhook HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"


async def test_a_caller_who_hangs_up_while_speaking_is_no_crash(database: Database) -> None:
    settings = Settings(demo=True, secret_key=VAULT.derive("dispatch").hex())
    app = alone("meta_webhooks", meta_webhooks.create(database, settings), settings)
    with capture_logs() as said:
        async with served(app) as base:
            _, writer = await asyncio.open_connection("127.0.0.1", int(base.rpartition(":")[2]))
            writer.write(HALF)
            await writer.drain()
            writer.close()
        requests = [one["status"] for one in said if one["event"] == "request"]  # the server has stopped, so it is over
    assert requests == [499]
    assert [one for one in said if one["log_level"] in {"error", "critical"}] == []


async def test_a_base_url_that_ends_with_a_slash_leads_to_the_same(database: Database) -> None:
    settings = Settings(demo=True, secret_key=VAULT.derive("dispatch").hex())
    app = alone("meta_webhooks", meta_webhooks.create(database, settings), settings)
    async with served(app) as base, client_of(base + "/") as meta:
        for path in ("/meta/webhook", "//meta/webhook"):
            async with meta.post(URL(base + path, encoded=True), data=b"{}") as answer:
                assert answer.status in {401, 403}


@pytest.mark.parametrize(
    ("fails", "said"), [("start", "lifespan.startup.failed"), ("stop", "lifespan.shutdown.failed")]
)
async def test_what_fails_at_the_end_is_not_told_as_a_start_that_failed(fails: str, said: str) -> None:
    @asynccontextmanager
    async def life() -> AsyncIterator[None]:
        if fails == "start":
            raise TrialError
        yield
        raise TrialError

    app = Dispatch(Surfaces(**dict.fromkeys(Surfaces.__struct_fields__)), Settings(), life)  # type: ignore[arg-type]
    told: list[Any] = []
    asked = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])

    async def receive() -> Any:
        return next(asked)

    async def send(message: Any) -> None:
        told.append(message["type"])

    with pytest.raises(TrialError):
        await app({"type": "lifespan"}, receive, send)
    assert told[-1] == said
