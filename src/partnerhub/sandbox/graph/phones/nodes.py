"""The phone number node, and a WABA's list of them (B.2)."""

from datetime import datetime
from typing import Any

from partnerhub.db.pool import Row
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.graph import callbacks, health
from partnerhub.sandbox.graph.phones import automation
from partnerhub.sandbox.store import phones
from partnerhub.sandbox.wire import paging, projection
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing, no_such_object
from partnerhub.sandbox.world import names, numbers, webhooks

KIND = "WhatsAppBusinessPhoneNumber"
DEFAULT = (
    "verified_name,code_verification_status,display_phone_number,quality_rating,platform_type,throughput,"
    "webhook_configuration,id"
)
VISIBILITY = frozenset({"VISIBLE", "NON_VISIBLE"})


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await phones.find(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    return projection.project(fields_of(row, call.config), projection.parse(call.text("fields", DEFAULT)), KIND)


async def of_waba(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        rows = await phones.of_waba(db, node.id)
    asked = projection.parse(call.text("fields", DEFAULT))
    conditions = call.value("filtering") or []
    chosen = [row for row in rows if all(_passes(row, one) for one in conditions)]
    if "sort" in call.params:
        chosen.sort(key=_onboarded, reverse="DESC" in str(call.params["sort"]).upper())
    return paging.page(call, [projection.project(fields_of(row, call.config), asked, KIND) for row in chosen])


async def change(call: Call, node: Node) -> dict[str, Any]:
    """Each of the four things that can be set here; at least one must be given."""
    given = [name for name in CHANGES if name in call.params]
    if not given:
        raise missing("pin")
    for name in given:
        await CHANGES[name](call, node)
    return {"success": True}


async def _set_pin(call: Call, node: Node) -> None:
    pin = pin_of(call)
    async with call.database.working_write() as db:
        await phones.set_pin(db, node.id, pin)
        row = await phones.find(db, node.id)
        if row is not None:
            value = {"display_phone_number": row["digits"], "event": "PIN_CHANGED"}
            await webhooks.enqueue(db, call.config, node.waba, None, "security", value, call.now)


async def _set_override(call: Call, node: Node) -> None:
    """An empty URL takes the override away."""
    given = call.value("webhook_configuration")
    if not isinstance(given, dict):
        raise GraphError(100, title="Param webhook_configuration must be an object.")
    url = str(given.get("override_callback_uri") or "")
    await callbacks.verify(url, str(given.get("verify_token") or ""))
    async with call.database.working_write() as db:
        await phones.set_override(db, node.id, url or None)


async def _ask_name(call: Call, node: Node) -> None:
    name = call.text("new_display_name")
    async with call.database.working_write() as db:
        await phones.ask_name(db, node.id, name)
        await names.submit(db, node.id, name)


async def _set_visibility(call: Call, node: Node) -> None:
    visibility = call.text("search_visibility")
    if visibility not in VISIBILITY:
        raise GraphError(100, title=f"Param search_visibility must be one of {{{', '.join(sorted(VISIBILITY))}}}.")
    async with call.database.working_write() as db:
        await phones.set_visibility(db, node.id, visibility)


CHANGES = {
    "pin": _set_pin,
    "webhook_configuration": _set_override,
    "new_display_name": _ask_name,
    "search_visibility": _set_visibility,
}


def pin_of(call: Call) -> str:
    pin = call.text("pin")
    if not (pin.isascii() and pin.isdigit() and len(pin) == 6):  # noqa: PLR2004
        raise GraphError(100, "The pin must be 6 digits.")
    return pin


def fields_of(row: Row, config: Config) -> dict[str, Any]:
    """Every field a number has; None: it has no value."""
    return {
        "id": row["id"],
        "verified_name": row["verified_name"],
        "username": row["username"],
        "display_phone_number": row["display"],
        "country_code": numbers.region(row["digits"]),
        "country_dial_code": row["country_code"],
        "quality_rating": row["quality_rating"],
        "quality_score": {"score": row["quality_rating"]},
        "code_verification_status": row["code_verification_status"],
        "name_status": row["name_status"],
        "new_display_name": row["new_name"],
        "new_name_status": row["new_name_status"],
        "status": row["status"],
        "platform_type": "CLOUD_API" if row["registered"] else "NOT_APPLICABLE",
        "host_platform": "CLOUD_API" if row["registered"] else "NOT_APPLICABLE",
        "throughput": {"level": row["throughput"] if row["registered"] else "NOT_APPLICABLE"},
        "account_mode": row["account_mode"],
        "messaging_limit_tier": row["messaging_limit"],
        "whatsapp_business_manager_messaging_limit": row["messaging_limit"],
        "is_official_business_account": row["official"],
        "is_pin_enabled": row["pin"] is not None,
        "is_on_biz_app": False,
        "is_preverified_number": False,
        "search_visibility": row["search_visibility"],
        "certificate": None,
        "new_certificate": None,
        "last_onboarded_time": _moment(row["last_onboarded_at"]),
        "conversational_automation": automation.shown(row),
        "health_status": health.status(
            [health.phone(row), health.waba(row), health.business(row), health.app(config.app_id)]
        ),
        "webhook_configuration": _targets(row, config),
        "eligibility_for_api_business_global_search": "NON_ELIGIBLE_UNDEFINED_COUNTRY",
    }


def _targets(row: Row, config: Config) -> dict[str, str]:
    overrides = {"phone_number": row["override_uri"], "whatsapp_business_account": row["waba_override_uri"]}
    return {**{name: url for name, url in overrides.items() if url}, "application": config.callback_url}


def _moment(at: datetime | None) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%M:%S+0000") if at else None


def _onboarded(row: Row) -> float:
    return row["last_onboarded_at"].timestamp() if row["last_onboarded_at"] else 0.0


def _passes(row: Row, condition: dict[str, Any]) -> bool:
    if condition.get("field") != "account_mode" or condition.get("operator") != "EQUAL":
        raise GraphError(100, title="Filtering is possible on account_mode with EQUAL.")
    return row["account_mode"] == condition.get("value")
