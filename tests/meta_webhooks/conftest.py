"""Our side of Meta's webhooks on a real port, a world to send for, and Meta's signature."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import msgspec
import pytest
from tests import world
from tests.serving import alone, client_of, served
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.kit.crypto import hmac_sha256_hex
from partnerhub.settings import Settings
from partnerhub.surfaces import meta_webhooks

SECRET = "the app's secret"
OLD_SECRET = "the secret before it"
SETTINGS = Settings(meta_app_secret=SECRET, meta_previous_app_secret=OLD_SECRET, meta_verify_token="the verify token")
PATH = "/meta/webhook"

Send = Callable[[bytes], Awaitable[int]]
Carried = Callable[[str], Awaitable[list[bytes]]]


@pytest.fixture(scope="session")
async def base(database: Database) -> AsyncIterator[str]:
    async with served(alone("meta_webhooks", meta_webhooks.create(database, SETTINGS), SETTINGS)) as url:
        yield url


@pytest.fixture
async def acme(database: Database) -> World:
    return await world.make(database)


@pytest.fixture
async def meta(base: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with client_of(base) as session:
        yield session


@pytest.fixture
def send(meta: aiohttp.ClientSession) -> Send:
    """POST a body as Meta signs it; the status."""

    async def post(body: bytes) -> int:
        async with meta.post(PATH, data=body, headers=signed(body)) as answer:
            return answer.status

    return post


@pytest.fixture
def carried(database: Database) -> Carried:
    """What was recorded for a channel's receivers, in order."""

    async def bodies(channel_id: str) -> list[bytes]:
        async with database.working() as db:
            rows = await db.fetch(
                "SELECT body FROM event WHERE audience = 'channel' AND channel_id = $1 ORDER BY id", channel_id
            )
        return [row["body"] for row in rows]

    return bodies


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    return {"x-hub-signature-256": "sha256=" + hmac_sha256_hex(secret, body)}


def change(phone_number_id: str, **value: Any) -> dict[str, Any]:
    metadata = {"display_phone_number": "49", "phone_number_id": phone_number_id}
    return {"value": {"messaging_product": "whatsapp", "metadata": metadata, **value}, "field": "messages"}


def message(message_id: str, text: str = "Hi") -> dict[str, Any]:
    body = {"from": "4915100000000", "id": message_id, "timestamp": "1", "type": "text", "text": {"body": text}}
    return {"contacts": [{"profile": {"name": "Ada"}, "wa_id": "4915100000000"}], "messages": [body]}


def status(message_id: str, what: str) -> dict[str, Any]:
    return {"statuses": [{"id": message_id, "status": what, "timestamp": "1", "recipient_id": "4915100000000"}]}


def payload(*entries: tuple[str, list[dict[str, Any]]]) -> bytes:
    """(WABA id, changes) of each entry."""
    made = [{"id": waba, "changes": changes} for waba, changes in entries]
    return msgspec.json.encode({"object": "whatsapp_business_account", "entry": made})
