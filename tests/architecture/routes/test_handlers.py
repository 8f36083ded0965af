"""Handlers are short: what takes several steps is a verb of the domain. And every surface has its probes."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

from tests.architecture.routes.house import SURFACES, House

LONGEST = 15  # lines of a handler's body
LONGEST_IN_THE_SANDBOX = 25  # no surface of ours; as it is, and no more
PROBED = {
    "partner_api": "test_partner_api",
    "messaging_api": "test_messaging_api",
    "hub": "test_hub",
    "meta_webhooks": "signed by Meta; tests/meta_webhooks",
    "operations": "the operator's, without anyone's data",
    "sandbox": "Meta's part in the play, without a tenant; served where the operator wants it",
}


def test_every_surface_is_probed_or_says_why_not() -> None:
    assert set(PROBED) == set(SURFACES)


async def test_surfaces_of_nobodys_data_have_no_id_in_a_path(house: House) -> None:
    paths = [route.path for surface in ("operations", "meta_webhooks") for route in house.routes(surface)]
    assert paths
    assert not [path for path in paths if "{" in path]


async def test_handlers_are_short(house: House) -> None:
    long = {
        str(route): length
        for surface in SURFACES
        for route in house.routes(surface)
        if (length := body_lines(route.handler.fn)) > (LONGEST_IN_THE_SANDBOX if surface == "sandbox" else LONGEST)
    }
    assert not long


def body_lines(handler: Callable[..., Any]) -> int:
    """From the first statement after the docstring to the last."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(handler)))
    function = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    first = function.body[1 if ast.get_docstring(function) and len(function.body) > 1 else 0]
    return (function.end_lineno or 0) - first.lineno + 1
