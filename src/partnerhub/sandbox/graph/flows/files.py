"""The JSON of a flow, at an address of its own: whoever has it may read."""

from litestar import Response

from partnerhub.db.pool import Database
from partnerhub.kit import crypto
from partnerhub.kit.urls import with_query
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.graph.flows import store


def link(config: Config, flow_id: str) -> str:
    return with_query(f"{config.url}/flows/{flow_id}", [("token", _signature(config, flow_id))])


async def serve(config: Config, database: Database, flow_id: str, token: str) -> Response[bytes]:
    async with database.working() as db:
        row = await store.find(db, flow_id)
    if row is None or not crypto.same(token, _signature(config, flow_id)):
        return Response(b"", status_code=404)
    return Response((row["content"] or "{}").encode(), media_type="application/json")


def _signature(config: Config, flow_id: str) -> str:
    return crypto.hmac_sha256_hex(config.app_secret, f"flow:{flow_id}".encode())[:32]
