"""Two templates side by side, by how often they were sent (B.3). Nobody blocks a business here."""

from datetime import UTC, datetime, timedelta
from typing import Any

from partnerhub.sandbox.store import templates as store
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing

SPANS = (7, 30, 60, 90)  # days


async def read(call: Call, node: Node) -> dict[str, Any]:
    others = call.several("template_ids")
    if len(others) != 1:
        raise missing("template_ids") if not others else GraphError(100, title="Param template_ids must have one id.")
    start, end = _time(call, "start"), _time(call, "end")
    if round((end - start) / timedelta(days=1)) not in SPANS:
        raise GraphError(100, title="The time from start to end must be 7, 30, 60 or 90 days.")
    both = [node.id, others[0]]
    async with call.database.working() as db:
        rows = [await store.find(db, one) for one in both]
        if any(row is None or row["waba_id"] != node.waba for row in rows):
            raise GraphError(100, title="Both templates must be of the same account.")
        sends = [{"key": one, "value": await store.sent_between(db, one, start, end)} for one in both]
    reasons = [{"key": one, "value": "UNKNOWN_BLOCK_REASON"} for one in both]
    return {
        "data": [
            {"metric": "BLOCK_RATE", "type": "RELATIVE", "order_by_relative_metric": both},
            {"metric": "MESSAGE_SENDS", "type": "NUMBER_VALUES", "number_values": sends},
            {"metric": "TOP_BLOCK_REASON", "type": "STRING_VALUES", "string_values": reasons},
        ]
    }


def _time(call: Call, name: str) -> datetime:
    given = call.text(name)
    if not given.isdigit() or len(given) > 10:  # noqa: PLR2004
        raise GraphError(100, title=f"Param {name} must be a time in seconds.")
    return datetime.fromtimestamp(int(given), UTC)
