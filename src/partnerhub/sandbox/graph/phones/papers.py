"""What a number shows to others: the key that flows are sealed with, and who answers for the business in India."""

from typing import Any

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from partnerhub.sandbox.graph.phones import store
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing

NEEDED = ("entity_name", "entity_type", "grievance_officer_details", "customer_care_details")
TYPES = frozenset(
    {"LIMITED_LIABILITY_PARTNERSHIP", "SOLE_PROPRIETORSHIP", "PARTNERSHIP", "PUBLIC_COMPANY", "PRIVATE_COMPANY", "OTHER"}
)  # fmt: skip


async def key(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        kept = await store.public_key(db, node.id)
    shown = {"business_public_key": kept, "business_public_key_signature_status": "VALID"}
    return {"data": [shown] if kept else []}


async def set_key(call: Call, node: Node) -> dict[str, Any]:
    given = call.text("business_public_key")
    if not _is_rsa(given):
        raise GraphError(100, title="Param business_public_key must be a 2048 bit RSA public key in PEM.")
    async with call.database.working_write() as db:
        await store.set_public_key(db, node.id, given)
    return {"success": True}


def _is_rsa(pem: str) -> bool:
    try:
        return isinstance(load_pem_public_key(pem.encode()), RSAPublicKey)
    except (ValueError, UnsupportedAlgorithm):
        return False


async def compliance(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        kept = await store.compliance(db, node.id)
    return {"data": [msgspec.json.decode(kept)] if kept else []}


async def set_compliance(call: Call, node: Node) -> dict[str, Any]:
    if call.params.get("messaging_product") != "whatsapp":
        raise missing("messaging_product")
    given = {name: call.value(name) if name.endswith("details") else call.text(name) for name in NEEDED}
    if absent := next((name for name, value in given.items() if not value), ""):
        raise missing(absent)
    if given["entity_type"] not in TYPES:
        raise GraphError(100, title=f"Param entity_type must be one of {{{', '.join(sorted(TYPES))}}}.")
    kept = {"messaging_product": "whatsapp", "is_registered": call.flag("is_registered"), **given}
    async with call.database.working_write() as db:
        await store.set_compliance(db, node.id, msgspec.json.encode(kept).decode())
    return {"success": True}
