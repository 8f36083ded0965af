"""Whether a callback is what it says: asked with hub.challenge before it is believed (B.6)."""

import secrets

import aiohttp

from partnerhub.kit.urls import with_query
from partnerhub.sandbox.wire.envelope import GraphError

LONGEST_URL = 200
TIMEOUT = aiohttp.ClientTimeout(total=5)


async def verify(url: str, verify_token: str) -> None:
    """Raises unless `url` is empty or answers its challenge."""
    if not url:
        return
    if len(url) > LONGEST_URL or not url.startswith(("https://", "http://")):
        raise GraphError(100, "override_callback_uri must be a URL of at most 200 characters.")
    if not verify_token:
        raise GraphError(100, title="The parameter verify_token is required.")
    challenge = str(secrets.randbelow(10**10))
    asked = [("hub.mode", "subscribe"), ("hub.challenge", challenge), ("hub.verify_token", verify_token)]
    if await _answer(with_query(url, asked)) != (200, challenge):
        raise _failed("The URL did not answer 200 with the value of hub.challenge.")


async def _answer(url: str) -> tuple[int, str]:
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as http,
            http.get(url, allow_redirects=False) as response,
        ):
            return response.status, (await response.content.read(1000)).decode(errors="replace").strip()
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise _failed(f"The URL could not be reached: {type(error).__name__}.") from error


def _failed(reason: str) -> GraphError:
    return GraphError(2200, reason, title="Callback verification failed with the following errors: " + reason)
