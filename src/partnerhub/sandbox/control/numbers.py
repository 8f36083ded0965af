"""Meta decides something about a number: each call changes it and tells it by webhook where Meta does (B.6)."""

from typing import Any, Literal

import msgspec
from litestar import post
from litestar.params import FromPath, JSONBody

from partnerhub.db.pool import Db, Row
from partnerhub.kit import clock
from partnerhub.sandbox.control.problems import NoSuchThing
from partnerhub.sandbox.given import WithConfig, WithDatabase
from partnerhub.sandbox.store import phones
from partnerhub.sandbox.world import names, webhooks

Score = Literal["GREEN", "YELLOW", "RED", "UNKNOWN"]


class QualityIn(msgspec.Struct):
    rating: Score
    event: Literal["FLAGGED", "UNFLAGGED", "UPGRADE", "DOWNGRADE", "ONBOARDING", "THROUGHPUT_UPGRADE"] = "UNFLAGGED"


class StatusIn(msgspec.Struct):
    status: Literal["CONNECTED", "FLAGGED", "RESTRICTED", "RATE_LIMITED", "BANNED", "DISCONNECTED", "PENDING"]


class NameIn(msgspec.Struct):
    decision: Literal["APPROVED", "REJECTED", "PENDING", "DEFERRED"]
    rejection_reason: str | None = None


@post("/phones/{phone_id:str}/quality", status_code=200)
async def phone_quality(
    phone_id: FromPath[str], data: JSONBody[QualityIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """A number's quality: {"rating", "event"}."""
    async with database.working_write() as db:
        row = await _phone(db, phone_id)
        await phones.set_quality(db, phone_id, data.rating)
        if data.event in {"FLAGGED", "UNFLAGGED"}:
            await phones.set_status(db, phone_id, "FLAGGED" if data.event == "FLAGGED" else "CONNECTED")
        if data.event == "THROUGHPUT_UPGRADE":
            await phones.set_throughput(db, phone_id, "HIGH")
        value = {
            "display_phone_number": row["digits"],
            "event": data.event,
            "current_limit": row["messaging_limit"],
        }
        await webhooks.enqueue(db, config, row["waba_id"], None, "phone_number_quality_update", value, clock.now())
    return {"success": True}


@post("/phones/{phone_id:str}/name", status_code=200)
async def phone_name(
    phone_id: FromPath[str], data: JSONBody[NameIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """Decide on a display name: {"decision", "rejection_reason"}."""
    async with database.working_write() as db:
        if not await names.decide(db, config, phone_id, data.decision, data.rejection_reason, clock.now()):
            raise NoSuchThing
    return {"success": True}


@post("/phones/{phone_id:str}/status", status_code=200)
async def phone_status(phone_id: FromPath[str], data: JSONBody[StatusIn], database: WithDatabase) -> dict[str, Any]:
    """A number's status: {"status"}. Meta tells nobody; whoever asks sees it, and a banned or restricted one cannot send."""
    async with database.working_write() as db:
        await _phone(db, phone_id)
        await phones.set_status(db, phone_id, data.status)
    return {"success": True}


async def _phone(db: Db, phone_id: str) -> Row:
    row = await phones.find(db, phone_id)
    if row is None:
        raise NoSuchThing
    return row
