"""A batch of Meta's updates: its signature is checked over the raw bytes, 200 is said once it is committed."""

from typing import Any

import structlog
from litestar import Request

from partnerhub.domain import messaging
from partnerhub.kit import clock, crypto
from partnerhub.kit.problems import Forbidden, Unauthorized
from partnerhub.surfaces.meta_webhooks.metrics import UPDATES

log = structlog.get_logger()

SIGNATURE = "x-hub-signature-256"
PREFIX = "sha256="


class Unsigned(Unauthorized):
    """The header X-Hub-Signature-256 is missing."""


class WronglySigned(Forbidden):
    """The signature does not match the body."""


async def take(request: Request[Any, Any, Any]) -> str:
    body = await request.body()
    check_signature(request.headers.get(SIGNATURE, ""), body, request.app.state.settings.meta_app_secret)
    payload = messaging.taken_apart(body)
    tally = await messaging.receive(request.app.state.database, [payload], now=clock.now())
    request.app.state.hints.give()
    for outcome in tally.__struct_fields__:
        UPDATES.labels(outcome).inc(getattr(tally, outcome))
    if tally.unknown:
        log.warning("meta_updates_for_nobody", updates=tally.unknown)
    return "EVENT_RECEIVED"


def check_signature(given: str, body: bytes, secret: str) -> None:
    if not given:
        raise Unsigned
    if not crypto.same(given, PREFIX + crypto.hmac_sha256_hex(secret, body)):
        raise WronglySigned
