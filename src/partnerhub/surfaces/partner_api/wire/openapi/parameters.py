"""What is said in the path, in the query and in headers."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args, get_type_hints

import msgspec
from litestar.params import ParameterKwarg, QueryParameter

from partnerhub.surfaces.partner_api.wire.documentation import Doc
from partnerhub.surfaces.partner_api.wire.openapi.known import IDEMPOTENCY, IDS
from partnerhub.surfaces.partner_api.wire.openapi.lists import of_list
from partnerhub.surfaces.partner_api.wire.openapi.schemas import closed

Schema = dict[str, Any]
Given = Mapping[str, Callable[..., Any]]
LIMITS = {"minimum": "ge", "maximum": "le", "minLength": "min_length", "maxLength": "max_length", "pattern": "pattern"}
LISTS = "asked"  # the parameters of lists, which are told more of than their types


def parameters(doc: Doc, given: Given) -> list[Schema]:
    return [
        *map(_in_path, doc.names),
        *(of_list(doc.lists) if doc.lists else []),
        *_of_function(doc.serve, given),
        *([{"$ref": f"#/components/parameters/{IDEMPOTENCY}"}] if doc.repeatable else []),
    ]


def _in_path(name: str) -> Schema:
    description, example = IDS.get(name, ("", ""))
    schema: Schema = {"type": "string", "minLength": 1}
    if example:
        schema["examples"] = [example]
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


def _of_function(serve: Callable[..., Any], given: Given) -> Iterator[Schema]:
    """Query parameters that a handler declares, or something that it is given."""
    hints = get_type_hints(serve, include_extras=True)
    for one in inspect.signature(serve).parameters.values():
        kind, *marks = get_args(hints.get(one.name)) or (None,)
        for mark in marks:
            if isinstance(mark, QueryParameter):
                yield _in_query(one, kind, mark)
        if one.name in given and one.name != LISTS:
            yield from _of_function(given[one.name], given)


def _in_query(one: inspect.Parameter, kind: Any, mark: ParameterKwarg) -> Schema:
    solid = _solid(msgspec.json.schema(kind))
    default = {"default": one.default} if isinstance(one.default, str | int) else {}
    return {
        "name": mark.name or one.name,
        "in": "query",
        "required": one.default is inspect.Parameter.empty,
        "description": mark.description or "",
        "allowEmptyValue": solid.get("type") == "string" and "enum" not in (mark.schema_extra or {}),
        "schema": closed(solid | _limits(mark) | default | (mark.schema_extra or {})),
    }


def _solid(schema: Schema) -> Schema:
    """A text is never null. Of numbers and truths the word `null` is as good as none."""
    choices: list[Schema] = schema.get("anyOf", [schema])
    return next((one for one in choices if one.get("type") in {"string", "array"}), schema)


def _limits(mark: ParameterKwarg) -> Schema:
    words = {name: getattr(mark, attribute) for name, attribute in LIMITS.items()}
    return {name: value for name, value in words.items() if value is not None}
