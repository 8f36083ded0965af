"""Request bodies as integrations send them: JSON, forms, nothing at all, nothing on DELETE (contract §17)."""

import re
from codecs import BOM_UTF8
from collections.abc import AsyncGenerator
from typing import Annotated, Any, Literal, get_args, get_type_hints
from urllib.parse import parse_qsl

import msgspec
from litestar import Request
from litestar.exceptions import ValidationException
from litestar.types import Empty

from partnerhub.domain.access.keys import LONGEST_OVERLAP
from partnerhub.kit.problems import BadInput

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
NUMBERS = {int, float, bool, type(None)}
EXACT = 2**53  # whole numbers above it are not exact in JSON
WHERE = re.compile(r" - at `\$\.?([^`]*)`$")
MISSING = re.compile(r"^Object missing required field `([^`]+)`$")

DAY = 86_400
Overlap = Annotated[int, msgspec.Meta(ge=0, le=int(LONGEST_OVERLAP.total_seconds()))]
Flag = bool | Literal["true", "false", "True", "False"]  # where documents of the original print the words


def _number(text: str) -> int | float:
    """1.0 is a whole number to JSON Schema, and to clients in JavaScript."""
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < EXACT else number


DECODER = msgspec.json.Decoder(float_hook=_number)


class NotAnObject(BadInput):
    """The body must be a JSON object."""


def is_on(flag: Flag) -> bool:
    return flag in {True, "true", "True"}


class AnyBody(Request[Any, Any, Any]):
    """Reads a form of either kind as the object with its fields, an empty body as `{}`, and anything else as JSON.

    JSON is also what is called a form and begins with a brace: curl calls every body a form unless it is told otherwise.
    What a form says is text, so numbers and truths are read from it; in JSON they must be what the schema says.
    """

    async def body(self) -> bytes:
        return await self._plain() or b"{}"

    async def stream(self) -> AsyncGenerator[bytes]:
        """Whole, and as often as it is asked for: after a form was read, Idempotency-Key still compares its bytes."""
        if self._body is Empty:
            pieces = super().stream()
            self._body = b"".join([piece async for piece in pieces])
        yield self._body
        yield b""

    async def json(self) -> Any:
        body = await self.body()
        in_parts = self.content_type[0] == PARTS
        is_form = in_parts or (self.content_type[0] == FORM and not body.lstrip().startswith(b"{"))
        value = await self._parts() if in_parts else _form(body) if is_form else _object(body)
        expected = self.route_handler.parsed_data_field
        if expected is None:
            return value
        value = _without_blanks(value, expected.annotation) if is_form else value
        return _fitted(value, expected.annotation, strict=not is_form)

    async def _plain(self) -> bytes:
        """Without a byte order mark, which older .NET puts before what it sends."""
        if (coding := self.headers.get("content-encoding", "identity").lower()) != "identity":
            raise BadInput(f"The body is encoded ({coding}); send it as it is.", field="body")
        return (await super().body()).removeprefix(BOM_UTF8)

    async def _parts(self) -> dict[str, str]:
        try:
            fields = dict((await self.form()).multi_items())
        except UnicodeDecodeError as error:
            raise BadInput("The form is not valid UTF-8.", field="body") from error
        except ValidationException as error:
            raise BadInput(f"The form cannot be read: {error.detail}.", field="body") from error
        for name, value in fields.items():
            if not isinstance(value, str):
                raise BadInput("A file is not expected here.", field=name)
        return _without_nul(fields)


def _form(body: bytes) -> dict[str, str]:
    try:
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError as error:
        raise BadInput("The form is not valid UTF-8.", field="body") from error
    return _without_nul(fields)


def _without_nul(fields: dict[str, str]) -> dict[str, str]:
    if any("\0" in text for field in fields.items() for text in field):
        raise BadInput("The body must not contain a NUL character.", field="body")
    return fields


def _without_blanks(fields: dict[str, str], expected: Any) -> dict[str, str]:
    """A number or a truth left blank is left out: no text could stand for one."""
    kinds = {name: set(get_args(kind)) or {kind} for name, kind in get_type_hints(expected).items()}
    return {name: text for name, text in fields.items() if text or not kinds.get(name, {str}) <= NUMBERS}


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"The body is not valid JSON: {error}", field="body") from error
    if value == []:  # PHP writes an object without members so
        return {}
    if not isinstance(value, dict):
        raise NotAnObject(field="body")
    if "\\u0000" in (text := body.decode(errors="replace")) or "\0" in text:
        raise BadInput("The body must not contain a NUL character.", field="body")
    return value  # pyright: ignore[reportUnknownVariableType]


def _fitted(value: dict[str, Any], expected: Any, *, strict: bool) -> Any:
    try:
        return msgspec.convert(value, expected, strict=strict)
    except msgspec.ValidationError as error:
        message = str(error)
        where = match[1] if (match := WHERE.search(message)) else ""
        message = WHERE.sub("", message)
        if match := MISSING.match(message):
            where, message = ".".join(filter(None, (where, match[1]))), "is required"
        raise ValidationException("Wrong payload", extra=[{"key": where or "body", "message": message}]) from error
