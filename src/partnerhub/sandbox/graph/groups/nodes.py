"""Groups: made, listed, read, changed, deleted; and the link that invites to one (contract A.2, Groups)."""

import base64
from typing import Any

from partnerhub.db.pool import Db, Row
from partnerhub.kit.ids import numeric_id, random_id
from partnerhub.sandbox.graph.groups import store
from partnerhub.sandbox.graph.groups.telling import LIFECYCLE, SETTINGS, person, tell
from partnerhub.sandbox.store import nodes, phones
from partnerhub.sandbox.wire import paging, projection
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing, no_such_object

WHATSAPP = {"messaging_product": "whatsapp"}
MODES = frozenset({"auto_approve", "approval_required"})
LONGEST_SUBJECT, LONGEST_DESCRIPTION = 128, 2048
DEFAULT = "id,subject,description,suspended,creation_timestamp,join_approval_mode,participants,total_participant_count"


async def of_phone(call: Call, node: Node) -> dict[str, Any]:
    """The page as elsewhere, but its items one level below `data`."""
    async with call.database.working() as db:
        rows = await store.of_phone(db, node.id)
    page = paging.page(
        call, [{"id": row["id"], "subject": row["subject"], "created_at": _seconds(row)} for row in rows]
    )
    return {**page, "data": {"groups": page["data"]}}


async def create(call: Call, node: Node) -> dict[str, Any]:
    """The id comes by webhook."""
    _whatsapp(call)
    subject, description = _texts(call)
    mode = call.text("join_approval_mode", "auto_approve")
    if mode not in MODES:
        raise GraphError(100, title=f"Param join_approval_mode must be one of {{{', '.join(sorted(MODES))}}}.")
    if subject is None:
        raise missing("subject")
    request = request_id()
    async with call.database.working_write() as db:
        phone = await phones.find(db, node.id)
        if phone is None:
            raise no_such_object(call.method, node.id)
        group_id = _group_id(phone["digits"])
        await nodes.add(db, group_id, "group", node.waba)
        await store.add(db, group_id, node.id, subject, description, mode, random_id(22), call.now)
        group = await found(call, db, group_id)
        more = {"subject": subject, "join_approval_mode": mode, "invite_link": _link(group["invite"])}
        more |= {"description": description} if description else {}
        await tell(db, call.config, group, LIFECYCLE, "group_create", call.now, request_id=request, **more)
    return {**WHATSAPP, "request_id": request}


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await found(call, db, node.id)
        people = await store.members(db, node.id, asking=False)
    whole = {
        "id": row["id"],
        **WHATSAPP,
        "subject": row["subject"],
        "description": row["description"],
        "suspended": False,
        "creation_timestamp": int(row["created_at"].timestamp()),
        "join_approval_mode": row["join_mode"],
        "participants": [person(one["customer"]) for one in people],
        "total_participant_count": row["members"],
    }
    return {**projection.project(whole, projection.parse(call.text("fields", DEFAULT)), "WhatsAppGroup"), **WHATSAPP}


async def change(call: Call, node: Node) -> dict[str, Any]:
    """Subject, description, picture: each alone or together."""
    subject, description = _texts(call)
    picture = call.uploads.get("profile_picture_file") or call.uploads.get("file")
    if subject is None and description is None and picture is None:
        raise missing("subject")
    request = request_id()
    async with call.database.working_write() as db:
        await store.change(db, node.id, subject, description)
        group = await found(call, db, node.id)
        done = {"update_successful": True}
        told: dict[str, Any] = {"group_subject": {"text": subject, **done}} if subject else {}
        told |= {"group_description": {"text": description, **done}} if description else {}
        told |= {"profile_picture": {"mime_type": picture.mime_type, **done}} if picture else {}
        await tell(db, call.config, group, SETTINGS, "group_settings_update", call.now, request_id=request, **told)
    return {**WHATSAPP, "success": True, "request_id": request}


async def delete(call: Call, node: Node) -> dict[str, Any]:
    request = request_id()
    async with call.database.working_write() as db:
        group = await found(call, db, node.id)
        await nodes.remove(db, [node.id])
        await tell(db, call.config, group, LIFECYCLE, "group_delete", call.now, request_id=request)
    return {**WHATSAPP, "success": True, "request_id": request}


async def invite(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        return {**WHATSAPP, "invite_link": _link((await found(call, db, node.id))["invite"])}


async def new_invite(call: Call, node: Node) -> dict[str, Any]:
    """The one before leads nowhere then."""
    made = random_id(22)
    async with call.database.working_write() as db:
        await store.set_invite(db, node.id, made)
    return {**WHATSAPP, "invite_link": _link(made)}


async def drop_invite(call: Call, node: Node) -> dict[str, Any]:
    await new_invite(call, node)
    return {**WHATSAPP, "success": "true"}


async def found(call: Call, db: Db, group_id: str) -> Row:
    row = await store.find(db, group_id)
    if row is None:
        raise no_such_object(call.method, group_id)
    return row


def request_id() -> str:
    return f"wagid.{numeric_id()}"


def _texts(call: Call) -> tuple[str | None, str | None]:
    subject, description = call.text("subject", ""), call.text("description", "")
    if len(subject) > LONGEST_SUBJECT or len(description) > LONGEST_DESCRIPTION:
        raise GraphError(
            100, f"A group's subject has {LONGEST_SUBJECT} characters at most, its text {LONGEST_DESCRIPTION}."
        )
    return subject or None, description or None


def _whatsapp(call: Call) -> None:
    if call.params.get("messaging_product") != "whatsapp":
        raise missing("messaging_product")


def _group_id(digits: str) -> str:
    """As Meta makes them: the number and the group's own id, in base64, and ZD."""
    return base64.urlsafe_b64encode(f"capi_group:{digits}:{numeric_id(18)}".encode()).decode().rstrip("=") + "ZD"


def _link(code: str) -> str:
    return f"https://chat.whatsapp.com/{code}"


def _seconds(row: Row) -> str:
    return str(int(row["created_at"].timestamp()))
