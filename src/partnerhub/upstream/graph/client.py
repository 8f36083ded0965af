"""One client of the Graph API: connections are kept, an answer is decoded or passed on, nothing is retried.

Only aiohttp sends an idempotent request again when a kept connection turns out closed; it never does so
with a POST, which may have been carried out.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, cast

import aiohttp
import msgspec
from yarl import URL

from partnerhub.kit.problems import Problem
from partnerhub.upstream.graph.errors import GraphTimeout, GraphUnavailable, error_of

ANSWER_WITHIN = 30.0  # seconds for a whole answer
CONNECT_WITHIN = 5.0
STREAM_WITHIN = 600.0  # seconds for a whole file, as long as bytes keep coming
CONNECTIONS = 200
KEEP_SECONDS = 30.0
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
META = "https://graph.facebook.com"
META_UNVERSIONED = "https://api.facebook.com"  # where Meta answers what is in no version
META_FILES = "https://lookaside.fbsbx.com"
ATTACHMENTS = "/whatsapp_business/attachments/"
BEARER = "Bearer"
JSON_TYPES = ("application/json", "text/javascript")  # Graph uses both
HTTP_ERROR = 400


class Forwarded:
    """Graph's answer, its body still to be read: once, either `read`, `read_json` or `chunks`."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self.status = response.status
        self.headers = {name: response.headers[name] for name in PASSED_ON if name in response.headers}

    @property
    def size(self) -> int | None:
        """Length of the body when Graph told it and nothing on the way changed it."""
        encoded = "content-encoding" in self._response.headers
        return None if encoded else self._response.content_length

    @property
    def is_json(self) -> bool:
        return self._response.content_type in JSON_TYPES

    async def read(self) -> bytes:
        with _as_ours():
            return await self._response.read()

    async def read_json(self) -> bytes:
        """The bytes as they came, known to be JSON; an answer that is not JSON is no answer of Graph."""
        body = await self.read()
        if not self.is_json:
            raise GraphUnavailable("The WhatsApp platform did not answer with JSON.", body=body[:4096])
        try:
            msgspec.json.decode(body, type=msgspec.Raw)
        except msgspec.DecodeError as error:
            raise GraphUnavailable("The WhatsApp platform's answer is not valid JSON.", body=body[:4096]) from error
        return body

    async def chunks(self) -> AsyncIterator[bytes]:
        with _as_ours():
            async for chunk in self._response.content.iter_any():
                yield chunk


class Graph:
    """An address is `base` + `version` + path: `https://graph.facebook.com`, `v23.0`, `/1234/messages`.

    `files` is where the bytes of media are: Meta keeps them on a host of their own.
    """

    def __init__(
        self, base: str, version: str, *, files: str = META_FILES, answer_within: float = ANSWER_WITHIN
    ) -> None:
        self.version = version
        base = base.rstrip("/")
        self._root = f"{base}/{version}"
        self._unversioned = META_UNVERSIONED if base == META else base
        self.files = files.rstrip("/")
        self._answer_within = answer_within
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(
        self,
        method: str,
        path: str,
        *,
        token: str | None,
        params: Mapping[str, str] | None = None,
        json: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Ask Graph in the hub's own name. Raises `GraphError`; look at its `transient` before asking again.

        `path` begins with a slash and has no version: `/1234/phone_numbers`, `/oauth/access_token`.
        """
        url = URL(self._root + path).update_query(dict(params or {}))
        body = None if json is None else msgspec.json.encode(json)
        headers = {} if body is None else {"content-type": "application/json"}
        async with self._asked(
            method, url, token=token, headers=headers, body=body, within=self._answer_within
        ) as answer:
            text = await answer.read_json() if answer.status < HTTP_ERROR else await answer.read()
        if answer.status >= HTTP_ERROR:
            raise error_of(answer.status, text)
        return _object(text)

    async def upload(
        self, path: str, *, token: str, fields: Mapping[str, str], content: bytes, filename: str, kind: str
    ) -> dict[str, Any]:
        """A form with one `file`, in the hub's own name. Raises `GraphError`."""
        form = aiohttp.FormData(dict(fields))
        form.add_field("file", content, filename=filename, content_type=kind)
        async with self._asked(
            "POST", URL(self._root + path), token=token, headers={}, body=form, within=self._answer_within
        ) as answer:
            text = await answer.read_json() if answer.status < HTTP_ERROR else await answer.read()
        if answer.status >= HTTP_ERROR:
            raise error_of(answer.status, text)
        return _object(text)

    @asynccontextmanager
    async def forward(
        self,
        method: str,
        path: str,
        *,
        token: str,
        query: str = "",
        headers: Mapping[str, str] | None = None,
        body: bytes | AsyncIterator[bytes] | None = None,
        streamed: bool = False,
        scheme: str = BEARER,
        versioned: bool = True,
    ) -> AsyncGenerator[Forwarded]:
        """Pass a channel's request on, byte for byte, and hold its answer open to be read or streamed.

        `query` is the raw query string, `scheme` stands before the token. Raises only `GraphUnavailable`: an error
        Graph sends is an answer.
        """
        address = (self._root if versioned else self._unversioned) + path + (f"?{query}" if query else "")
        sent = {**(headers or {}), "authorization": f"{scheme} {token}"}
        within = STREAM_WITHIN if streamed else self._answer_within
        url = URL(address, encoded=True)
        async with self._asked(method, url, token=None, headers=sent, body=body, within=within) as answer:
            yield answer

    @asynccontextmanager
    async def attachment(self, *, token: str, query: str) -> AsyncGenerator[Forwarded]:
        """A file's bytes, by the query of the URL in its media object."""
        url = URL(f"{self.files}{ATTACHMENTS}?{query}", encoded=True)
        async with self._asked("GET", url, token=token, headers={}, body=None, within=STREAM_WITHIN) as answer:
            yield answer

    @asynccontextmanager
    async def _asked(
        self,
        method: str,
        url: URL,
        *,
        token: str | None,
        headers: Mapping[str, str],
        body: bytes | AsyncIterator[bytes] | aiohttp.FormData | None,
        within: float,
    ) -> AsyncGenerator[Forwarded]:
        sent = {"accept-encoding": "identity", **headers}
        if token:
            sent["authorization"] = f"{BEARER} {token}"
        timeout = aiohttp.ClientTimeout(total=within, sock_connect=CONNECT_WITHIN, sock_read=self._answer_within)
        with _as_ours():
            response = await self._open().request(
                method, url, headers=sent, data=body, timeout=timeout, allow_redirects=False
            )
        try:
            yield Forwarded(response)
        finally:
            response.release()

    def _open(self) -> aiohttp.ClientSession:
        """The session is made on first use: it belongs to the event loop that runs then."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_SECONDS, ttl_dns_cache=60)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers={"user-agent": "PartnerHub"}
            )
        return self._session


class _as_ours:  # noqa: N801 - reads as a phrase where it is used
    """aiohttp's exceptions become ours."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, TimeoutError):
            raise GraphTimeout from error
        if error is not None and isinstance(error.__cause__, Problem):
            raise error.__cause__  # what was to be sent turned out not to be fit for it
        if isinstance(error, aiohttp.ClientConnectorError):
            raise GraphUnavailable("The WhatsApp platform cannot be reached.") from error
        if isinstance(error, (aiohttp.ClientError, OSError)):
            raise GraphUnavailable("The WhatsApp platform broke off its answer.") from error


def _object(text: bytes) -> dict[str, Any]:
    value = msgspec.json.decode(text)
    if not isinstance(value, dict):
        raise GraphUnavailable("The WhatsApp platform's answer is not an object.", body=text[:4096])
    return cast("dict[str, Any]", value)
