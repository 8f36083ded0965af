"""Extended credits: listed, shared with a business, attached to its WABA, revoked."""

from typing import Any

from partnerhub.db.pool import Db, Row
from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.graph.money import store
from partnerhub.sandbox.store import nodes, wabas
from partnerhub.sandbox.wire import paging, projection
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, no_such_object
from partnerhub.sandbox.world.signup import PARTNER_BUSINESS

LINE = "123000000000001"  # the partner's own
OWNER = {"id": LINE, "legal_entity_name": "Sandbox Partner"}
CURRENCIES = frozenset({"AUD", "EUR", "GBP", "IDR", "INR", "USD"})


async def of_business(call: Call, node: Node) -> dict[str, Any]:
    asked = projection.parse(call.text("fields", "id,legal_entity_name"))
    lines = [_line()] if node.id == PARTNER_BUSINESS else []
    return paging.page(call, [projection.project(one, asked, "ExtendedCredit") for one in lines])


async def read(call: Call, _node: Node) -> dict[str, Any]:
    return projection.project(_line(), projection.parse(call.text("fields", "id,legal_entity_name")), "ExtendedCredit")


def _line() -> dict[str, Any]:
    shown = {"allocated_amount": None, "balance": None, "credit_available": None, "credit_type": "WHATSAPP"}
    return {**OWNER, **shown, "owner_business": {"id": PARTNER_BUSINESS, "name": "Sandbox Partner"}}


async def share_and_attach(call: Call, node: Node) -> dict[str, Any]:
    _own(call)
    waba_id, currency = call.text("waba_id"), _currency(call)
    async with call.database.working_write() as db:
        waba = await _waba(call, db, waba_id)
        shared = await _shared(db, node, waba["owner_id"])
        await store.attach(db, waba_id, credential(shared), currency)
    return {"allocation_config_id": shared, "waba_id": waba_id, "success": True}


async def share(call: Call, node: Node) -> dict[str, Any]:
    _own(call)
    business = call.text("receiving_business_id")
    async with call.database.working_write() as db:
        if await wabas.find_business(db, business) is None:
            raise no_such_object(call.method, business)
        return {"success": True, "allocation_config_id": await _shared(db, node, business)}


async def attach(call: Call, node: Node) -> dict[str, Any]:
    """Only to a WABA of a business that the line is shared with, and once."""
    waba_id, currency = call.text("waba_id"), _currency(call)
    async with call.database.working_write() as db:
        waba = await _waba(call, db, waba_id)
        row = await store.live_of(db, node.id, waba["owner_id"])
        if row is None:
            raise GraphError(100, title="The credit line is not shared with the business of this account.")
        if waba["funding_id"] not in (None, credential(row["id"])):
            raise GraphError(100, title="The account has a credit line, which cannot be changed.")
        await store.attach(db, waba_id, credential(row["id"]), currency)
    return {"success": True, "waba_id": waba_id, "allocation_config_id": row["id"]}


async def allocations(call: Call, node: Node) -> dict[str, Any]:
    _own(call)
    asked = projection.parse(call.text("fields", "id,receiving_business"))
    async with call.database.working() as db:
        rows = await store.of_credit(db, node.id, call.text("receiving_business_id", "") or None)
    return paging.page(call, [projection.project(_shown(row), asked, "ExtendedCreditAllocationConfig") for row in rows])


async def allocation(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await store.find(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    asked = projection.parse(call.text("fields", "id,receiving_business,request_status"))
    return projection.project(_shown(row), asked, "ExtendedCreditAllocationConfig")


async def revoke(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working_write() as db:
        await store.end(db, node.id, credential(node.id), call.now)
    return {"success": True}


def _own(call: Call) -> None:
    """Only the partner may give its credit away."""
    if not call.caller.everything:
        raise GraphError(200)


def credential(allocation_id: str) -> str:
    """What a WABA names as its primary_funding_id."""
    return "9" + allocation_id[1:]


def _shown(row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "receiving_business": {"id": row["business_id"], "name": row["business_name"]},
        "receiving_credential": {"id": credential(row["id"])},
        "request_status": "DELETED" if row["deleted_at"] else "APPROVED",
        "owning_business": {"id": PARTNER_BUSINESS, "name": "Sandbox Partner"},
        "owning_credential": {"id": row["credit_id"]},
        "currency_amount": None,
        "liability_type": "Sequential",
        "partition_type": "FIXED",
        "send_bill_to": "Advertiser",
    }


async def _shared(db: Db, node: Node, business: str) -> str:
    """The allocation there is, or a new one."""
    row = await store.live_of(db, node.id, business)
    if row is not None:
        return row["id"]
    made = numeric_id()
    await nodes.add(db, made, "allocation", None)
    await store.add(db, made, node.id, business)
    return made


async def _waba(call: Call, db: Db, waba_id: str) -> Row:
    row = await wabas.find(db, waba_id)
    if row is None:
        raise no_such_object(call.method, waba_id)
    return row


def _currency(call: Call) -> str:
    currency = call.text("waba_currency")
    if currency not in CURRENCIES:
        raise GraphError(100, title=f"Param waba_currency must be one of {{{', '.join(sorted(CURRENCIES))}}}.")
    return currency
