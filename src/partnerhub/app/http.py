"""HTTP/1.1 by uvicorn and llhttp, with the limit, the farewell and the single write that they leave out."""

import asyncio
from typing import cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from partnerhub.app.corked import Corked

HEAD_LIMIT = 64 * 1024  # bytes that may arrive before a request's headers are complete
REFUSAL = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
OFFERS = {b"upgrade", b"http2-settings", b"connection"}
LAST_WITHIN = 1.0  # seconds for a last request on a connection that stands idle when the server stops


class LimitedHttp(HttpToolsProtocol):
    """Ends a connection whose request line and headers do not end.

    An offer to go on in another protocol is passed over, as HTTP allows: Java's client makes one (`Upgrade: h2c`) with each
    first request. llhttp would take the body for that protocol, so the request is read anew without the offer.

    When the server stops, an idle connection is not closed at once: a request may be on its way, and its sender could
    not know whether it was taken. It is answered, with `connection: close`.
    """

    _in_head = True
    _head = 0
    _offered = False
    _stopping = False

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(cast("asyncio.Transport", Corked(transport, self.loop)))

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            self._head += len(data)
        self._unset_keepalive_if_required()
        try:
            self._read(data)
        except httptools.HttpParserError:
            self.send_400_response("Invalid HTTP request received.")
        if self._in_head and self._head > HEAD_LIMIT and not self.transport.is_closing():
            self.transport.write(REFUSAL)
            self.transport.close()

    def _read(self, data: bytes) -> None:
        """Raises HttpParserError."""
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as offer:
            if self.parser.get_method() == b"CONNECT":
                raise httptools.HttpParserError from offer
            plain = self._without_offer()
            self.parser, self._offered = httptools.HttpRequestParser(self), False
            self._read(plain + data[offer.args[0] :])

    def _without_offer(self) -> bytes:
        line = b"%b %b HTTP/%b" % (self.parser.get_method(), self.url, self.parser.get_http_version().encode())
        kept = [b"%b: %b" % header for header in self.headers if header[0] not in OFFERS]
        keeps = [b"connection: " + (b"keep-alive" if self.parser.should_keep_alive() else b"close")]
        return b"\r\n".join([line, *kept, *keeps, b"", b""])

    def on_headers_complete(self) -> None:
        self._offered = self.parser.should_upgrade()
        if self._offered:
            return
        self._in_head = False
        super().on_headers_complete()
        if self._stopping:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        if self._offered:
            return
        self._in_head, self._head = True, 0
        super().on_message_complete()

    def shutdown(self) -> None:
        self._stopping = True
        if self._idle or self.cycle.response_started:
            self.loop.call_later(LAST_WITHIN, self._close_if_idle)
        else:
            self.cycle.keep_alive = False

    @property
    def _idle(self) -> bool:
        return not self.cycle or self.cycle.response_complete

    def _close_if_idle(self) -> None:
        if self._idle:
            self.transport.close()
        else:
            self.cycle.keep_alive = False
