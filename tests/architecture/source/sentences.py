"""Text for people in Python that no catalogue knows: literals outside of `t` and `tn`, and calls that are not collected."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source.literals import NAMES, Found

SAYING = {"t", "tn"}
SENTENCE = re.compile(r"[A-Z][\w',-]* \S")
PLACE = "{}"


def of_module(source: str) -> list[Found]:
    """Line and text of what reads like a sentence or a label, and is neither said by `t` nor a docstring nor a key."""
    tree = ast.parse(source)
    apart = {id(one) for node in ast.walk(tree) for one in _apart(node)}
    return sorted((node.lineno, text) for node, text in _texts(tree) if id(node) not in apart and _reads(text))


def of_problems(source: str, problems: set[str]) -> list[Found]:
    """Line and text of the problems that are given a plain text: it is read on a page, too."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and _name(node) in problems]
    return sorted(
        (node.lineno, text) for call in calls for node, text in _texts(call, inside=False) if " " in text.strip()
    )


def uncollected(source: str) -> list[Found]:
    """Calls of `t` that `make words` does not see: inside an f-string, or of one."""
    tree = ast.parse(source)
    inside = [one for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for one in _calls(node)]
    of_one = [one for one in _calls(tree) if any(isinstance(argument, ast.JoinedStr) for argument in one.args)]
    return sorted((one.lineno, ast.unparse(one)) for one in (*inside, *of_one))


def _calls(tree: ast.AST) -> list[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in SAYING]
    return [one for one in calls if one.args and isinstance(one.args[0], ast.Constant | ast.JoinedStr)]


def _texts(node: ast.AST, *, inside: bool = True) -> Iterator[tuple[ast.expr, str]]:
    """`inside`: of everything in it, else of a call's own arguments."""
    found = ast.walk(node) if inside else node.args if isinstance(node, ast.Call) else ()
    for one in found:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one, one.value
        elif isinstance(one, ast.JoinedStr):
            yield one, "".join(part.value if isinstance(part, ast.Constant) else PLACE for part in one.values)  # type: ignore[misc]


def _apart(node: ast.AST) -> Iterator[ast.AST | None]:
    """What is no text of its own: docstrings, keys, parts of an f-string, and what is said by `t`."""
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        first = node.body[0] if node.body else None
        yield first.value if isinstance(first, ast.Expr) else None
    elif isinstance(node, ast.Dict):
        yield from node.keys
    elif isinstance(node, ast.JoinedStr):
        yield from node.values
    elif isinstance(node, ast.Call) and _name(node) in SAYING:
        yield from node.args


def _reads(text: str) -> bool:
    return bool(SENTENCE.match(NAMES.sub("", text).strip()))


def _name(call: ast.Call) -> str:
    return (
        call.func.id
        if isinstance(call.func, ast.Name)
        else call.func.attr
        if isinstance(call.func, ast.Attribute)
        else ""
    )
