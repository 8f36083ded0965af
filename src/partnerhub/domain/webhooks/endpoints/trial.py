"""A test call: one signed event, made for it, sent at once, and what came of it.

It is no delivery: it is in no log, it is not repeated, and how the endpoint stands is not judged by it.
"""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.partners import find_secrets
from partnerhub.domain.webhooks.endpoints import store
from partnerhub.domain.webhooks.endpoints.ids import name_of
from partnerhub.domain.webhooks.endpoints.store import Endpoint
from partnerhub.domain.webhooks.headers import ALWAYS, as_lines
from partnerhub.domain.webhooks.log import NoEndpoint, masked
from partnerhub.domain.webhooks.signing import Signer, platform_secret
from partnerhub.domain.webhooks.targets import unsealed_headers
from partnerhub.kit import clock, ids
from partnerhub.kit.crypto import Vault
from partnerhub.kit.words import t
from partnerhub.upstream.receivers.answers import Answer
from partnerhub.upstream.receivers.sending import Sender

NAME = "webhook_test"


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """`secrets`: what must not be repeated to whoever asked."""

    event_id: str
    url: str
    lines: list[str]
    body: bytes
    secrets: list[str]


async def own(db: Db, partner_id: str) -> Endpoint:
    """The partner's own endpoint. Raises NoEndpoint."""
    found = await store.find_own(db, partner_id)
    if found is None:
        raise NoEndpoint(t("There is no webhook URL to test."))
    return found


async def make(db: Db, partner_id: str, endpoint: Endpoint, vault: Vault, now: datetime) -> Call:
    """Headers and signatures as on any webhook. A partner without a platform secret gets one. Raises NoEndpoint."""
    if endpoint.url is None:
        raise NoEndpoint(t("There is no webhook URL to test."))
    newest = Signer(await platform_secret(db, partner_id, vault))
    kept = [vault.unseal(sealed) for sealed in (await find_secrets(db, partner_id)).at(now)]
    headers = unsealed_headers(await store.find_headers(db, partner_id, endpoint.id), vault)
    event_id = ids.prefixed_uuid7("evt")
    body = _body(event_id, endpoint, now)
    signatures = newest.headers(event_id, int(now.timestamp()), body, *map(Signer, kept[1:]))
    return Call(
        event_id=event_id, url=endpoint.url, lines=[*ALWAYS, *as_lines(headers), *signatures], body=body,
        secrets=[*kept, *headers.values()],
    )  # fmt: skip


async def send(call: Call, *, any_target: bool) -> Answer:
    """No transaction may be open: it takes up to ten seconds. On a connection of its own, so that all of the way is tried."""
    async with Sender(any_target=any_target) as sender:
        answer = await sender.post(call.url, call.lines, call.body)
    return Answer(
        answer.status, answer.failure, masked(answer.body, call.secrets), answer.ms, answer.retry_after, answer.address
    )


def _body(event_id: str, endpoint: Endpoint, now: datetime) -> bytes:
    """In the form that the endpoint knows: the partner's envelope, or Meta's, with a field that no receiver acts upon."""
    facts = {"endpoint": {"id": name_of(endpoint.id), "kind": endpoint.kind, "owner_id": endpoint.owner_id}}
    if endpoint.kind == "partner":
        return msgspec.json.encode({"id": event_id, "event": NAME, "data": facts | {"sent_at": clock.iso(now)}})
    change = {"field": NAME, "value": facts}
    entry = {"id": "0", "time": int(now.timestamp()), "changes": [change]}
    return msgspec.json.encode({"object": "whatsapp_business_account", "entry": [entry]})
