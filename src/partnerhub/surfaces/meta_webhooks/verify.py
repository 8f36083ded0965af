"""Meta's handshake: whoever knows our verify token gets the challenge back."""

from typing import Any

from litestar import Request

from partnerhub.kit import crypto
from partnerhub.kit.problems import Forbidden


class NotOurs(Forbidden):
    """The verification does not carry our token."""


async def verify(request: Request[Any, Any, Any]) -> str:
    asked = request.query_params
    known = crypto.same(asked.get("hub.verify_token", ""), request.app.state.settings.meta_verify_token)
    if not known or asked.get("hub.mode") != "subscribe":
        raise NotOurs
    return asked.get("hub.challenge", "")
