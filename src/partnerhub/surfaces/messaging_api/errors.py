"""Errors in the dialect of the endpoint that raised them; the dialects themselves are in dialects.py."""

import re
from typing import Any, cast

import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException

from partnerhub.domain.messaging import PairTooFast, TooFast, Unpaid
from partnerhub.kit.problems import NotFound, Problem, TooMany
from partnerhub.surfaces.messaging_api.dialects import Dialect, Fault, of_path
from partnerhub.surfaces.messaging_api.legacy.answers import Refused
from partnerhub.surfaces.messaging_api.passing.objects import NotAnObject
from partnerhub.upstream.graph import GraphError, GraphExhausted, GraphUnavailable

log = structlog.get_logger()

CODES: dict[type[Problem], int] = {Unpaid: 131042, TooFast: 130429, PairTooFast: 131056}  # Graph's own words for it
NOT_FOUND, NOT_ALLOWED, BAD_GATEWAY = 404, 405, 502
NOT_RUNNING = "WhatsApp for Business API not available"
WHOLE, LACKING = "data", "Object missing"  # how the framework names a body, and what it says of one without a field
META_PATH = re.compile(r"/(v\d+\.\d+|\d+)/.")  # a version or an id of Meta's in front


def answer(
    request: Request[Any, Any, Any],
    status: int,
    message: str,
    headers: dict[str, str] | None = None,
    upstream: str = "",
    code: int = 0,
) -> Response[dict[str, Any]]:
    scope = cast("dict[str, Any]", request.scope)
    fault = Fault(status, message, trace=scope.get("request_id", ""), upstream=upstream, code=code)
    return Response(
        _dialect(request).shape(fault), status_code=status, headers=headers or {}, media_type=MediaType.JSON
    )


def of_problem(request: Request[Any, Any, Any], problem: Problem) -> Response[dict[str, Any]]:
    message = f"{problem.field}: {problem.message}" if problem.field else problem.message
    headers = _again(problem.retry_after) if isinstance(problem, TooMany) else {}
    return answer(request, problem.status, message, headers, code=CODES.get(type(problem), 0))


def of_validation(request: Request[Any, Any, Any], error: ValidationException) -> Response[dict[str, Any]]:
    faults: list[dict[str, str]] = error.extra if isinstance(error.extra, list) else []
    if any(one.get("key") == WHOLE and not one["message"].startswith(LACKING) for one in faults):
        return of_problem(request, NotAnObject())
    told = "; ".join(f"{'body' if one.get('key', WHOLE) == WHOLE else one['key']}: {one['message']}" for one in faults)
    return answer(request, 400, told or error.detail)


def of_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[dict[str, Any]]:
    path = request.url.path
    unknown = error.status_code == NOT_ALLOWED and _only_a_media_id_could_stand_here(request, path)
    if error.status_code == NOT_FOUND or unknown:
        return of_unknown_path(request, path)
    return answer(request, error.status_code, error.detail, dict(error.headers or {}))


def of_unknown_path(request: Request[Any, Any, Any], path: str) -> Response[dict[str, Any]]:
    """The key says which number and WABA: paths that name them are Meta's, not ours (contract A.1)."""
    if META_PATH.match(path):
        return answer(
            request, 403, f"This URL {path} is blocked. Leave out the version and the id: the API key implies them."
        )
    return answer(request, NOT_FOUND, f"Unknown path components: {path}")


def of_silence(request: Request[Any, Any, Any], error: GraphUnavailable) -> Response[dict[str, Any]]:
    log.warning("graph_unavailable", path=request.url.path, reason=error.message)
    message = NOT_RUNNING if error.status == BAD_GATEWAY else error.message
    return answer(request, error.status, message, upstream=error.message)


def of_graph(request: Request[Any, Any, Any], error: GraphError) -> Response[dict[str, Any]]:
    """Of endpoints that ask Graph a question of our own, and of our token anywhere: else Graph's errors are passed on."""
    log.warning("graph_error", path=request.url.path, status=error.status, code=error.code, details=error.details)
    told = "" if error.is_token_refused else error.body.decode(errors="replace")
    return answer(request, BAD_GATEWAY, NOT_RUNNING, upstream=told)


def of_exhausted(request: Request[Any, Any, Any], error: GraphExhausted) -> Response[dict[str, Any]]:
    return answer(request, error.status, error.message, _again(error.retry_after), code=error.code)


def _again(seconds: int) -> dict[str, str]:
    return {"retry-after": str(seconds)}


def of_refusal(request: Request[Any, Any, Any], refused: Refused) -> Response[dict[str, Any]]:
    error = refused.error
    body = error.body.decode(errors="replace")
    return answer(request, refused.status, refused.message, upstream=body, code=error.code)


def of_crash(request: Request[Any, Any, Any], error: Exception) -> Response[dict[str, Any]]:
    log.error("crash", path=request.url.path, exc_info=error)
    return answer(request, 500, "Internal server error")


def of_no_such(request: Request[Any, Any, Any], problem: NotFound) -> Response[dict[str, Any]]:
    return answer(request, NOT_FOUND, problem.message)


def _dialect(request: Request[Any, Any, Any]) -> Dialect:
    """Of the endpoint; for another method than it has, that of its path."""
    scope = cast("dict[str, Any]", request.scope)
    handler, path = scope.get("route_handler"), scope["path"]
    of_handler: Dialect | None = handler.opt.get("dialect") if handler else None
    return of_handler or request.app.state.dialects.get(path.rstrip("/")) or of_path(path)


def _only_a_media_id_could_stand_here(request: Request[Any, Any, Any], path: str) -> bool:
    """`POST /nonsense` meets the route of `/{media_id}`: to the caller it is a path that does not exist."""
    return path.count("/") == 1 and not path[1:].isdigit() and path not in request.app.state.dialects


HANDLERS: dict[Any, Any] = {
    NotFound: of_no_such,
    Problem: of_problem,
    GraphUnavailable: of_silence,
    GraphExhausted: of_exhausted,
    GraphError: of_graph,
    Refused: of_refusal,
    ValidationException: of_validation,
    HTTPException: of_http,
    Exception: of_crash,
}


def told(request: Request[Any, Any, Any], error: Exception) -> Response[dict[str, Any]]:
    """As the framework finds the handler of an error."""
    return next(HANDLERS[kind] for kind in type(error).__mro__ if kind in HANDLERS)(request, error)
