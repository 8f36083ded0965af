"""Errors in the shape every integration parses: `{"meta": {success, http_code, developer_message, …}}` (contract §4)."""

from typing import Any

import msgspec
import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException

from partnerhub.kit.problems import Problem

log = structlog.get_logger()


class Meta(msgspec.Struct, rename={"trace_id": "360dialog_trace_id"}, omit_defaults=True, kw_only=True):
    """`details` are sentences that name the fields at fault."""

    success: bool
    http_code: int
    developer_message: str
    trace_id: str = ""
    details: list[str] = []


class Done(msgspec.Struct):
    """An answer without a resource (contract §4.2)."""

    meta: Meta


class Fault(msgspec.Struct, omit_defaults=True):
    """An error. `error` and `error_description` are set by `/token` only (RFC 6749 §5.2)."""

    meta: Meta
    error: str = ""
    error_description: str = ""


def done(message: str) -> Done:
    return Done(Meta(success=True, http_code=200, developer_message=message))


def answer(
    request: Request[Any, Any, Any],
    status: int,
    message: str,
    details: list[str],
    headers: dict[str, str],
    code: str = "",
) -> Response[Fault]:
    meta = Meta(
        success=False,
        http_code=status,
        developer_message=message,
        details=details,
        trace_id=request.scope.get("request_id", ""),
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
    message = "Wrong payload: " + "; ".join(details) if details else "Wrong payload"
    return answer(request, 400, message, details, {}, "invalid_request")


def of_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Fault]:
    return answer(request, error.status_code, error.detail, [], dict(error.headers or {}), "invalid_request")


def of_crash(request: Request[Any, Any, Any], error: Exception) -> Response[Fault]:
    log.error("crash", path=request.url.path, exc_info=error)
    return answer(request, 500, "Internal server error", [], {}, "server_error")


HANDLERS: dict[Any, Any] = {
    Problem: of_problem,
    ValidationException: of_validation,
    HTTPException: of_http,
    Exception: of_crash,
}
