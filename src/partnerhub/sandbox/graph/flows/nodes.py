"""Flows: made, listed, filled, published, copied."""

from typing import Any
from urllib.parse import urlsplit

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.graph.flows import rules, store
from partnerhub.sandbox.graph.flows.fields import fields_of, metric
from partnerhub.sandbox.store import nodes, wabas
from partnerhub.sandbox.wire import paging, projection
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing, no_such_object

KIND = "WhatsAppFlow"
DEFAULT = "id,name,status,categories,validation_errors"
CATEGORIES = frozenset(
    {
        "SIGN_UP",
        "SIGN_IN",
        "APPOINTMENT_BOOKING",
        "LEAD_GENERATION",
        "CONTACT_US",
        "CUSTOMER_SUPPORT",
        "SURVEY",
        "OTHER",
    }
)
NO_SUCH_NAME = {"error_code": "4233041", "error_message": "Flows Migration Error: Flow name not found in source WABA."}


async def of_waba(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        rows = await store.of_waba(db, node.waba)
    asked = projection.parse(call.text("fields", DEFAULT))
    return paging.page(call, [projection.project(fields_of(call, row), asked, KIND) for row in rows])


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await found(call, db, node)
    asked = projection.parse(call.text("fields", DEFAULT))
    whole, arguments = fields_of(call, row), [one.arguments for one in asked if one.name == "metric"]
    return projection.project({**whole, "metric": metric(arguments[0]) if arguments else None}, asked, KIND)


async def create(call: Call, node: Node) -> dict[str, Any]:
    """With `flow_json` its errors are in the answer; with `publish`, it must have none."""
    name, categories, endpoint = call.text("name"), call.several("categories"), endpoint_of(call)
    content = call.text("flow_json", "").encode()
    errors = rules.errors(content) if content else []
    if call.flag("publish") and (errors or not content):
        raise unpublishable()
    async with call.database.working_write() as db:
        source = await _source(call, db, node)
        chosen = categories_of(categories or (msgspec.json.decode(source["categories"]) if source else []))
        made = await _add(call, db, node.waba, name, chosen, endpoint or None)
        if source is not None and source["content"] is not None:
            await store.set_content(db, made, source["content"], source["validation_errors"], call.now)
        if content:
            await store.set_content(db, made, *_kept(content, errors), call.now)
        if call.flag("publish"):
            await store.set_status(db, made, "PUBLISHED", call.now)
    return {"id": made, **({"success": not errors, "validation_errors": errors} if content else {})}


def categories_of(given: list[str]) -> list[str]:
    if not given or not set(given) <= CATEGORIES:
        raise GraphError(100, title=f"Param categories must be of {{{', '.join(sorted(CATEGORIES))}}}, at least one.")
    return given


def endpoint_of(call: Call) -> str:
    endpoint = call.text("endpoint_uri", "")
    if endpoint and urlsplit(endpoint).scheme != "https":
        raise GraphError(100, title="Param endpoint_uri must be an https address.")
    return endpoint


def _kept(content: bytes, errors: list[dict[str, Any]]) -> tuple[str | None, str]:
    """The content, unless it is no JSON, and its errors as JSON."""
    broken = any(one["error"] == "INVALID_JSON" for one in errors)
    return None if broken else content.decode(), msgspec.json.encode(errors).decode()


async def _source(call: Call, db: Db, node: Node) -> Row | None:
    if "clone_flow_id" not in call.params:
        return None
    row = await store.find(db, call.text("clone_flow_id"))
    if row is None or row["waba_id"] != node.waba:
        raise GraphError(100, title="The flow to clone does not exist in this account.", subcode=4016001)
    return row


async def _add(call: Call, db: Db, waba_id: str, name: str, categories: list[str], endpoint: str | None) -> str:
    if name in {row["name"] for row in await store.of_waba(db, waba_id)}:
        raise name_taken()
    flow_id = numeric_id()
    await nodes.add(db, flow_id, "flow", waba_id)
    await store.add(db, flow_id, waba_id, name, msgspec.json.encode(categories).decode(), endpoint, call.now)
    return flow_id


async def upload(call: Call, node: Node) -> dict[str, Any]:
    """Kept with its errors; only a flow without any can be published."""
    given = call.uploads.get("file")
    if given is None:
        raise missing("file")
    if call.text("asset_type") != "FLOW_JSON":
        raise GraphError(100, title="Param asset_type must be one of {FLOW_JSON}.")
    errors = rules.errors(given.content)
    async with call.database.working_write() as db:
        changeable(await found(call, db, node))
        await store.set_content(db, node.id, *_kept(given.content, errors), call.now)
    return {"success": True, "validation_errors": errors}


async def publish(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working_write() as db:
        row = await found(call, db, node)
        changeable(row)
        if row["content"] is None or msgspec.json.decode(row["validation_errors"]):
            raise unpublishable()
        await store.set_status(db, node.id, "PUBLISHED", call.now)
    return {"success": True}


async def migrate(call: Call, node: Node) -> dict[str, Any]:
    source, names = call.text("source_waba_id"), call.several("source_flow_names")
    async with call.database.working_write() as db:
        ours, theirs = await wabas.find(db, node.waba), await wabas.find(db, source)
        if ours is None or theirs is None or ours["business_id"] != theirs["business_id"]:
            raise GraphError(200, "The source account must belong to the same business.")
        rows = {row["name"]: row for row in await store.of_waba(db, source)}
        moved = [await _copied(call, db, node.waba, rows[name]) for name in names or rows if name in rows]
    failed = [{"source_name": name, **NO_SUCH_NAME} for name in names if name not in rows]
    return {"migrated_flows": moved, "failed_flows": failed}


async def _copied(call: Call, db: Db, waba_id: str, row: Row) -> dict[str, str]:
    made = await _add(call, db, waba_id, row["name"], msgspec.json.decode(row["categories"]), row["endpoint_uri"])
    await store.set_content(db, made, row["content"], row["validation_errors"], call.now)
    return {"source_name": row["name"], "source_id": row["id"], "migrated_id": made}


async def found(call: Call, db: Db, node: Node) -> Row:
    row = await store.find(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    return row


def changeable(row: Row) -> None:
    if row["status"] != "DRAFT":
        raise GraphError(100, title="A published flow cannot be changed.", subcode=4016013)


def unpublishable() -> GraphError:
    user = ("Flow cannot be published", "Upload a flow JSON without validation errors first.")
    return GraphError(100, title="Flow cannot be published", subcode=4233023, user=user)


def name_taken() -> GraphError:
    user = ("Flow name is taken", "Choose a name that no other flow of this account has.")
    return GraphError(100, title="Flow name is not unique", subcode=4016019, user=user)
