"""What generators of clients stumbled over: each of these stopped one, or made it leave an endpoint out or type it wrongly."""

import re
from collections.abc import Iterator
from typing import Any, cast

import pytest

from partnerhub.surfaces import messaging_api, partner_api

DOCUMENTS = {"partner": partner_api.document(), "messaging": messaging_api.document()}
VALUES = {"example", "examples", "default", "const", "enum"}  # not schemas
TYPES = {"string": str, "integer": int, "boolean": bool}
Found = tuple[str, dict[str, Any]]


def inside(value: Any, path: str = "") -> Iterator[Found]:
    """Every object of a document, with where it is."""
    if isinstance(value, list):
        for place, one in enumerate(cast("list[Any]", value)):
            yield from inside(one, f"{path}/{place}")
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        yield path, members
        for name, one in members.items():
            if name not in VALUES or path.endswith("/properties"):
                yield from inside(one, f"{path}/{name}")


EVERYWHERE = [(f"{name}{path}", one) for name, document in DOCUMENTS.items() for path, one in inside(document)]
MEDIA = [
    (f"{path}/{kind}", one)
    for path, found in EVERYWHERE
    if path.endswith("/content")
    for kind, one in cast("dict[str, dict[str, Any]]", found).items()
]


def test_an_enumeration_is_of_one_type_that_is_told() -> None:
    closed = [(path, one) for path, one in EVERYWHERE if "enum" in one or "const" in one]
    assert len(closed) > 100
    assert [path for path, one in closed if "type" not in one] == []
    for path, one in closed:
        values = one.get("enum", [one.get("const")])
        assert all(isinstance(value, TYPES[one["type"]]) for value in values), path


def test_no_two_words_of_an_enumeration_become_one_name() -> None:
    words = [(path, [str(word).upper() for word in one["enum"]]) for path, one in EVERYWHERE if "enum" in one]
    assert [path for path, names in words if len(names) > len(set(names))] == []


def test_every_body_has_a_schema_and_a_file_is_told_as_one() -> None:
    assert [path for path, one in MEDIA if not one.get("schema")] == []
    binary = [(path, one["schema"]) for path, one in MEDIA if path.endswith("/application/octet-stream")]
    binary += [(path, one) for path, one in EVERYWHERE if path.endswith("/properties/file")]
    assert len(binary) > 6
    assert [path for path, one in binary if (one.get("type"), one.get("format")) != ("string", "binary")] == []


def test_nothing_is_always_null() -> None:
    only_null = [path for path, one in EVERYWHERE if one.get("type") == "null" and "/anyOf/" not in path]
    assert only_null == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_schema_has_a_field_of_its_own_name(name: str) -> None:
    schemas = DOCUMENTS[name]["components"]["schemas"]
    snakes = {one: re.sub(r"(?<!^)(?=[A-Z])", "_", one).lower() for one in schemas}
    assert [one for one, snake in snakes.items() if snake in schemas[one].get("properties", {})] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_schema_takes_a_name_that_generated_code_needs(name: str) -> None:
    assert not {"File", "Blob", "FormData", "Request", "Response", "Headers"} & set(
        DOCUMENTS[name]["components"]["schemas"]
    )


def test_alternatives_of_a_body_stand_beside_its_name() -> None:
    """Alone they are taken for the whole of it, and its other fields are lost."""
    bodies = [(path, one["schema"]) for path, one in MEDIA if "/requestBody/" in path]
    assert [path for path, one in bodies if "anyOf" in one and "$ref" not in one] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_example_of_an_error_has_no_field_that_its_schema_does_not_tell(name: str) -> None:
    schemas = DOCUMENTS[name]["components"]["schemas"]
    faults = [(path, one) for path, one in MEDIA if path.startswith(name) and "/responses/" in path]
    faults = [(path, one) for path, one in faults if one["schema"].get("$ref", "").endswith("Fault")]
    assert faults
    for path, one in faults:
        assert list(_untold(one["example"], one["schema"], schemas)) == [], path


def _untold(value: Any, schema: dict[str, Any], schemas: dict[str, Any]) -> Iterator[str]:
    solid = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if isinstance(value, dict) and solid.get("additionalProperties", True) is True:
        for field, inner in cast("dict[str, Any]", value).items():
            told = solid["properties"].get(field)
            yield from [field] if told is None else _untold(inner, told, schemas)
