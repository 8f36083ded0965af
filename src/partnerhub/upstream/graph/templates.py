"""What templates ask of Graph (contract messaging-and-meta B.3)."""

from collections.abc import Mapping
from typing import Any

import msgspec

from partnerhub.upstream.graph.answers import Paging, read
from partnerhub.upstream.graph.client import Graph

FIELDS = "id,name,language,status,category,components,rejected_reason,quality_score"
PAGE = "250"
MOST = "1000"  # ids of one page


class _Quality(msgspec.Struct):
    score: str | None = None


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """As Meta has it; `status` in Meta's capitals."""

    id: str
    name: str
    language: str
    status: str
    category: str
    components: list[Any] = []
    rejected_reason: str | None = None
    quality_score: _Quality | None = None

    @property
    def quality(self) -> str | None:
        return self.quality_score and self.quality_score.score


class _Templates(msgspec.Struct):
    data: list[Template]  # must be there: what is not in it is forgotten
    paging: Paging = msgspec.field(default_factory=Paging)


class Created(msgspec.Struct, frozen=True):
    id: str
    status: str
    category: str | None = None


class Migrated(msgspec.Struct, frozen=True):
    """Meta's ids: of the new templates; of those that failed, with the reason."""

    migrated_templates: list[str] = []
    failed_templates: dict[str, str] = {}


class Preview(msgspec.Struct, kw_only=True):
    """Meta's wording of an authentication template in one language."""

    language: str
    body: str = ""
    footer: str | msgspec.UnsetType = msgspec.UNSET
    buttons: list[dict[str, Any]] | msgspec.UnsetType = msgspec.UNSET


class _Previews(msgspec.Struct):
    data: list[Preview] = []


class _Named(msgspec.Struct):
    id: str


class _Ids(msgspec.Struct):
    data: list[_Named] = []
    paging: Paging = msgspec.field(default_factory=Paging)


async def ids(graph: Graph, token: str, waba_id: str) -> set[str]:
    """Those of all templates of a WABA."""
    found: set[str] = set()
    params = {"fields": "id", "limit": MOST}
    while True:
        page = read(await graph.call("GET", f"/{waba_id}/message_templates", token=token, params=params), _Ids)
        found |= {one.id for one in page.data}
        if page.paging.after is None:
            return found
        params["after"] = page.paging.after


async def of_waba(graph: Graph, token: str, waba_id: str) -> list[Template]:
    """All templates of a WABA, page after page."""
    found: list[Template] = []
    params = {"fields": FIELDS, "limit": PAGE}
    while True:
        page = read(await graph.call("GET", f"/{waba_id}/message_templates", token=token, params=params), _Templates)
        found += page.data
        if page.paging.after is None:
            return found
        params["after"] = page.paging.after


async def create(graph: Graph, token: str, waba_id: str, body: Mapping[str, Any]) -> Created:
    return read(await graph.call("POST", f"/{waba_id}/message_templates", token=token, json=body), Created)


async def edit(graph: Graph, token: str, template_id: str, body: Mapping[str, Any]) -> None:
    await graph.call("POST", f"/{template_id}", token=token, json=body)


async def delete(graph: Graph, token: str, waba_id: str, *, name: str, template_id: str = "") -> None:
    """One language of a name; without `template_id` all of them."""
    params = {"name": name} | ({"hsm_id": template_id} if template_id else {})
    await graph.call("DELETE", f"/{waba_id}/message_templates", token=token, params=params)


async def migrate(graph: Graph, token: str, waba_id: str, *, source: str, page_number: int) -> Migrated:
    """Copies approved templates of another WABA of the same business; one page of them a call."""
    body = {"source_waba_id": source, "page_number": page_number}
    return read(await graph.call("POST", f"/{waba_id}/migrate_message_templates", token=token, json=body), Migrated)


async def previews(graph: Graph, token: str, waba_id: str, params: Mapping[str, str]) -> list[Preview]:
    """How Meta words an authentication template, one entry a language."""
    answer = await graph.call("GET", f"/{waba_id}/message_template_previews", token=token, params=params)
    return read(answer, _Previews).data
