"""A mail server that speaks enough SMTP to be sent to, on a real port."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class SmtpServer:
    """`taken` are whole messages; `verdict` is what it says to a recipient."""

    port: int = 0
    verdict: bytes = b"250 fine"
    taken: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            writer.write(await self._answer(line, reader) + b"\r\n")
        writer.close()

    async def _answer(self, line: bytes, reader: asyncio.StreamReader) -> bytes:
        verb = line[:4].upper().strip()
        if verb == b"RCPT":
            return self.verdict
        if verb == b"DATA":
            return b"354 go on"
        if verb not in {b"EHLO", b"HELO", b"MAIL", b"RSET", b"QUIT", b"NOOP"}:
            text = line + await reader.readuntil(b"\r\n.\r\n")
            self.taken.append(text.decode())
        return b"250 fine"


@asynccontextmanager
async def smtp_server() -> AsyncIterator[SmtpServer]:
    made = SmtpServer()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
