"""Message templates: list, read, create, edit, delete (B.3)."""

import re
from typing import Any

import msgspec

from partnerhub.db.pool import Row
from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.graph.templates import library, previews, refusals, rules
from partnerhub.sandbox.store import nodes
from partnerhub.sandbox.store import templates as store
from partnerhub.sandbox.wire import paging, projection
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing, no_such_object
from partnerhub.sandbox.world import review

KIND = "WhatsAppMessageTemplate"
DEFAULT = "name,parameter_format,components,language,status,category,sub_category,previous_category,id"
LIMIT_OF_NAMES = 250
FILTERS = ("status", "category", "language", "quality_score", "parameter_format")
EDITABLE = frozenset({"APPROVED", "REJECTED", "PAUSED"})
INTEGER = re.compile(r"-?[0-9]{1,8}")
LONGEST_TTL = 2_592_000  # seconds; -1 is as long


async def of_waba(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        rows = await store.of_waba(db, node.waba)
        names = await store.names(db, node.waba)
    asked = projection.parse(call.text("fields", DEFAULT))
    chosen = [row for row in rows if _wanted(call, row)]
    summary = {
        "message_template_count": names,
        "message_template_limit": LIMIT_OF_NAMES,
        "are_translations_complete": False,
    }
    return paging.page(call, [projection.project(fields_of(row), asked, KIND) for row in chosen], summary)


def _wanted(call: Call, row: Row) -> bool:
    name, components = row["name"], row["components"].lower()
    if call.text("name", "") not in name or call.text("content", "").lower() not in components:
        return False
    either = call.text("name_or_content", "").lower()
    if either not in name and either not in components:
        return False
    return all(row[one] in call.several(one) for one in FILTERS if call.params.get(one) not in (None, ""))


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await store.find(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    return projection.project(fields_of(row), projection.parse(call.text("fields", DEFAULT)), KIND)


async def create(call: Call, node: Node) -> dict[str, Any]:
    """PENDING at first; the verdict comes by webhook."""
    name, category = call.text("name"), rules.category(call.text("category"))
    language, form = rules.language(call.text("language")), rules.form(call.text("parameter_format", "POSITIONAL"))
    rules.check_name(name)
    components = worded(category, language, rules.components(_components(call), category, form))
    template_id = numeric_id()
    async with call.database.working_write() as db:
        if await store.find_named(db, node.waba, name, language) is not None:
            raise refusals.name_taken(language)
        if await store.names(db, node.waba, but=name) >= LIMIT_OF_NAMES:
            raise refusals.too_many(LIMIT_OF_NAMES)
        await nodes.add(db, template_id, "template", node.waba)
        await store.add(db, template_id, node.waba, name, language, category, form, components, ttl(call), call.now)
        await review.submit(db, template_id, name)
    return {"id": template_id, "status": "PENDING", "category": category}


def worded(category: str, language: str, components: str) -> str:
    """Meta writes the texts of authentication templates itself. `components`: JSON, as what is returned."""
    if category != "AUTHENTICATION":
        return components
    return msgspec.json.encode(previews.written(msgspec.json.decode(components), language)).decode()


def _components(call: Call) -> Any:
    """As given, or those of the template in Meta's library."""
    given = call.text("library_template_name", "")
    if not given:
        return call.value("components")
    entry = library.named(given)
    if entry is None:
        raise GraphError(100, title=f"The library has no template '{given[:100]}'.")
    return library.components(entry)


async def edit(call: Call, node: Node) -> dict[str, Any]:
    """Only one that is APPROVED, REJECTED or PAUSED; the category of an approved one stays."""
    category = rules.category(call.text("category")) if "category" in call.params else None
    async with call.database.working_write() as db:
        row = await store.find(db, node.id)
        if row is None:
            raise no_such_object(call.method, node.id)
        if row["status"] not in EDITABLE:
            raise GraphError(100, title="Message template cannot be edited in its present status.", subcode=2388039)
        if row["status"] == "APPROVED" and category not in (None, row["category"]):
            raise GraphError(100, title="The category of an approved template cannot be changed.", subcode=2388005)
        components = _changed(call, category or row["category"], row["parameter_format"])
        await store.change(db, node.id, components, category, ttl(call), call.now)
        if components is not None:
            await review.tell_components(db, call.config, node.id, call.now)
        await review.submit(db, node.id, row["name"])
    return {"success": True, "id": node.id, "name": row["name"], "category": category or row["category"]}


def _changed(call: Call, category: str, form: str) -> str | None:
    return rules.components(call.value("components"), category, form) if "components" in call.params else None


async def delete(call: Call, node: Node) -> dict[str, Any]:
    """By name (every language), by hsm_id, or by hsm_ids."""
    async with call.database.working_write() as db:
        rows = await store.of_waba(db, node.waba)
        chosen = [row for row in rows if _meant(call, row)]
        if not chosen:
            raise GraphError(100, title="Message template not found.", subcode=2593002)
        if any(row["status"] == "DISABLED" for row in chosen):
            raise GraphError(100, title="A disabled template cannot be deleted.", subcode=2388041)
        await nodes.remove(db, [row["id"] for row in chosen])
    return {"success": True}


def _meant(call: Call, row: Row) -> bool:
    if "hsm_ids" in call.params:
        return row["id"] in call.several("hsm_ids")
    if "hsm_id" in call.params:
        return row["id"] == call.text("hsm_id") and row["name"] == call.text("name", row["name"])
    if "name" not in call.params:
        raise missing("name")
    return row["name"] == call.text("name")


def ttl(call: Call) -> int | None:
    given = call.text("message_send_ttl_seconds", "0")
    if not INTEGER.fullmatch(given) or not -1 <= int(given) <= LONGEST_TTL:
        raise GraphError(100, title=f"Param message_send_ttl_seconds must be an integer from -1 to {LONGEST_TTL}.")
    return int(given) or None


def fields_of(row: Row) -> dict[str, Any]:
    """Every field a template has; None: it has no value."""
    return {
        "id": row["id"],
        "name": row["name"],
        "language": row["language"],
        "status": row["status"],
        "category": row["category"],
        "components": msgspec.json.decode(row["components"]),
        "parameter_format": row["parameter_format"],
        "sub_category": row["sub_category"],
        "previous_category": row["previous_category"],
        "correct_category": None,
        "rejected_reason": row["rejected_reason"],
        "quality_score": {"score": row["quality_score"], "date": int(row["updated_at"].timestamp())},
        "message_send_ttl_seconds": row["ttl_seconds"],
        "cta_url_link_tracking_opted_out": None,
        "library_template_name": None,
        "degrees_of_freedom_spec": None,
        "last_updated_time": row["updated_at"].strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "created_time": row["created_at"].strftime("%Y-%m-%dT%H:%M:%S+0000"),
    }
