"""The WABA node (B.2)."""

import dataclasses
from typing import Any

import msgspec

from partnerhub.db.pool import Row
from partnerhub.sandbox.graph import health, subscriptions, users
from partnerhub.sandbox.graph.figures.nodes import FIGURES
from partnerhub.sandbox.graph.phones import nodes as phones
from partnerhub.sandbox.graph.templates import nodes as templates
from partnerhub.sandbox.store import wabas
from partnerhub.sandbox.wire import projection
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import no_such_object
from partnerhub.sandbox.wire.projection import Field

KIND = "WhatsAppBusinessAccount"
# Edges that can be asked for as fields.
CONNECTIONS = {
    "phone_numbers": phones.of_waba,
    "message_templates": templates.of_waba,
    "subscribed_apps": subscriptions.read,
    "assigned_users": users.assigned,
}
SWITCHES = ("disable_marketing_messages_on_cloud_api", "template_auto_archival_enabled")
OBJECTS = ("degrees_of_freedom_spec",)
DEFAULT = "id,name,currency,timezone_id,message_template_namespace"


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await wabas.find(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    return await shown(call, row, projection.parse(call.text("fields", DEFAULT)))


async def shown(call: Call, row: Row, asked: tuple[Field, ...]) -> dict[str, Any]:
    """What is asked of it, edges and figures too."""
    node, whole = Node(row["id"], "waba", row["id"]), fields_of(row)
    whole["health_status"] = health.status([health.waba(row), health.business(row), health.app(call.config.app_id)])
    for one in asked:
        if one.name in CONNECTIONS:
            whole[one.name] = await CONNECTIONS[one.name](_narrowed(call, one), node)
        elif one.name in FIGURES and one.arguments:
            whole[one.name] = await FIGURES[one.name](call, node, one.arguments)
    done = CONNECTIONS.keys() | FIGURES.keys()
    return projection.project(whole, tuple(Field(one.name) if one.name in done else one for one in asked), KIND)


def _narrowed(call: Call, one: Field) -> Call:
    """The call that an edge would get on its own."""
    inner = {"fields": one.inner} if one.inner else {}
    return dataclasses.replace(call, url=f"{call.url}/{one.name}", params={**one.arguments, **inner})


async def change(call: Call, node: Node) -> dict[str, Any]:
    """`is_enabled_for_insights` cannot be taken back."""
    name, timezone = call.text("name", ""), call.text("timezone_id", "")
    settings: dict[str, Any] = {one: call.flag(one) for one in SWITCHES if one in call.params}
    settings |= {one: call.value(one) for one in OBJECTS if one in call.params}
    async with call.database.working_write() as db:
        await wabas.set_settings(db, node.id, msgspec.json.encode(settings).decode())
        await wabas.rename(db, node.id, name or None, timezone or None, insights=call.flag("is_enabled_for_insights"))
    return {"id": node.id}


def fields_of(row: Row) -> dict[str, Any]:
    """Every field a WABA has; None: it has no value."""
    owner = {"id": row["owner_id"], "name": row["business_name"]}
    settings: dict[str, Any] = msgspec.json.decode(row["settings"])
    return {
        **dict.fromkeys(FIGURES),
        "id": row["id"],
        "name": row["name"],
        "account_review_status": row["account_review_status"],
        "auth_international_rate_eligibility": None,
        "business_verification_status": row["verification_status"],
        "country": row["country"],
        "creation_time": int(row["created_at"].timestamp()),
        "currency": row["currency"],
        "degrees_of_freedom_spec": settings.get("degrees_of_freedom_spec"),
        "disable_marketing_messages_on_cloud_api": settings.get(SWITCHES[0], False),
        "health_status": None,
        "is_enabled_for_insights": row["insights_enabled"],
        "is_shared_with_partners": True,
        "linked_commerce_account": None,
        "marketing_messages_ad_account": None,
        "marketing_messages_lite_api_status": "ONBOARDED" if row["marketing_terms_signed"] else "ELIGIBLE",
        "marketing_messages_onboarding_status": None,
        "message_template_namespace": row["namespace"],
        "on_behalf_of_business_info": {**owner, "status": "APPROVED", "type": "SELF"},
        "owner_business": owner,
        "owner_business_info": owner,
        "ownership_type": "CLIENT_OWNED",
        "primary_business_location": row["country"],
        "primary_funding_id": row["funding_id"] or "0",
        "purchase_order_number": None,
        "service_pricing_policy": None,
        "status": "DISABLED" if row["ban_state"] == "DISABLE" else row["status"],
        "template_auto_archival_enabled": settings.get(SWITCHES[1], True),
        "timezone_id": row["timezone_id"],
        "whatsapp_business_manager_messaging_limit": row["messaging_limit"],
        "whatsapp_manager_marketing_messages_max_price_enroll_status": None,
    }
