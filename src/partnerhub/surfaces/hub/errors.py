"""Errors as people see them: what happened, what to do, and the id to quote. No detail of ours leaves the server."""

from typing import Any

import structlog
from litestar import Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect
from litestar.types import ExceptionHandlersMap

from partnerhub.kit.problems import Problem, TooMany
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.headers import request_id
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.parts import Page
from partnerhub.surfaces.hub.people import LogInFirst, OtherHub, hubs, session_of
from partnerhub.surfaces.hub.speech.hearing import answer_in

SENTENCES = {
    400: t("The page could not read what was sent."),
    404: t("There is no such page, or it is not yours to see."),
    405: t("This address does not take that kind of request."),
    413: t("What was sent is too large."),
    500: t("Something went wrong on our side. It is recorded; please try again in a moment."),
}


def on_problem(request: Page, problem: Problem) -> Response[Any]:
    headers = {"retry-after": str(problem.retry_after)} if isinstance(problem, TooMany) else {}
    session = session_of(request)
    switch = hubs(session.client_id) if session and isinstance(problem, OtherHub) else ""
    return _page(request, problem.status, problem.sentence, headers, switch)


def on_log_in_first(request: Page, problem: LogInFirst) -> Response[Any]:
    if request.headers.get("hx-request"):
        return Response(b"", status_code=200, headers={"hx-redirect": problem.location})
    return Redirect(problem.location, status_code=303)


def on_http_exception(request: Page, error: HTTPException) -> Response[Any]:
    if error.status_code >= 500:  # noqa: PLR2004
        return on_fault(request, error)
    sentence = SENTENCES.get(error.status_code, SENTENCES[400])
    return _page(request, error.status_code, sentence, dict(error.headers or {}))


def on_fault(request: Page, error: Exception) -> Response[Any]:
    structlog.get_logger("partnerhub.hub").error(
        "page failed", path=request.url.path, request_id=request_id(request.scope), exc_info=error
    )
    return _page(request, 500, SENTENCES[500], {})


HANDLERS: ExceptionHandlersMap = {
    LogInFirst: on_log_in_first,
    Problem: on_problem,
    HTTPException: on_http_exception,
    Exception: on_fault,
}


def _page(request: Page, status: int, sentence: str, headers: dict[str, str], switch: str = "") -> Response[Any]:
    session = session_of(request)
    answer_in(request, session.language if session else None)  # no guard has done it where there is no such page
    answer = page("error.html", status=status, number=status, sentence=sentence, hubs=switch)
    answer.headers.update(headers)
    return answer
