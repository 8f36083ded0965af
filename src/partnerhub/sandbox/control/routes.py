"""Every call of the control API, one line each."""

from typing import Any

from litestar import Router, get
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler

from partnerhub.kit.problems import Problem
from partnerhub.sandbox.control import (
    accounts,
    calls,
    customers,
    events,
    groups,
    log,
    numbers,
    preverified,
    problems,
    solutions,
    templates,
    weather,
)
from partnerhub.sandbox.wire.envelope import GraphError

PREFIX = "/sandbox/api"

HANDLERS: list[HTTPRouteHandler] = [
    accounts.list_businesses,
    accounts.make_business,
    accounts.list_wabas,
    accounts.make_waba,
    accounts.list_phones,
    accounts.show_phone,
    accounts.make_phone,
    accounts.make_code,
    preverified.list_preverified,
    customers.list_customers,
    customers.make_customer,
    customers.remove_customer,
    customers.write,
    customers.prefer,
    customers.chat_of_customer,
    customers.chat_of_phone,
    calls.ring,
    calls.hang_up,
    groups.list_groups,
    groups.join,
    groups.leave,
    solutions.list_solutions,
    solutions.make_solution,
    solutions.share,
    solutions.answer,
    solutions.ask_to_end,
    log.list_templates,
    templates.template_verdict,
    templates.template_quality,
    templates.template_category,
    numbers.phone_quality,
    numbers.phone_name,
    numbers.phone_status,
    events.limit,
    events.ban,
    events.restriction,
    events.violation,
    events.account_review,
    events.marketing_terms,
    events.removal,
    events.deletion,
    events.offboarding,
    events.reconnection,
    log.list_webhooks,
    log.redeliver,
    weather.show_switches,
    weather.turn_switches,
    weather.list_faults,
    weather.add_fault,
    weather.remove_fault,
    weather.remove_faults,
]


def listing() -> list[dict[str, str]]:
    """Method, path and sentence of every call."""
    return [
        {
            "method": method,
            "path": PREFIX + path.replace(":str", "").replace(":int", ""),
            "what": _sentence(handler),
        }
        for handler in HANDLERS
        for method in sorted(str(one) for one in handler.http_methods)
        for path in sorted(handler.paths)
        if method != "OPTIONS"
    ]


def _sentence(handler: HTTPRouteHandler) -> str:
    return (handler.fn.__doc__ or "").strip()


@get("/")
async def index() -> dict[str, Any]:
    return {"name": "PartnerHub sandbox: control API", "calls": listing()}


def router() -> Router:
    return Router(
        path=PREFIX,
        route_handlers=[index, *HANDLERS],
        exception_handlers={
            Problem: problems.of_problem,
            GraphError: problems.of_graph,
            HTTPException: problems.of_http,
        },
    )
