"""Meta decides something about a template: each call changes it and tells it by webhook (B.6)."""

from typing import Any, Literal

import msgspec
from litestar import post
from litestar.params import FromPath, JSONBody

from partnerhub.kit import clock
from partnerhub.sandbox.control.problems import NoSuchThing
from partnerhub.sandbox.given import WithConfig, WithDatabase
from partnerhub.sandbox.store import templates
from partnerhub.sandbox.world import review, webhooks

Score = Literal["GREEN", "YELLOW", "RED", "UNKNOWN"]


class VerdictIn(msgspec.Struct):
    status: Literal["APPROVED", "REJECTED", "PAUSED", "DISABLED", "PENDING", "FLAGGED", "IN_APPEAL", "REINSTATED"]
    reason: str = "NONE"


class ScoreIn(msgspec.Struct):
    score: Score


class CategoryIn(msgspec.Struct):
    category: Literal["AUTHENTICATION", "MARKETING", "UTILITY"]


@post("/templates/{template_id:str}/verdict", status_code=200)
async def template_verdict(
    template_id: FromPath[str], data: JSONBody[VerdictIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """Decide on a template: {"status": "APPROVED" | "REJECTED" | …, "reason"}."""
    async with database.working_write() as db:
        if not await review.decide(db, config, template_id, data.status, data.reason, clock.now()):
            raise NoSuchThing
    return {"success": True}


@post("/templates/{template_id:str}/quality", status_code=200)
async def template_quality(
    template_id: FromPath[str], data: JSONBody[ScoreIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """A template's quality: {"score"}."""
    async with database.working_write() as db:
        row = await templates.find(db, template_id)
        if row is None:
            raise NoSuchThing
        await templates.set_quality(db, template_id, data.score)
        value = {
            "previous_quality_score": row["quality_score"],
            "new_quality_score": data.score,
            "message_template_id": int(template_id),
            "message_template_name": row["name"],
            "message_template_language": row["language"],
        }
        await webhooks.enqueue(db, config, row["waba_id"], None, "message_template_quality_update", value, clock.now())
    return {"success": True}


@post("/templates/{template_id:str}/category", status_code=200)
async def template_category(
    template_id: FromPath[str], data: JSONBody[CategoryIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """Move a template to another category: {"category"}."""
    async with database.working_write() as db:
        if not await review.move(db, config, template_id, data.category, clock.now()):
            raise NoSuchThing
    return {"success": True}
