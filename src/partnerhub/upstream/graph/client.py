"""One client of the Graph API: connections are kept, an answer is decoded or passed on.

A request is made again only where that is safe: when nobody could be reached, so that nothing was sent, and when what
was asked with GET did not come. A POST of which bytes have left may have been carried out, and is never repeated.
"""

import asyncio
import random
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, cast

import aiohttp
import msgspec
from yarl import URL

from partnerhub.upstream.graph.budget import Budget
from partnerhub.upstream.graph.errors import GraphError, GraphTimeout, GraphUnavailable, GraphUnreachable, error_of
from partnerhub.upstream.graph.forwarded import HTTP_ERROR, Forwarded, as_ours

ANSWER_WITHIN = 30.0  # seconds for a whole answer
CONNECT_WITHIN = 5.0
STREAM_WITHIN = 600.0  # seconds for a whole file, as long as bytes keep coming
CONNECTIONS = 400
AGAIN_AFTER = (0.05, 0.25)  # seconds, at most; then the caller hears of it
KEEP_SECONDS = 30.0
META = "https://graph.facebook.com"
META_UNVERSIONED = "https://api.facebook.com"  # where Meta answers what is in no version
META_FILES = "https://lookaside.fbsbx.com"
ATTACHMENTS = "/whatsapp_business/attachments/"
BEARER = "Bearer"
USAGE = "x-business-use-case-usage"
SERVER_ERROR = 500


class Graph:
    """An address is `base` + `version` + path: `https://graph.facebook.com`, `v23.0`, `/1234/messages`.

    `files` is where the bytes of media are: Meta keeps them on a host of their own. `leaving`: percent of a WABA's calls
    an hour that this client leaves to others.
    """

    def __init__(
        self,
        base: str,
        version: str,
        *,
        files: str = META_FILES,
        answer_within: float = ANSWER_WITHIN,
        leaving: int = 0,
    ) -> None:
        self._budget = Budget(leaving)
        self.version = version
        base = base.rstrip("/")
        self._root = f"{base}/{version}"
        self._unversioned = META_UNVERSIONED if base == META else base
        self.files = files.rstrip("/")
        self._answering = aiohttp.ClientTimeout(total=answer_within, sock_connect=CONNECT_WITHIN)
        self._streaming = aiohttp.ClientTimeout(
            total=STREAM_WITHIN, sock_connect=CONNECT_WITHIN, sock_read=answer_within
        )
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
        for pause in AGAIN_AFTER if method == "GET" else ():
            try:
                return await self._told(method, path, url, token, body)
            except GraphError as error:
                if error.status < SERVER_ERROR or isinstance(error, (GraphTimeout, GraphUnreachable)):
                    raise
                await _rest(pause)
        return await self._told(method, path, url, token, body)

    async def _told(
        self, method: str, path: str, url: URL, token: str | None, body: bytes | aiohttp.FormData | None
    ) -> dict[str, Any]:
        headers = {"content-type": "application/json"} if isinstance(body, bytes) else {}
        async with self._asked(
            method, path, url, token=token, headers=headers, body=body, within=self._answering
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
        return await self._told("POST", path, URL(self._root + path), token, form)

    def forward(
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
    ) -> AbstractAsyncContextManager[Forwarded]:
        """Pass a channel's request on, byte for byte, and hold its answer open to be read or streamed.

        `query` is the raw query string, `scheme` stands before the token. Raises only `GraphUnavailable` and
        `GraphExhausted`: an error Graph sends is an answer.
        """
        address = (self._root if versioned else self._unversioned) + path + (f"?{query}" if query else "")
        sent = {**(headers or {}), "authorization": f"{scheme} {token}"}
        url, within = URL(address, encoded=True), self._streaming if streamed else self._answering
        return self._asked(method, path, url, token=None, headers=sent, body=body, within=within)

    def attachment(self, *, token: str, query: str) -> AbstractAsyncContextManager[Forwarded]:
        """A file's bytes, by the query of the URL in its media object."""
        url = URL(f"{self.files}{ATTACHMENTS}?{query}", encoded=True)
        return self._asked("GET", ATTACHMENTS, url, token=token, headers={}, body=None, within=self._streaming)

    @asynccontextmanager
    async def _asked(
        self,
        method: str,
        path: str,
        url: URL,
        *,
        token: str | None,
        headers: Mapping[str, str],
        body: bytes | AsyncIterator[bytes] | aiohttp.FormData | None,
        within: aiohttp.ClientTimeout,
    ) -> AsyncGenerator[Forwarded]:
        sent = {"accept-encoding": "identity", **headers}
        if token:
            sent["authorization"] = f"{BEARER} {token}"
        self._budget.check(path)
        with as_ours(GraphUnreachable):
            response = await self._answered(method, url, headers=sent, data=body, timeout=within)
        if usage := response.headers.get(USAGE):
            self._budget.note(path, usage)
        try:
            yield Forwarded(response, sent.get("authorization", "").rpartition(" ")[2])
        finally:
            response.release()

    async def _answered(self, method: str, url: URL, **more: Any) -> aiohttp.ClientResponse:
        for pause in AGAIN_AFTER:
            try:
                return await self._open().request(method, url, allow_redirects=False, **more)
            except aiohttp.ClientConnectionError as error:
                if not _may_repeat(method, error):
                    raise
                await _rest(pause)
        return await self._open().request(method, url, allow_redirects=False, **more)

    def _open(self) -> aiohttp.ClientSession:
        """The session is made on first use: it belongs to the event loop that runs then."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_SECONDS, ttl_dns_cache=60)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers={"user-agent": "PartnerHub"}
            )
        return self._session


def _may_repeat(method: str, error: aiohttp.ClientConnectionError) -> bool:
    """Nobody was reached, so that nothing has left; or reading was asked for. Who has waited long waits no longer."""
    return isinstance(error, aiohttp.ClientConnectorError) or (method == "GET" and not isinstance(error, TimeoutError))


async def _rest(pause: float) -> None:
    """Not all at the same moment."""
    await asyncio.sleep(random.uniform(pause / 2, pause))  # noqa: S311 - no secret


def _object(text: bytes) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError as error:  # JSON, but with a number beyond all measure
        raise GraphUnavailable(f"The WhatsApp platform's answer cannot be read: {error}", body=text[:4096]) from error
    if not isinstance(value, dict):
        raise GraphUnavailable("The WhatsApp platform's answer is not an object.", body=text[:4096])
    return cast("dict[str, Any]", value)
