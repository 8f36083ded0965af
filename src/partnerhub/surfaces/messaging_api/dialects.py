"""The four shapes of an error (contract messaging-and-meta A.6); each endpoint speaks one of them."""

from collections.abc import Callable
from enum import Enum
from typing import Any, NamedTuple

from partnerhub.upstream.graph import GENERIC, meaning

NOTHING = 1  # Graph's code for what it will not explain
GRAPH_CODE = {400: 100, 401: 190, 403: 10, 404: 2500, 405: 2500, 413: 100, 429: 4, 502: 2, 503: 2, 504: 2}
CONFLICT = 409
PASSING = {429, 502, 503, 504}


class Fault(NamedTuple):
    """What went wrong, not yet in any shape. `upstream` is what Graph said, if it said something.

    `code` is Graph's own, where it has one for just this.
    """

    status: int
    message: str
    trace: str
    upstream: str = ""
    code: int = 0


def graph(fault: Fault) -> dict[str, Any]:
    """As Graph itself would say it."""
    code = fault.code or GRAPH_CODE.get(fault.status, NOTHING)
    error: dict[str, Any] = {
        "message": f"(#{code}) {fault.message}",
        "type": "OAuthException",
        "code": code,
        "error_data": {"messaging_product": "whatsapp", "details": fault.message},
        "fbtrace_id": fault.trace,
    }
    if fault.status in PASSING or meaning(code).passing:
        error["is_transient"] = True
    return {"error": error}


def gateway(fault: Fault) -> dict[str, Any]:
    """As `/v1/…` always has; what Meta has a code for is beside it in the words of the On-Premises API."""
    meta: dict[str, Any] = {
        "success": False,
        "http_code": fault.status,
        "developer_message": fault.message,
        "360dialog_trace_id": fault.trace,
    }
    if fault.upstream:
        meta["error"] = fault.upstream
    if not fault.code:
        return {"meta": meta}
    known = meaning(fault.code)
    error = {"code": known.before or GENERIC, "title": known.title, "details": fault.message}
    return {"meta": meta, "errors": [error]}


def native(fault: Fault) -> dict[str, Any]:
    """As the newer endpoints that have no like at Meta; only a conflict is told in the shape of a success."""
    return {"message" if fault.status == CONFLICT else "error": fault.message}


def marketing(fault: Fault) -> dict[str, Any]:
    return {"detail": graph(fault)}


class Dialect(Enum):
    GRAPH = "graph"
    GATEWAY = "gateway"
    NATIVE = "native"
    MARKETING = "marketing"

    @property
    def shape(self) -> Callable[[Fault], dict[str, Any]]:
        return {"graph": graph, "gateway": gateway, "native": native, "marketing": marketing}[self.value]


def of_path(path: str) -> Dialect:
    """For paths that nothing serves."""
    return Dialect.GATEWAY if path.startswith("/v1/") else Dialect.GRAPH
