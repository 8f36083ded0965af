"""A number's business profile: flat in `data`, whatever Meta's OpenAPI prints (B.2)."""

from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.sandbox.graph.uploads import store as uploads
from partnerhub.sandbox.graph.uploads.nodes import PREFIX
from partnerhub.sandbox.store import phones
from partnerhub.sandbox.wire import projection
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing, no_such_object

LONGEST = {"about": 139, "address": 256, "description": 512, "email": 128}
DEFAULT = "about,address,description,email,profile_picture_url,websites,vertical,messaging_product"
VERTICALS = frozenset(
    {
        "UNDEFINED", "OTHER", "AUTO", "BEAUTY", "APPAREL", "EDU", "ENTERTAIN", "EVENT_PLAN", "FINANCE", "GROCERY", "GOVT",
        "HOTEL", "HEALTH", "NONPROFIT", "PROF_SERVICES", "RETAIL", "TRAVEL", "RESTAURANT", "NOT_A_BIZ", "ALCOHOL",
        "ONLINE_GAMBLING", "PHYSICAL_GAMBLING", "OTC_DRUGS",
    }
)  # fmt: skip
MAX_WEBSITES = 2


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await phones.find(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    kept = msgspec.json.decode(row["profile"])
    whole = {**dict.fromkeys(DEFAULT.split(",")), "vertical": "UNDEFINED", **kept, "messaging_product": "whatsapp"}
    asked = projection.parse(call.text("fields", DEFAULT))
    found = projection.project({name: whole.get(name) for name in DEFAULT.split(",")}, asked, "WhatsAppBusinessProfile")
    return {"data": [{**found, "messaging_product": "whatsapp"}]}


async def change(call: Call, node: Node) -> dict[str, Any]:
    if call.params.get("messaging_product") != "whatsapp":
        raise missing("messaging_product")
    given: dict[str, Any] = {name: call.text(name, "") for name in LONGEST if name in call.params}
    for name, text in given.items():
        if len(text) > LONGEST[name] or (name == "about" and not text):
            raise GraphError(100, title=f"Param {name} must be between 1 and {LONGEST[name]} characters long.")
    if "vertical" in call.params:
        given["vertical"] = _vertical(call)
    if "websites" in call.params:
        given["websites"] = _websites(call)
    async with call.database.working_write() as db:
        if "profile_picture_handle" in call.params:
            given["profile_picture_url"] = await _picture(call, db)
        await phones.set_profile(db, node.id, msgspec.json.encode(given).decode())
    return {"success": True}


async def _picture(call: Call, db: Db) -> str:
    """The address of an uploaded picture; one of another kind, or not whole, is none."""
    row = await uploads.of_handle(db, call.text("profile_picture_handle"))
    if row is None or not row["mime_type"].startswith("image/"):
        raise GraphError(100, title="Param profile_picture_handle is not the handle of an uploaded picture.")
    return f"{call.config.url}/pictures/{row['id'].removeprefix(PREFIX)}"


def _vertical(call: Call) -> str:
    vertical = call.text("vertical", "UNDEFINED")
    if vertical not in VERTICALS:
        raise GraphError(100, title=f"Param vertical must be one of {{{', '.join(sorted(VERTICALS))}}}.")
    return vertical


def _websites(call: Call) -> list[str]:
    websites = call.value("websites")
    if (
        not isinstance(websites, list)
        or len(websites) > MAX_WEBSITES
        or not all(isinstance(one, str) for one in websites)
    ):
        raise GraphError(100, title=f"Param websites must be an array of at most {MAX_WEBSITES} URLs.")
    return websites
