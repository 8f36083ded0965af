"""A request as this surface reads it: what is wrong with its body is told as a Problem, whoever reads it."""

from codecs import BOM_UTF8
from collections.abc import AsyncGenerator
from typing import Any

from litestar import Request
from litestar.exceptions import SerializationException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from partnerhub.kit.problems import BadInput, HungUpError, Problem


class TooLong(Problem):
    """Request Entity Too Large"""

    status = 413


class HungUp(Problem):
    """The caller hung up before the body was whole."""

    status = 499  # nobody hears it; the log has it


class Ask(Request[Any, Any, Any]):
    """A body as it is, without a byte order mark, which older .NET puts before its JSON. Files stream past this."""

    async def stream(self) -> AsyncGenerator[bytes]:
        """On its way to Meta it is read in a task of aiohttp's, out of which only a Problem comes as what it is."""
        try:
            async for chunk in super().stream():
                yield chunk
        except RequestEntityTooLarge as error:
            raise TooLong from error
        except HungUpError as error:
            raise HungUp from error

    async def body(self) -> bytes:
        if (coding := self.headers.get("content-encoding", "identity").lower()) != "identity":
            raise BadInput(f"The body is encoded ({coding}); send it as it is.")
        return (await super().body()).removeprefix(BOM_UTF8)

    async def json(self) -> Any:
        try:
            return await super().json()
        except (SerializationException, UnicodeDecodeError, RecursionError) as error:
            raise BadInput(f"The body is not valid JSON: {error}") from error
