"""The figures of a WABA: fields with arguments, as Meta documents them, and edges, as its own libraries call them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from partnerhub.db.pool import Row
from partnerhub.sandbox.graph.figures import store
from partnerhub.sandbox.graph.figures.asking import Asked, asked, country_of, points
from partnerhub.sandbox.store import wabas
from partnerhub.sandbox.wire.call import Call, Node, listed
from partnerhub.sandbox.wire.envelope import GraphError, missing

GOT = frozenset({"delivered", "read"})
MOST_TEMPLATES = 10
PRICES = {"marketing": 0.0625, "marketing_lite": 0.0625, "utility": 0.02, "authentication": 0.03}  # a message
FREE = ("FREE_CUSTOMER_SERVICE", "REGULAR")
Given = Mapping[str, Any]


async def analytics(call: Call, node: Node, given: Given) -> dict[str, Any]:
    what = asked(given)
    rows = await _outgoing(call, node, what)
    counts = points(
        what, rows, lambda _: {}, lambda row: {"sent": row["messages"], "delivered": row["messages"] * _got(row)}
    )
    return {
        "phone_numbers": sorted({row["business"] for row in rows}),
        "country_codes": sorted({country_of(row) for row in rows}),
        "granularity": what.granularity,
        "data_points": counts,
    }


async def conversation_analytics(call: Call, node: Node, given: Given) -> dict[str, Any]:
    """A conversation is a customer's day in a category, as Meta counted them until 2025."""
    what = asked(given)
    rows = [row for row in await _outgoing(call, node, what) if _got(row)]
    metrics = what.several("metric_types") or ["COST", "CONVERSATION"]
    fields = _telling_apart(what, "conversation_category", "conversation_type", "conversation_direction")

    def counts(row: Row) -> dict[str, float]:
        counted = {"conversation": 1, "cost": _price(row)}
        return {name: value for name, value in counted.items() if name.upper() in metrics}

    return {"data": [{"data_points": points(what, rows, fields, counts)}]}


async def pricing_analytics(call: Call, node: Node, given: Given) -> dict[str, Any]:
    """The cost is withheld from those whom a partner pays for."""
    what = asked(given)
    rows = [row for row in await _outgoing(call, node, what) if _got(row)]
    async with call.database.working() as db:
        waba = await wabas.find(db, node.waba)
    metrics = what.several("metric_types") or ["COST", "VOLUME"]
    if waba is not None and waba["funding_id"]:
        metrics = [one for one in metrics if one != "COST"]
    fields = _telling_apart(what, "pricing_category", "pricing_type", "tier")

    def counts(row: Row) -> dict[str, float]:
        counted = {"volume": row["messages"], "cost": _price(row) * row["messages"]}
        return {name: value for name, value in counted.items() if name.upper() in metrics}

    return {"data": [{"data_points": points(what, rows, fields, counts)}]}


async def template_analytics(call: Call, node: Node, given: Given) -> dict[str, Any]:
    what = asked(given)
    ids = [str(one) for one in listed(given.get("template_ids"))]
    if not ids:
        raise missing("template_ids")
    if len(ids) > MOST_TEMPLATES:
        raise GraphError(100, title=f"Param template_ids must have {MOST_TEMPLATES} ids at most.")
    async with call.database.working() as db:
        waba = await wabas.find(db, node.waba)
        if waba is None or not waba["insights_enabled"]:
            raise GraphError(200007)
        rows = await store.of_templates(db, node.waba, ids, what.start, what.end)
    metrics = {one.lower() for one in what.several("metric_types")} or {"sent", "delivered", "read", "clicked"}
    counted = [name for name in ("sent", "delivered", "read") if name in metrics]
    made = points(what, rows, lambda row: {"template_id": row["id"]}, lambda row: {name: row[name] for name in counted})
    return {"data": [{"granularity": "DAILY", "product_type": "cloud_api", "data_points": made}] if made else []}


async def nothing(_call: Call, _node: Node, given: Given) -> dict[str, Any]:
    """Of calls, groups and groups of templates no figures are kept here."""
    asked(given)
    return {"data": [{"data_points": []}]}


FIGURES: dict[str, Callable[[Call, Node, Given], Awaitable[dict[str, Any]]]] = {
    "analytics": analytics,
    "conversation_analytics": conversation_analytics,
    "pricing_analytics": pricing_analytics,
    "template_analytics": template_analytics,
    "call_analytics": nothing,
    "group_analytics": nothing,
    "template_group_analytics": nothing,
}


async def _outgoing(call: Call, node: Node, what: Asked) -> list[Row]:
    async with call.database.working() as db:
        rows = await store.counted(db, node.waba, what.start, what.end, what.unit)
    return [row for row in rows if row["direction"] == "out" and row["kind"] != "reaction" and what.passes(row)]


def _telling_apart(what: Asked, category: str, kind: str, more: str) -> Callable[[Row], dict[str, Any]]:
    """The dimensions asked for, each as the point shows it."""
    shown: dict[str, Callable[[Row], str]] = {
        "phone": lambda row: row["business"],
        "country": country_of,
        category: lambda row: row["category"].upper(),
        kind: lambda row: FREE[row["category"] != "service"] if kind == "pricing_type" else "REGULAR",
        more: lambda _: "0:MAX" if more == "tier" else "BUSINESS_INITIATED",
    }
    names = [name for name in shown if name.upper() in what.several("dimensions")]
    return lambda row: {("phone_number" if name == "phone" else name): shown[name](row) for name in names}


def _got(row: Row) -> bool:
    return row["status"] in GOT


def _price(row: Row) -> float:
    return PRICES.get(row["category"], 0.0)
