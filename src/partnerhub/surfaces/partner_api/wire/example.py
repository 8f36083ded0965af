"""The form of an example in the documentation."""

from typing import Any, NamedTuple


class Example(NamedTuple):
    """Of the answer with this status; of the body that is sent when there is none."""

    value: Any
    status: int | None = 200


def listed(key: str, one: Any) -> dict[str, Any]:
    envelope = {"count": 1, "filters": {}, "limit": 1000, "offset": 0, "sort": ["id"], "total": 1}
    return envelope | {key: [one]}


def kept(value: Any) -> Example:
    """How settings are answered."""
    meta = {"success": True, "http_code": 200, "developer_message": "OK"}
    return Example({"meta": meta, "status_code": 200, "data": value})


def asked(value: Any) -> Example:
    return Example(value, None)
