"""Errors in the shape every integration parses: `{"meta": {success, http_code, developer_message, …}}` (contract §4)."""

from typing import Any

import msgspec
import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException

from partnerhub.kit.problems import Problem
from partnerhub.upstream.graph import GraphError, GraphExhausted, GraphTimeout, GraphUnavailable

log = structlog.get_logger()

MISSING = "Missing required"  # … query parameter 'end_date' for <the whole address>


TOO_MANY = frozenset({4, 613, 80007, 130429})  # Meta's codes of its own limits
AFTER = "60"  # seconds; Meta says how long only in a usage header, in minutes


class ErrorData(msgspec.Struct):
    """Meta's refusal, read: `status` is Meta's HTTP status."""

    code: str
    message: str
    real_message: str
    status: int


class Meta(msgspec.Struct, rename={"trace_id": "360dialog_trace_id"}, omit_defaults=True, kw_only=True):
    """`details` are sentences that name the fields at fault. `error` is Meta's own answer, as text, when Meta refused."""

    success: bool
    http_code: int
    developer_message: str
    trace_id: str = ""
    details: list[str] = []
    error: str = ""
    error_data: ErrorData | None = None


class Done(msgspec.Struct):
    """An answer without a resource (contract §4.2)."""

    meta: Meta


class Fault(msgspec.Struct, omit_defaults=True):
    """An error. `error` and `error_description` are set by `/token` only (RFC 6749 §5.2)."""

    meta: Meta
    error: str = ""
    error_description: str = ""


def done(message: str, status: int = 200) -> Done:
    return Done(Meta(success=True, http_code=status, developer_message=message))


def answer(
    request: Request[Any, Any, Any],
    status: int,
    message: str,
    details: list[str],
    headers: dict[str, str],
    code: str = "",
    upstream: GraphError | None = None,
) -> Response[Fault]:
    meta = Meta(
        success=False,
        http_code=status,
        developer_message=message,
        details=details,
        trace_id=request.scope.get("request_id", ""),
        error=upstream.body.decode(errors="replace") if upstream else "",
        error_data=_error_data(upstream) if upstream and upstream.code else None,
    )
    oauth = request.url.path.endswith("/token")
    return Response(
        Fault(meta, code if oauth else "", message if oauth else ""),
        status_code=status,
        headers=headers,
        media_type=MediaType.JSON,
    )


def of_problem(request: Request[Any, Any, Any], problem: Problem) -> Response[Fault]:
    details = problem.details or ([f"{problem.field}: {problem.message}"] if problem.field else [])
    headers = {"Retry-After": str(seconds)} if (seconds := getattr(problem, "retry_after", None)) else {}
    if problem.status == 401:  # noqa: PLR2004
        headers["WWW-Authenticate"] = "Bearer"
    return answer(request, problem.status, problem.message, details, headers, problem.code)


def of_validation(request: Request[Any, Any, Any], error: ValidationException) -> Response[Fault]:
    faults: list[dict[str, str]] = error.extra if isinstance(error.extra, list) else []
    details = [f"{fault.get('key', 'body')}: {fault['message']}" for fault in faults]
    if not faults and error.detail.startswith(MISSING):
        details = [error.detail.partition(" for ")[0]]
    message = "Wrong payload: " + "; ".join(details) if details else "Wrong payload"
    return answer(request, 400, message, details, {}, "invalid_request")


def of_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Fault]:
    return answer(request, error.status_code, error.detail, [], dict(error.headers or {}), "invalid_request")


def of_upstream(request: Request[Any, Any, Any], error: GraphError) -> Response[Fault]:
    """Meta's answer for the caller: never 401, on which clients fetch a new token and ask again without end (§4.1)."""
    text = error.body.decode(errors="replace")
    if isinstance(error, GraphUnavailable):
        status, message = (504 if isinstance(error, GraphTimeout) else 502), error.message
    elif error.code in TOO_MANY:
        after = str(error.retry_after) if isinstance(error, GraphExhausted) else AFTER
        return answer(request, 429, error.details or error.message, [], {"Retry-After": after}, upstream=error)
    elif error.status >= 500:  # noqa: PLR2004
        status, message = 502, f"The WhatsApp platform failed ({text})"
    elif error.is_missing:
        status, message = 404, f"Not found ({text})"
    elif error.status in {401, 403}:
        status, message = 403, f"The WhatsApp platform does not permit this ({text})"
    else:
        status, message = 400, f"Invalid payload ({text})"
    return answer(request, status, message, [], {}, upstream=error)


def _error_data(error: GraphError) -> ErrorData:
    return ErrorData(
        code=str(error.code), message=error.message, real_message=error.details or error.message, status=error.status
    )


def of_crash(request: Request[Any, Any, Any], error: Exception) -> Response[Fault]:
    log.error("crash", path=request.url.path, exc_info=error)
    return answer(request, 500, "Internal server error", [], {}, "server_error")


HANDLERS: dict[Any, Any] = {
    Problem: of_problem,
    GraphError: of_upstream,
    ValidationException: of_validation,
    HTTPException: of_http,
    Exception: of_crash,
}
