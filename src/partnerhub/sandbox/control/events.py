"""Meta decides something: each call changes the thing and tells it by webhook (B.6)."""

from datetime import timedelta
from typing import Any, Literal

import msgspec
from litestar import post
from litestar.params import FromPath, JSONBody

from partnerhub.db.pool import Database, Db, Row
from partnerhub.kit import clock
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.control.problems import NoSuchThing
from partnerhub.sandbox.given import WithConfig, WithDatabase
from partnerhub.sandbox.store import phones, tokens, wabas
from partnerhub.sandbox.world import webhooks
from partnerhub.sandbox.world.signup import PARTNER_BUSINESS

Tier = Literal["TIER_50", "TIER_250", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"]
RESTRICTED_FOR = timedelta(days=7)


class LimitIn(msgspec.Struct):
    tier: Tier


class BanIn(msgspec.Struct):
    state: Literal["DISABLE", "REINSTATE", "SCHEDULE_FOR_DISABLE"]


class RestrictionIn(msgspec.Struct):
    type: str = "RESTRICTED_BIZ_INITIATED_MESSAGING"


class ViolationIn(msgspec.Struct):
    type: str = "SPAM"


class ReviewIn(msgspec.Struct):
    decision: Literal["APPROVED", "REJECTED", "PENDING", "DEFERRED"]


@post("/wabas/{waba_id:str}/limit", status_code=200)
async def limit(
    waba_id: FromPath[str], data: JSONBody[LimitIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """The messaging limit of the WABA's portfolio: {"tier"}."""
    async with database.working_write() as db:
        row = await _waba(db, waba_id)
        await wabas.set_limit(db, row["business_id"], data.tier)
        value = {"max_daily_conversations_per_business": data.tier, "max_phone_numbers_per_business": 25}
        await webhooks.enqueue(db, config, waba_id, None, "business_capability_update", value, clock.now())
        for phone in await phones.of_waba(db, waba_id):
            event = {"display_phone_number": phone["digits"], "event": "UPGRADE", "current_limit": data.tier}
            event |= {"old_limit": row["messaging_limit"], "max_daily_conversations_per_business": data.tier}
            await webhooks.enqueue(db, config, waba_id, None, "phone_number_quality_update", event, clock.now())
    return {"success": True}


@post("/wabas/{waba_id:str}/ban", status_code=200)
async def ban(
    waba_id: FromPath[str], data: JSONBody[BanIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """Ban a WABA or take the ban back: {"state": "SCHEDULE_FOR_DISABLE" | "DISABLE" | "REINSTATE"}."""
    now = clock.now()
    info = {"waba_ban_state": data.state, "waba_ban_date": now.strftime("%B %d, %Y")}
    async with database.working_write() as db:
        await _waba(db, waba_id)
        await wabas.set_ban(db, waba_id, None if data.state == "REINSTATE" else data.state)
        await _tell(db, config, waba_id, {"event": "DISABLED_UPDATE", "ban_info": info})
    return {"success": True}


@post("/wabas/{waba_id:str}/restriction", status_code=200)
async def restriction(
    waba_id: FromPath[str], data: JSONBody[RestrictionIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """Restrict a WABA for a week: {"type"}."""
    until = int((clock.now() + RESTRICTED_FOR).timestamp())
    async with database.working_write() as db:
        await _waba(db, waba_id)
        info = [{"restriction_type": data.type, "expiration": until}]
        await _tell(db, config, waba_id, {"event": "ACCOUNT_RESTRICTION", "restriction_info": info})
    return {"success": True}


@post("/wabas/{waba_id:str}/violation", status_code=200)
async def violation(
    waba_id: FromPath[str], data: JSONBody[ViolationIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """Warn a WABA: {"type"}."""
    async with database.working_write() as db:
        await _waba(db, waba_id)
        await _tell(
            db,
            config,
            waba_id,
            {"event": "ACCOUNT_VIOLATION", "violation_info": {"violation_type": data.type}},
        )
    return {"success": True}


@post("/wabas/{waba_id:str}/review", status_code=200)
async def account_review(
    waba_id: FromPath[str], data: JSONBody[ReviewIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """Decide on a WABA itself: {"decision"}."""
    async with database.working_write() as db:
        await _waba(db, waba_id)
        await wabas.set_review(db, waba_id, data.decision)
        await webhooks.enqueue(
            db, config, waba_id, None, "account_review_update", {"decision": data.decision}, clock.now()
        )
    return {"success": True}


@post("/wabas/{waba_id:str}/marketing_terms", status_code=200)
async def marketing_terms(waba_id: FromPath[str], database: WithDatabase, config: WithConfig) -> dict[str, Any]:
    """The client signs the terms of Marketing Messages."""
    async with database.working_write() as db:
        await _waba(db, waba_id)
        await wabas.sign_marketing_terms(db, waba_id)
        await _tell(db, config, waba_id, {"event": "MM_LITE_TERMS_SIGNED"})
    return {"success": True}


@post("/wabas/{waba_id:str}/removal", status_code=200)
async def removal(waba_id: FromPath[str], database: WithDatabase, config: WithConfig) -> dict[str, Any]:
    """The client takes the WABA away from the partner: its tokens end."""
    now = clock.now()
    async with database.working_write() as db:
        row = await _waba(db, waba_id)
        await tokens.revoke(db, waba_id, now)
        info = {"waba_id": waba_id, "owner_business_id": row["business_id"]}
        await webhooks.tell_app(
            db,
            config,
            PARTNER_BUSINESS,
            "account_update",
            {"event": "PARTNER_REMOVED", "waba_info": info},
            now,
        )
    return {"success": True}


@post("/wabas/{waba_id:str}/deletion", status_code=200)
async def deletion(waba_id: FromPath[str], database: WithDatabase, config: WithConfig) -> dict[str, Any]:
    """The client deletes the WABA: its tokens end."""
    async with database.working_write() as db:
        await _waba(db, waba_id)
        await tokens.revoke(db, waba_id, clock.now())
        await _tell(db, config, waba_id, {"event": "ACCOUNT_DELETED"})
    return {"success": True}


@post("/wabas/{waba_id:str}/offboarding", status_code=200)
async def offboarding(waba_id: FromPath[str], database: WithDatabase, config: WithConfig) -> dict[str, Any]:
    """Its numbers leave the Cloud API, as when the Business App was not used for long."""
    return await _connect(database, config, waba_id, "DISCONNECTED", "ACCOUNT_OFFBOARDED")


@post("/wabas/{waba_id:str}/reconnection", status_code=200)
async def reconnection(waba_id: FromPath[str], database: WithDatabase, config: WithConfig) -> dict[str, Any]:
    """They come back."""
    return await _connect(database, config, waba_id, "CONNECTED", "ACCOUNT_RECONNECTED")


async def _connect(
    database: Database, config: Config, waba_id: str, status: Literal["CONNECTED", "DISCONNECTED"], event: str
) -> dict[str, Any]:
    async with database.working_write() as db:
        await _waba(db, waba_id)
        for phone in await phones.of_waba(db, waba_id):
            await phones.set_status(db, phone["id"], status)
        await _tell(db, config, waba_id, {"event": event})
    return {"success": True}


async def _tell(db: Db, config: Config, waba_id: str, value: dict[str, Any]) -> None:
    await webhooks.enqueue(db, config, waba_id, None, "account_update", value, clock.now())


async def _waba(db: Db, waba_id: str) -> Row:
    row = await wabas.find(db, waba_id)
    if row is None:
        raise NoSuchThing
    return row
