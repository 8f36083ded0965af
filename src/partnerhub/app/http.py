"""HTTP/1.1 by uvicorn and llhttp, with the limit, the farewell and the single write that they leave out."""

import asyncio
from typing import cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from partnerhub.app.corked import Corked

HEAD_LIMIT = 64 * 1024  # bytes that may arrive before a request's headers are complete
REFUSAL = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
LAST_WITHIN = 1.0  # seconds for a last request on a connection that stands idle when the server stops


class LimitedHttp(HttpToolsProtocol):
    """Ends a connection whose request line and headers do not end.

    When the server stops, an idle connection is not closed at once: a request may be on its way, and its sender could
    not know whether it was taken. It is answered, with `connection: close`.
    """

    _in_head = True
    _head = 0
    _stopping = False

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(cast("asyncio.Transport", Corked(transport, self.loop)))

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > HEAD_LIMIT and not self.transport.is_closing():
            self.transport.write(REFUSAL)
            self.transport.close()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()
        if self._stopping:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
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
