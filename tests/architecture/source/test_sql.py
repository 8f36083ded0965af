"""SQL text is a constant: nothing that anyone sent is ever part of it. And it stands where it is looked for."""

import ast

import pytest
from tests.architecture.source.reading import Module, modules
from tests.architecture.source.statements import sql_calls

BUILDERS = {
    "db.paging": "puts a page's conditions together from an allow-list; values travel as arguments",
    "db.pool": "puts what db.paging reads behind an entry function; values travel as arguments",
    "domain.webhooks.attempt_log.store": "puts a page's conditions together from its own constants; values travel as arguments",
    "db.migrate": "makes the two roles, whose names are its own constants",
}
NOT_IN_A_STORE = {
    "domain.access.attempts": "one table and its rules, on one page",
    "domain.access.keys": "the same",
    "domain.access.passwords": "the same",
    "domain.access.sessions": "the same",
    "domain.access.tokens": "the same",
    "domain.access.cleaning": "the same",
    "domain.access.idempotency": "the same",
    "domain.access.limits": "the same",
    "domain.channels.overview": "what one page looks for, its statement and its page size on one page",
    "surfaces.operations.app": "SELECT 1, to see that the database answers",
}
SENDING = [module for module in modules() if any(sql_calls(module))]


@pytest.mark.parametrize("module", SENDING, ids=lambda module: module.name)
def test_sql_text_is_constant(module: Module) -> None:
    if module.name not in BUILDERS:
        assert [call.lineno for call in sql_calls(module) if not is_constant(call.args[0], module)] == []


def test_sql_stands_in_stores_and_in_db() -> None:
    elsewhere = {module.name for module in SENDING if not is_store(module.name)}
    assert elsewhere == set(NOT_IN_A_STORE)


def test_what_lists_are_made_of_is_written_at_the_top_of_modules() -> None:
    """`db.paging` puts the SQL of Fields and Listings into its text, so these are never made while a request is served."""
    late = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        if "partnerhub.db.listing" in module.text
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Field", "Listing", "texts"}
    ]
    assert not late


def is_constant(text: ast.expr, module: Module) -> bool:
    """Literals, names in capitals that a module gives at its top, their entries, and what is put together of these alone."""
    match text:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return name.isupper() and (name in module.constants or name in module.imported)
        case ast.Call(func=ast.Attribute(value=value, attr="get"), args=[_, default]):
            parts = [value, default]
        case ast.JoinedStr(values=values):
            parts = values
        case ast.BinOp(left=left, right=right):
            parts = [left, right]
        case ast.FormattedValue(value=value) | ast.Subscript(value=value):
            parts = [value]
        case _:
            return False
    return all(is_constant(part, module) for part in parts)


def is_store(name: str) -> bool:
    return "store" in name.rpartition(".")[2] or ".store." in name or name.startswith("db.")
