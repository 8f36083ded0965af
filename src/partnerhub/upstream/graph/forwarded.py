"""Graph's answer on its way through, and what became of it when it did not come."""

from collections.abc import AsyncIterator

import aiohttp
import msgspec

from partnerhub.kit.problems import Problem
from partnerhub.upstream.graph.errors import GraphTimeout, GraphUnavailable, error_of

PASSED_ON = (  # Graph's own headers, which callers of the Messaging API see too (contract A.1)
    "content-type",
    "x-business-use-case-usage",
    "x-app-usage",
    "facebook-api-version",
    "x-fb-trace-id",
    "x-fb-request-id",
    "x-fb-debug",
    "x-fb-rev",
    "cache-control",
    "expires",
    "retry-after",
)
JSON_TYPES = ("application/json", "text/javascript")  # Graph uses both
HTTP_ERROR = 400
HIDDEN = b"***"
SHORTEST = 6  # characters of a token; anything less may stand in a body by chance


class Forwarded:
    """Graph's answer, its body still to be read: once, either `read`, `read_json` or `chunks`."""

    def __init__(self, response: aiohttp.ClientResponse, secret: str = "") -> None:
        """`secret`: the token that was sent. Meta repeats it in links and errors, and nobody here may see it."""
        self._response, self._secret = response, secret.encode() if len(secret) >= SHORTEST else b""
        self.status = response.status
        self.headers = {name: response.headers[name] for name in PASSED_ON if name in response.headers}
        self._told = b""

    @property
    def size(self) -> int | None:
        """Length of the body when Graph told it and nothing on the way changed it."""
        encoded = "content-encoding" in self._response.headers
        return None if encoded else self._response.content_length

    @property
    def is_json(self) -> bool:
        return self._response.content_type in JSON_TYPES

    @property
    def code(self) -> int:
        """Meta's code of the error that was read; 0: none."""
        return error_of(self.status, self._told).code if self.status >= HTTP_ERROR else 0

    async def read(self) -> bytes:
        with as_ours():
            body = await self._response.read()
        self._told = body.replace(self._secret, HIDDEN) if self._secret and self._secret in body else body
        return self._told

    async def read_json(self) -> bytes:
        """The bytes as they came, known to be JSON; an answer that is not JSON is no answer of Graph."""
        body = await self.read()
        if not self.is_json:
            raise GraphUnavailable("The WhatsApp platform did not answer with JSON.", body=body[:4096])
        try:
            msgspec.json.decode(body.decode(), type=msgspec.Raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise GraphUnavailable("The WhatsApp platform's answer is not valid JSON.", body=body[:4096]) from error
        return body

    async def chunks(self) -> AsyncIterator[bytes]:
        with as_ours():
            async for chunk in self._response.content.iter_any():
                yield chunk


class as_ours:  # noqa: N801 - reads as a phrase where it is used
    """aiohttp's exceptions become ours; `broken` is what a connection that failed becomes."""

    def __init__(self, broken: type[GraphUnavailable] = GraphUnavailable) -> None:
        self._broken = broken

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, TimeoutError):
            raise GraphTimeout from error
        if error is not None and isinstance(error.__cause__, Problem):
            raise error.__cause__  # what was to be sent turned out not to be fit for it
        if isinstance(error, aiohttp.ClientConnectorError):
            raise self._broken("The WhatsApp platform cannot be reached.") from error
        if isinstance(error, (aiohttp.ClientError, OSError)):
            raise self._broken("The WhatsApp platform broke off its answer.") from error
