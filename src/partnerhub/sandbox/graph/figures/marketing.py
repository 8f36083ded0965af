"""Marketing: how many a price would reach, what advertisers' datasets are told."""

from typing import Any

from partnerhub.sandbox.store import customers, wabas
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing, no_such_object, trace_id

MOST_EVENTS = 1000
BIDS = (1, 2, 3)


async def reach(call: Call, node: Node) -> dict[str, Any]:
    """Rising with the bid, and never more than there are customers."""
    async with call.database.working() as db:
        users, waba = len(await customers.every(db)), await wabas.find(db, node.waba)
    if waba is None:
        raise no_such_object(call.method, node.id)
    if not waba["marketing_terms_signed"]:
        raise GraphError(200, "The terms of Marketing Messages are not accepted.")
    return {"estimates": [_estimate(bid, users) for bid in BIDS], "waba_currency": waba["currency"]}


def _estimate(bid: int, users: int) -> dict[str, int]:
    low, high = users * bid // 5, users * (bid + 1) // 5
    deliveries = {"deliveries_lower_bound": low, "deliveries_upper_bound": high}
    return {
        "bid_amount": bid,
        **deliveries,
        "cost_lower_bound": low * bid,
        "cost_upper_bound": high * bid,
        "users": users,
    }


async def events(call: Call, _node: Node) -> dict[str, Any]:
    """Taken, and not looked at again."""
    given = call.value("data")
    if not isinstance(given, list) or not given:
        raise missing("data")
    if len(given) > MOST_EVENTS:
        raise GraphError(100, title=f"Param data must have {MOST_EVENTS} events at most.")
    for one in given:
        if not isinstance(one, dict) or not one.get("event_name") or not one.get("event_time"):
            raise GraphError(100, title="Invalid parameter", subcode=2804050)
    return {"events_received": len(given), "messages": [], "fbtrace_id": trace_id()}


async def quality(call: Call) -> dict[str, Any]:
    """Nobody matches events with people here."""
    if not call.text("dataset_id").isdigit():
        raise GraphError(100, title="Param dataset_id must be an id.")
    return {"web": []}
