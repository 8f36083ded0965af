"""`fields=id,name,owner_business_info{id},analytics.start(1).end(2)`: what of a node is asked for, and only that."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from partnerhub.sandbox.wire.envelope import GraphError

OPENING, CLOSING = "({[", ")}]"
SYNTAX = "Syntax error in the parameter 'fields'."


@dataclass(frozen=True)
class Field:
    name: str
    arguments: dict[str, str] = field(default_factory=dict[str, str])
    below: tuple["Field", ...] = ()
    inner: str = ""  # what stood between the braces


def parse(text: str) -> tuple[Field, ...]:
    return tuple(_field(piece) for piece in _pieces(text, ",") if piece)


def project(node: dict[str, Any], asked: tuple[Field, ...], kind: str) -> dict[str, Any]:
    """`node` holds every field its kind has (None: has no value, left out); `kind` is named in the error."""
    answer = {one.name: _below(node[one.name], one) for one in asked if _known(node, one, kind) is not None}
    return {**answer, "id": node["id"]} if "id" in node else answer


def _known(node: dict[str, Any], one: Field, kind: str) -> Any:
    if one.name not in node:
        raise GraphError(100, title=f"Tried accessing nonexisting field ({one.name}) on node type ({kind})")
    return node[one.name]


def _below(value: Any, one: Field) -> Any:
    if not one.below:
        return value
    if isinstance(value, list):
        return [_below(item, one) for item in value]
    if isinstance(value, dict) and isinstance(value.get("data"), list):
        return {**value, "data": _below(value["data"], one)}
    if isinstance(value, dict):
        names = {below.name: below for below in one.below}
        return {key: _below(inner, names[key]) for key, inner in value.items() if key in names}
    return value


def _field(text: str) -> Field:
    below, inner = (), ""
    if text.endswith("}") and "{" in text:
        text, _, inner = text[:-1].partition("{")
        below = parse(inner)
    name, *modifiers = _pieces(text, ".")
    if not name.replace("_", "").isalnum():
        raise GraphError(2500, title=SYNTAX)
    return Field(name, dict(_argument(one) for one in modifiers), below, inner)


def _argument(text: str) -> tuple[str, str]:
    key, bracket, value = text.partition("(")
    if not bracket or not value.endswith(")"):
        raise GraphError(2500, title=SYNTAX)
    return key, value[:-1]


def _pieces(text: str, separator: str) -> Iterator[str]:
    """`text` cut at each `separator` that stands in no bracket."""
    depth, start = 0, 0
    for position, character in enumerate(text):
        depth += (character in OPENING) - (character in CLOSING)
        if depth < 0:
            raise GraphError(2500, title=SYNTAX)
        if character == separator and depth == 0:
            yield text[start:position].strip()
            start = position + 1
    if depth:
        raise GraphError(2500, title=SYNTAX)
    yield text[start:].strip()
