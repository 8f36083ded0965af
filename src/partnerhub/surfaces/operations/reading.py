"""An OpenAPI document, read into what the documentation page shows."""

from collections.abc import Iterator
from typing import Any

import msgspec

METHODS = ("get", "post", "put", "patch", "delete")
PLACES = {"path": 0, "query": 1, "header": 2}
NAMES = {"boolean": "true or false", "integer": "whole number", "string": "text", "object": "object", "array": "list"}
PLACEHOLDERS: dict[str, Any] = {"boolean": True, "integer": 1, "number": 1.0, "string": "…"}
DEEPEST = 4


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """`name` of a field inside another is dotted; `place` is where a parameter stands."""

    name: str
    kind: str
    required: bool
    text: str = ""
    place: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """`example` is JSON as it is shown, empty for an answer that is not JSON."""

    status: str
    text: str
    example: str
    fields: list[Field]

    @property
    def good(self) -> bool:
        return self.status.startswith("2")


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    method: str
    path: str
    summary: str
    text: str
    parameters: list[Field]
    body: list[Field]
    body_example: str
    answers: list[Answer]
    curl: str


class Group(msgspec.Struct, frozen=True):
    """Operations under one tag."""

    id: str
    name: str
    operations: list[Operation]


class Api(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    text: str
    address: str
    groups: list[Group]


def read(document: dict[str, Any], address: str, base: str) -> Api:
    """`address` is where the document itself is served, `base` where the API is."""
    reader = _Reader(document, base)
    info, api_id = document["info"], address.strip("/").partition(".")[0]
    by_tag: dict[str, list[Operation]] = {}
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                tag = (item[method].get("tags") or ["Other"])[0]
                by_tag.setdefault(tag, []).append(reader.operation(method, path, item[method]))
    groups = [Group(f"{api_id}-{tag.lower().replace(' ', '-')}", tag, found) for tag, found in by_tag.items()]
    return Api(id=api_id, title=info["title"], text=info.get("description", ""), address=address, groups=groups)


class _Reader:
    def __init__(self, document: dict[str, Any], base: str) -> None:
        self._document = document
        self._base = base

    def operation(self, method: str, path: str, given: dict[str, Any]) -> Operation:
        kind, content = _content(given.get("requestBody", {}))
        schema = content.get("schema", {})
        example = self._example(content) if kind else None
        return Operation(
            id=given["operationId"],
            method=method.upper(),
            path=path,
            summary=given.get("summary", ""),
            text=given.get("description", ""),
            parameters=sorted(map(self._parameter, given.get("parameters", [])), key=lambda one: PLACES[one.place]),
            body=list(self._fields(schema)) or [_field(name, value) for name, value in _members(example)],
            body_example=_shown(example) if kind == "application/json" else "",
            answers=[self._answer(status, one) for status, one in sorted(given["responses"].items())],
            curl=self._curl(method, path, given, kind, example),
        )

    def _parameter(self, given: dict[str, Any]) -> Field:
        given = self._found(given)
        schema = given.get("schema") or _content(given)[1].get("schema", {})
        return Field(
            name=given["name"],
            kind=self._kind(self._solid(schema)),
            required=given.get("required", False),
            text=given.get("description", ""),
            place=given["in"],
        )

    def _answer(self, status: str, given: dict[str, Any]) -> Answer:
        given = self._found(given)
        kind, content = _content(given)
        shown = _shown(self._example(content)) if kind == "application/json" else ""
        return Answer(
            status=status,
            text=given.get("description", ""),
            example=shown,
            fields=list(self._fields(content.get("schema", {}))),
        )

    def _fields(self, schema: dict[str, Any], prefix: str = "", depth: int = 0) -> Iterator[Field]:
        """Those of an object and of what is inside it."""
        solid = self._solid(schema)
        if solid.get("type") == "array":
            yield from self._fields(solid.get("items", {}), f"{prefix}[]", depth)
            return
        required = solid.get("required", [])
        for name, inner in solid.get("properties", {}).items():
            full = f"{prefix}.{name}" if prefix else name
            text = inner.get("description", "")
            yield Field(name=full, kind=self._kind(inner), required=name in required, text=text)
            if depth < DEEPEST:
                yield from self._fields(inner, full, depth + 1)

    def _found(self, given: dict[str, Any]) -> dict[str, Any]:
        """What a reference to a component stands for."""
        if "$ref" not in given:
            return given
        _, _, kind, name = given["$ref"].split("/")
        return self._document["components"][kind][name]

    def _solid(self, schema: dict[str, Any]) -> dict[str, Any]:
        """What a reference or a choice with null stands for."""
        while True:
            if "$ref" in schema:
                schema = self._found(schema)
            elif choices := schema.get("oneOf") or schema.get("anyOf"):
                schema = next((one for one in choices if one.get("type") != "null"), {})
            else:
                return schema

    def _kind(self, schema: dict[str, Any]) -> str:
        solid = self._solid(schema)
        if "contentMediaType" in solid:
            return "file"
        if "const" in solid or "enum" in solid:
            return " or ".join(f"`{one}`" for one in solid.get("enum", [solid.get("const")]) if one is not None)
        kind = NAMES.get(str(solid.get("type", "")), str(solid.get("type", "any")))
        nullable = any(one.get("type") == "null" for one in schema.get("oneOf", []) + schema.get("anyOf", []))
        return f"{kind} or null" if nullable else kind

    def _example(self, content: dict[str, Any]) -> Any:
        if "example" in content:
            return content["example"]
        return self._invented(content.get("schema", {}))

    def _invented(self, schema: dict[str, Any], depth: int = 0) -> Any:
        solid = self._solid(schema)
        if solid.get("type") == "array":
            return [self._invented(solid.get("items", {}), depth + 1)]
        if "properties" in solid and depth <= DEEPEST:
            return {name: self._invented(inner, depth + 1) for name, inner in solid["properties"].items()}
        return solid.get("const", PLACEHOLDERS.get(str(solid.get("type")), {}))

    def _curl(self, method: str, path: str, given: dict[str, Any], kind: str, example: Any) -> str:
        words = ["curl -s"]
        if method != "get":
            words.append(f"-X {method.upper()}")
        words += [f"-H '{header}: …'" for header in self._keys(given)]
        if kind == "application/json":
            words.append(f"-H 'Content-Type: application/json' -d '{msgspec.json.encode(example).decode()}'")
        elif kind:
            words += ["-F messaging_product=whatsapp", "-F 'file=@photo.jpg;type=image/jpeg'"]
        return " ".join([*words, f"'{self._base}{path}'"])

    def _keys(self, given: dict[str, Any]) -> list[str]:
        """The header that opens it: the first way that the document offers."""
        ways = given.get("security", self._document.get("security", []))
        schemes = self._document["components"]["securitySchemes"]
        return [schemes[name]["name"] for way in ways[:1] for name in way]


def _content(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return next(iter(given.get("content", {}).items()), ("", {}))


def _members(example: Any) -> list[tuple[str, Any]]:
    return list(example.items()) if isinstance(example, dict) else []


def _field(name: str, value: Any) -> Field:
    """A field that only the example tells of."""
    names = {bool: "boolean", int: "integer", str: "string", list: "array", dict: "object"}
    return Field(name=name, kind=NAMES[names[type(value)]], required=False)


def _shown(example: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(example), indent=2).decode()
