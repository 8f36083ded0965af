"""Request bodies as integrations send them: JSON, forms, nothing at all, nothing on DELETE (contract §17)."""

from typing import Any
from urllib.parse import parse_qsl

import msgspec
from litestar import Request

from partnerhub.kit.problems import BadInput

FORM = "application/x-www-form-urlencoded"


class NotAnObject(BadInput):
    """The body must be a JSON object."""


class AnyBody(Request[Any, Any, Any]):
    """Reads a form as the object with its fields, and an empty body as `{}`."""

    async def body(self) -> bytes:
        return await super().body() or b"{}"

    async def json(self) -> Any:
        body = await super().body() or b"{}"
        if self.content_type[0] == FORM:
            return dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True)) if body != b"{}" else {}
        try:
            value = msgspec.json.decode(body)
        except (msgspec.DecodeError, RecursionError) as error:
            raise BadInput(f"The body is not valid JSON: {error}", field="body") from error
        if not isinstance(value, dict):
            raise NotAnObject(field="body")
        if "\\u0000" in (text := body.decode(errors="replace")) or "\0" in text:
            raise BadInput("The body must not contain a NUL character.", field="body")
        return value
