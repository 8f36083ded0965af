"""Schemas, read off the types of handlers by msgspec."""

import inspect
import re
from typing import Annotated, Any, get_args, get_type_hints

import msgspec

from partnerhub.surfaces.partner_api.wire.documentation import Doc
from partnerhub.surfaces.partner_api.wire.errors import Fault
from partnerhub.surfaces.partner_api.wire.openapi.words import WORDS

Schema = dict[str, Any]
REF = "#/components/schemas/"
GENERIC = re.compile(r"(\w+)_(\w+)_$")  # msgspec's name of Setting[Switch]: Setting_Switch_
SECTION = re.compile(r" \(contract [^)]*\)")  # is for those who read our code
ABOUT = {"description", "examples"}


class Schemas:
    """Of all that is asked and answered."""

    def __init__(self, docs: tuple[Doc, ...]) -> None:
        types = list(
            dict.fromkeys([Fault, *filter(None, [one for doc in docs for one in (_asked(doc), _answered(doc))])])
        )
        found, components = msgspec.json.schema_components(types, ref_template=REF + "{name}")
        self._of = dict(zip(types, map(_named, found), strict=True))
        self.components: dict[str, Schema] = {}
        for name, one in components.items():
            self.components[_pretty(name)] = _described(_pretty(name), _named(one))

    def asked(self, doc: Doc) -> Schema | None:
        """Of the body, if there is one."""
        kind = _asked(doc)
        return None if kind is None else self._of[kind]

    def answered(self, doc: Doc) -> Schema:
        return self._of[_answered(doc)]

    def solid(self, schema: Schema) -> Schema:
        """What a reference stands for, with what is said beside it."""
        if "$ref" not in schema:
            return schema
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return self.components[schema["$ref"].removeprefix(REF)] | beside


def _asked(doc: Doc) -> Any:
    kind, *marks = get_args(get_type_hints(doc.serve, include_extras=True).get("data")) or (None,)
    said = [mark for mark in marks if isinstance(mark, msgspec.Meta)]
    return Annotated[kind, said[0]] if said else kind


def _answered(doc: Doc) -> Any:
    return get_type_hints(doc.serve)["return"]


def _named(schema: Any) -> Any:
    """With pretty names, and without titles that only repeat them."""
    if isinstance(schema, list):
        return [_named(one) for one in schema]  # pyright: ignore[reportUnknownVariableType]
    if not isinstance(schema, dict):
        return schema
    made: Schema = {key: _named(value) for key, value in schema.items() if key != "title"}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(made.get("description"), str):
        made["description"] = SECTION.sub("", inspect.cleandoc(made["description"]))
    if isinstance(made.get("$ref"), str):
        made["$ref"] = REF + _pretty(made["$ref"].removeprefix(REF))
    if made.get("required") == []:
        del made["required"]
    return closed(made)


def closed(schema: Schema) -> Schema:
    """A set of words as text, each in one spelling: generators make names of them, and capitals are lost there."""
    words = schema.get("enum")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        return schema
    spelt = {word.lower(): word for word in sorted(words)}
    return schema | {"type": "string", "enum": [word for word in words if word in spelt.values()]}


def _described(name: str, schema: Schema) -> Schema:
    """With what our words say of it and of its fields, where its type says nothing."""
    schema = WORDS.get(name, {}) | schema
    for field, inner in schema.get("properties", {}).items():
        _add(inner, WORDS.get(f"{name}.{field}", WORDS.get(field, {})))
    return schema


def _add(schema: Schema, word: Schema) -> None:
    """What it means and how it looks stands beside a choice; what a value must be, within the one that is not null."""
    solid = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    for key, value in word.items():
        for one in [schema] if key in ABOUT else solid:
            if not any(key in found for found in (schema, *solid)):
                one[key] = value


def _pretty(name: str) -> str:
    """By msgspec, which names the module too where two types have one name."""
    *_, module, last = f"..{name}".split(".")
    return module.title() + GENERIC.sub(r"\1Of\2", last)
