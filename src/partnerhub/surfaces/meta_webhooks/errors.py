"""Errors as Meta's own API would word them; Meta looks at the status only, a person reads the rest."""

from typing import Any

import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException

from partnerhub.kit.problems import Problem
from partnerhub.surfaces.meta_webhooks.batches import NotNow

log = structlog.get_logger()


def answer(status: int, message: str, headers: dict[str, str] | None = None) -> Response[dict[str, Any]]:
    content = {"error": {"message": message, "code": status}}
    return Response(content, status_code=status, headers=headers or {}, media_type=MediaType.JSON)


def of_problem(request: Request[Any, Any, Any], problem: Problem) -> Response[dict[str, Any]]:  # noqa: ARG001
    log.warning("meta_webhook_refused", reason=problem.message)
    headers = {"Retry-After": str(problem.retry_after)} if isinstance(problem, NotNow) else {}
    return answer(problem.status, problem.message, headers)


def of_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[dict[str, Any]]:  # noqa: ARG001
    return answer(error.status_code, error.detail, dict(error.headers or {}))


def of_crash(request: Request[Any, Any, Any], error: Exception) -> Response[dict[str, Any]]:
    """Meta sends again what was not answered with 200."""
    log.error("crash", path=request.url.path, exc_info=error)
    return answer(500, "Internal server error")


HANDLERS: dict[Any, Any] = {Problem: of_problem, HTTPException: of_http, Exception: of_crash}
