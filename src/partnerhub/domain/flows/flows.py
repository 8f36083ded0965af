"""What a partner does with the flows of a WABA (contract partner-api §12). Each id is proven before Meta hears it."""

from collections.abc import Sequence
from typing import Any

from partnerhub.domain.flows import store
from partnerhub.domain.wabas import Line
from partnerhub.kit.problems import NotFound
from partnerhub.upstream.graph import flows as graph_api
from partnerhub.upstream.graph.flows import Checked, Flow, Migrated


class NoSuchFlow(NotFound):
    """Flow not found."""


async def listed(line: Line, fields: Sequence[str]) -> list[Flow]:
    found = await graph_api.of_waba(line.graph, line.token, line.external_id, fields)
    await _remember(line, [flow.id for flow in found])
    return found


async def read(line: Line, flow_id: str, fields: Sequence[str]) -> Flow:
    await _prove(line, flow_id)
    return await graph_api.find(line.graph, line.token, flow_id, fields)


async def create(line: Line, body: dict[str, Any]) -> str:
    """Returns Meta's id. A flow to clone must be one of this WABA."""
    if cloned := body.get("clone_flow_id"):
        await _prove(line, cloned)
    made = await graph_api.create(line.graph, line.token, line.external_id, body)
    await _remember(line, [made])
    return made


async def upload(line: Line, flow_id: str, *, content: bytes, name: str, asset_type: str) -> Checked:
    await _prove(line, flow_id)
    return await graph_api.upload(line.graph, line.token, flow_id, content=content, name=name, asset_type=asset_type)


async def publish(line: Line, flow_id: str) -> None:
    """There is no way back: a published flow cannot be changed."""
    await _prove(line, flow_id)
    await graph_api.publish(line.graph, line.token, flow_id)


async def migrate(line: Line, source: str, names: Sequence[str]) -> Migrated:
    """Copies of another WABA's flows; Meta judges whether the two may."""
    return await graph_api.migrate(line.graph, line.token, line.external_id, source=source, names=names)


async def _prove(line: Line, flow_id: str) -> None:
    async with line.reading() as db:
        if await store.is_known(db, line.partner_id, line.waba_id, flow_id):
            return
    if flow_id not in {flow.id for flow in await listed(line, ["id"])}:
        raise NoSuchFlow


async def _remember(line: Line, flow_ids: list[str]) -> None:
    if flow_ids:
        async with line.writing() as db:
            await store.add(db, line.partner_id, line.waba_id, flow_ids)
