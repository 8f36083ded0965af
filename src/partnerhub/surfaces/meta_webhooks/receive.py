"""A batch of Meta's updates: its signature is checked over the raw bytes, 200 is said once it is committed."""

from collections.abc import Iterable
from typing import Any

from litestar import Request

from partnerhub.domain import messaging
from partnerhub.kit import crypto, failpoints
from partnerhub.kit.problems import Forbidden, Unauthorized

SIGNATURE = "x-hub-signature-256"
PREFIX = "sha256="


class Unsigned(Unauthorized):
    """The header X-Hub-Signature-256 is missing."""


class WronglySigned(Forbidden):
    """The signature does not match the body."""


async def take(request: Request[Any, Any, Any]) -> str:
    body = await request.body()
    failpoints.step("accept: read")
    check_signature(request.headers.get(SIGNATURE, ""), body, request.app.state.settings.meta_app_secrets)
    await request.app.state.intake.put(messaging.taken_apart(body))
    failpoints.step("accept: about to answer")
    return "EVENT_RECEIVED"


def check_signature(given: str, body: bytes, secrets: Iterable[str]) -> None:
    """Any of the secrets may have made it: while one takes the other's place, Meta signs with either."""
    if not given:
        raise Unsigned
    if not any(crypto.same(given, PREFIX + crypto.hmac_sha256_hex(secret, body)) for secret in secrets):
        raise WronglySigned
