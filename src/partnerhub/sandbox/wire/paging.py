"""Graph's lists: `limit`, `after`, `before`, `summary`, and the cursors that answer them."""

import base64
from typing import Any

from partnerhub.kit.urls import with_query
from partnerhub.sandbox.wire.call import Call
from partnerhub.sandbox.wire.envelope import GraphError

DEFAULT_LIMIT = 25
MAX_LIMIT = 5000  # Graph takes large limits and answers with what it likes; templates are at most 6,000


def page(call: Call, items: list[dict[str, Any]], summary: dict[str, Any] | None = None) -> dict[str, Any]:
    """One page of `items`, each with an `id` or another first value that tells it apart, in their order."""
    limit = _limit(call)
    start = 0
    if "after" in call.params:
        start = _position(call, "after", items) + 1
    elif "before" in call.params:
        start = max(0, _position(call, "before", items) - limit)
    chosen = items[start : start + limit]
    answer: dict[str, Any] = {"data": chosen}
    if chosen:
        answer["paging"] = _paging(call, chosen, start, start + limit < len(items))
    if call.params.get("summary") not in (None, "", "false", "0", False):
        answer["summary"] = {"total_count": len(items), **(summary or {})}
    return answer


def _paging(call: Call, chosen: list[dict[str, Any]], start: int, more: bool) -> dict[str, Any]:
    before, after = _cursor(chosen[0]), _cursor(chosen[-1])
    paging: dict[str, Any] = {"cursors": {"before": before, "after": after}}
    if more:
        paging["next"] = _link(call, "after", after)
    if start > 0:
        paging["previous"] = _link(call, "before", before)
    return paging


def _link(call: Call, name: str, cursor: str) -> str:
    kept = [(key, str(value)) for key, value in call.params.items() if key not in {"after", "before"}]
    return with_query(call.url, [("access_token", call.token), *kept, (name, cursor)])


def _limit(call: Call) -> int:
    given = str(call.params.get("limit") or DEFAULT_LIMIT)
    if not given.isdigit() or int(given) < 1:
        raise GraphError(100, title="Param limit must be an integer greater than 0.")
    return min(int(given), MAX_LIMIT)


def _cursor(item: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(f"AQ{_key(item)}".encode()).decode().rstrip("=") + "ZD"


def _key(item: dict[str, Any]) -> str:
    return str(item["id"] if "id" in item else next(iter(item.values())))


def _position(call: Call, name: str, items: list[dict[str, Any]]) -> int:
    given = str(call.params[name])
    for position, item in enumerate(items):
        if _cursor(item) == given:
            return position
    raise GraphError(100, title=f"Invalid cursor in the parameter {name}.")
