"""A new template: asked of Meta, then kept."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from partnerhub.domain.templates import store
from partnerhub.domain.templates.model import Template, new_id, our_status
from partnerhub.domain.templates.sync import look_again
from partnerhub.domain.wabas import Line
from partnerhub.upstream.graph import templates as graph_api


class New(msgspec.Struct, frozen=True, kw_only=True):
    """What Meta is asked to make; `rest` are its further parameters."""

    name: str
    language: str
    category: str | None
    components: list[Any]
    rest: dict[str, Any]

    def body(self) -> dict[str, Any]:
        named = {
            "name": self.name,
            "language": self.language,
            "category": self.category,
            "components": self.components,
        }
        return {key: value for key, value in {**named, **self.rest}.items() if value is not None}


class Made(msgspec.Struct, frozen=True):
    """`doc`: the template as we show it; `answer`: what Meta said."""

    doc: bytes
    answer: graph_api.Created


async def create(line: Line, new: New, *, actor: str, clock: Callable[[], datetime]) -> Made:
    """Raises GraphError when Meta refuses."""
    async with line.writing() as db:
        await look_again(db, line.partner_id, line.waba_id, now=clock())
    answer = await graph_api.create(line.graph, line.token, line.external_id, new.body())
    template = Template(
        id=new_id(),
        external_id=answer.id,
        name=new.name,
        language=new.language,
        category=answer.category or new.category,
        status=our_status(answer.status),
        components=msgspec.json.encode(new.components).decode(),
        modified_at=clock(),
    )
    async with line.writing() as db:
        doc = await store.add(db, line.partner_id, line.waba_id, template, author=actor)
    return Made(doc.encode(), answer)
