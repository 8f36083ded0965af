"""Errors of the control API, plain: `{"error": "…"}`."""

from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from partnerhub.kit.problems import BadInput, NotFound, Problem
from partnerhub.sandbox.wire.envelope import GraphError
from partnerhub.sandbox.world import numbers

AnyRequest = Request[Any, Any, Any]


class NoSuchThing(NotFound):
    """The sandbox knows no such thing."""


class NotAPhoneNumber(BadInput):
    """A phone number is digits with its country code."""


def digits(given: str) -> str:
    found = numbers.digits_of(given)
    if found is None:
        raise NotAPhoneNumber(field="phone")
    return found


def of_problem(_request: AnyRequest, problem: Problem) -> Response[dict[str, Any]]:
    return Response(
        {"error": problem.message, **({"field": problem.field} if problem.field else {})},
        status_code=problem.status,
    )


def of_graph(_request: AnyRequest, error: GraphError) -> Response[dict[str, Any]]:
    return Response({"error": error.message}, status_code=error.http)


def of_http(_request: AnyRequest, error: HTTPException) -> Response[dict[str, Any]]:
    extra = {"details": error.extra} if error.extra else {}
    return Response({"error": error.detail, **extra}, status_code=error.status_code, headers=dict(error.headers or {}))
