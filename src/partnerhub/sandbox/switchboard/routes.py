"""`/sandbox/switchboard`: one account at a time. Its buttons call the control API, so that each can be repeated by curl."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
from litestar import Response, Router, get
from litestar.params import FromQuery

from partnerhub.db.pool import Db, Row
from partnerhub.kit import clock
from partnerhub.sandbox.given import WithDatabase
from partnerhub.sandbox.pages import render
from partnerhub.sandbox.store import phones, templates, wabas, webhooks
from partnerhub.sandbox.weather import store as weather
from partnerhub.sandbox.wire.envelope import CODES
from partnerhub.sandbox.world import switches

LOGGED = 20  # webhooks
VERDICTS = ("APPROVED", "REJECTED", "PAUSED", "DISABLED", "PENDING", "FLAGGED", "IN_APPEAL", "REINSTATED")
REASONS = (
    "NONE",
    "ABUSIVE_CONTENT",
    "INCORRECT_CATEGORY",
    "INVALID_FORMAT",
    "PROMOTIONAL",
    "SCAM",
    "TAG_CONTENT_MISMATCH",
)
TIERS = ("TIER_50", "TIER_250", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED")
STATUSES = ("CONNECTED", "FLAGGED", "RESTRICTED", "RATE_LIMITED", "BANNED", "DISCONNECTED", "PENDING")
RESTRICTIONS = (
    "RESTRICTED_BIZ_INITIATED_MESSAGING",
    "RESTRICTED_CUSTOMER_INITIATED_MESSAGING",
    "RESTRICTED_ADD_PHONE_NUMBER_ACTION",
)
EDGES = (
    "*",
    "messages",
    "media",
    "message_templates",
    "register",
    "subscribed_apps",
    "phone_numbers",
    "oauth/access_token",
)
CHOICES = {
    "verdicts": VERDICTS,
    "reasons": REASONS,
    "tiers": TIERS,
    "statuses": STATUSES,
    "restrictions": RESTRICTIONS,
    "edges": EDGES,
}


@get("/")
async def board(database: WithDatabase, waba: FromQuery[str] = "") -> Response[str]:
    """`waba`: the account that is shown, else the newest that is shared."""
    async with database.working() as db:
        accounts = await wabas.every(db)
        chosen = next((one for one in accounts if one["id"] == waba), None) or next(
            iter([*await wabas.shared(db), *accounts]), None
        )
        values = await _account(db, chosen) if chosen is not None else {"phones": [], "templates": []}
        return render(
            "switchboard/board.html",
            **values,
            accounts=accounts,
            waba=chosen,
            switches=await switches.current(db),
            faults=await weather.faults(db),
            log=[_webhook(row) for row in await webhooks.page(db, None, None, None, LOGGED)],
            now=clock.now(),
            to_month=_to_next_month(clock.now()),
            codes=CODES,
            choices=CHOICES,
        )


async def _account(db: Db, waba: Row) -> dict[str, Any]:
    return {"phones": await phones.of_waba(db, waba["id"]), "templates": await templates.of_waba(db, waba["id"])}


def _to_next_month(now: datetime) -> int:
    """Seconds, and a minute more."""
    first = (now.replace(day=1) + timedelta(days=32)).replace(day=1, hour=0, minute=1, second=0)
    return int((first - now).total_seconds())


def _webhook(row: Row) -> dict[str, Any]:
    value = msgspec.json.decode(row["body"])["entry"][0]["changes"][0]["value"]
    told = value.get("event") or value.get("decision") or next((one["status"] for one in value.get("statuses", [])), "")
    told = told or next((one["type"] for one in value.get("messages", [])), "")
    pretty = msgspec.json.format(row["body"], indent=2)
    return {**dict(row), "told": told, "pretty": pretty, "at": clock.iso(row["created_at"])}


def router() -> Router:
    return Router(path="/sandbox/switchboard", route_handlers=[board])
