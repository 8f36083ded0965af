"""POST /{phone}/marketing_messages: marketing templates only, for accounts that signed the terms (D-mm)."""

from typing import Any

from partnerhub.sandbox.graph.messages import send as messages
from partnerhub.sandbox.store import templates, wabas
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError

CATEGORY = "marketing_lite"


async def send(call: Call, node: Node) -> dict[str, Any]:
    if call.params.get("type") != "template":
        raise GraphError(100, "Message must be a template message.")
    named = call.value("template")
    part: dict[str, Any] = named if isinstance(named, dict) else {}
    language = part.get("language")
    code = str(language.get("code", "")) if isinstance(language, dict) else ""
    async with call.database.working() as db:
        waba = await wabas.find(db, node.waba)
        row = await templates.find_named(db, node.waba, str(part.get("name", "")), code)
    if waba is None or not waba["marketing_terms_signed"]:
        raise GraphError(200, "The terms of Marketing Messages are not accepted.")
    if row is not None and row["category"] != "MARKETING":
        raise GraphError(131055, "Only marketing template messages are supported.")
    return await messages.send(call, node, billed_as=CATEGORY)
