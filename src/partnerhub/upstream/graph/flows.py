"""What flows ask of Graph: made, filled with a JSON file, published, copied between WABAs."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from partnerhub.upstream.graph.answers import Paging, read
from partnerhub.upstream.graph.client import Graph

PAGE = "100"
FILE = "flow.json"  # in the header of the part; the name that was given is a field of its own, and may hold anything
Unset = msgspec.UnsetType


class Flow(msgspec.Struct, kw_only=True):
    """Only the fields that were asked for, and the id."""

    id: str
    name: str | Unset = msgspec.UNSET
    status: str | Unset = msgspec.UNSET
    categories: list[str] | Unset = msgspec.UNSET
    validation_errors: list[dict[str, Any]] | Unset = msgspec.UNSET
    json_version: str | Unset | None = msgspec.UNSET
    data_api_version: str | Unset | None = msgspec.UNSET
    data_channel_uri: str | Unset | None = msgspec.UNSET
    endpoint_uri: str | Unset | None = msgspec.UNSET
    preview: dict[str, Any] | Unset | None = msgspec.UNSET
    whatsapp_business_account: dict[str, Any] | Unset = msgspec.UNSET
    metric: dict[str, Any] | Unset | None = msgspec.UNSET


class _Flows(msgspec.Struct):
    data: list[Flow] = []
    paging: Paging = msgspec.field(default_factory=Paging)


class _Made(msgspec.Struct):
    id: str


class Checked(msgspec.Struct, kw_only=True):
    """`success` with errors: the file is kept, and the flow cannot be published before they are mended."""

    success: bool = True
    validation_errors: list[dict[str, Any]] = []


class Migrated(msgspec.Struct, kw_only=True):
    migrated_flows: list[dict[str, Any]] = []
    failed_flows: list[dict[str, Any]] = []


async def of_waba(graph: Graph, token: str, waba_id: str, fields: Sequence[str]) -> list[Flow]:
    """All of them, page after page."""
    found: list[Flow] = []
    params = {"fields": ",".join(fields), "limit": PAGE}
    while True:
        page = read(await graph.call("GET", f"/{waba_id}/flows", token=token, params=params), _Flows)
        found += page.data
        if page.paging.after is None:
            return found
        params["after"] = page.paging.after


async def find(graph: Graph, token: str, flow_id: str, fields: Sequence[str]) -> Flow:
    answer = await graph.call("GET", f"/{flow_id}", token=token, params={"fields": ",".join(fields)})
    return read({"id": flow_id, **answer}, Flow)


async def create(graph: Graph, token: str, waba_id: str, body: Mapping[str, Any]) -> str:
    return read(await graph.call("POST", f"/{waba_id}/flows", token=token, json=body), _Made).id


async def upload(graph: Graph, token: str, flow_id: str, *, content: bytes, name: str, asset_type: str) -> Checked:
    fields = {"name": name, "asset_type": asset_type}
    answer = await graph.upload(
        f"/{flow_id}/assets", token=token, fields=fields, content=content, filename=FILE, kind="application/json"
    )
    return read(answer, Checked)


async def publish(graph: Graph, token: str, flow_id: str) -> None:
    await graph.call("POST", f"/{flow_id}/publish", token=token)


async def migrate(graph: Graph, token: str, waba_id: str, *, source: str, names: Sequence[str]) -> Migrated:
    """Without names: all of the source."""
    body: dict[str, Any] = {"source_waba_id": source}
    if names:
        body["source_flow_names"] = list(names)
    return read(await graph.call("POST", f"/{waba_id}/migrate_flows", token=token, json=body), Migrated)
