"""Where the house's Python sends SQL to the database."""

import ast
from collections.abc import Iterator

from tests.architecture.source.reading import Function, Module

CALLS = {"execute", "executemany", "fetch", "fetchrow", "fetchval", "cursor", "prepare"}


def sql_calls(module: Module, inside: Function | None = None) -> Iterator[ast.Call]:
    """Calls that send SQL; a module that knows nothing of the database has methods of the same names for other things."""
    if "partnerhub.db" not in module.text and "asyncpg" not in module.text:
        return
    for node in ast.walk(inside or module.tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CALLS
            and node.args
        ):
            yield node
