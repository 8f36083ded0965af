"""Every field, parameter and header is described and shown, and every example is what its schema says."""

import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.partner_api.openapi.test_document import PYTHON

from partnerhub.surfaces import messaging_api, partner_api
from partnerhub.surfaces.partner_api.wire.openapi.words import ROOMS, WORDS

FIT = Path(__file__).with_name("examples_fit.py")
DOCUMENT = partner_api.document()
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
SHOWN = {"examples", "enum", "const", "default"}
SPEAKS = {"boolean", "null", "object", "array"}  # of itself


def test_every_schema_and_every_field_of_it_is_described() -> None:
    assert [name for name, schema in SCHEMAS.items() if not schema.get("description")] == []
    assert [place for place, field in fields() if not any("description" in one for one in choices(field))] == []


def test_every_field_shows_how_it_looks() -> None:
    assert [place for place, field in fields() if not is_shown(field)] == []


def test_every_parameter_and_header_is_described_and_shown() -> None:
    operations = [one for item in DOCUMENT["paths"].values() for one in item.values()]
    parameters = [one for operation in operations for one in operation["parameters"] if "$ref" not in one]
    components = DOCUMENT["components"]
    given = [*parameters, *components["parameters"].values(), *components["headers"].values()]
    assert [one for one in given if not one.get("description")] == []
    assert [one for one in given if "schema" in one and not is_shown(one["schema"])] == []


def test_every_word_is_said_once_and_of_something() -> None:
    assert [name for name, often in Counter(name for room in ROOMS for name in room.WORDS).items() if often > 1] == []
    known = {*SCHEMAS, *(field.rpartition(".")[2] for _, field in names()), *(f"{a}.{b}" for a, b in names())}
    assert [name for name in WORDS if name not in known and not name.startswith("SetupInfo.")] == []


@pytest.mark.parametrize("document", [partner_api.document, messaging_api.document], ids=["partner", "messaging"])
def test_every_example_is_what_its_schema_says(document: Any, tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_bytes(msgspec.json.encode(document()))
    done = subprocess.run([PYTHON, FIT, path], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr


def fields() -> list[tuple[str, dict[str, Any]]]:
    return [(f"{name}.{key}", field) for name, schema in SCHEMAS.items() for key, field in properties(schema).items()]


def names() -> list[tuple[str, str]]:
    return [(name, key) for name, schema in SCHEMAS.items() for key in properties(schema)]


def properties(schema: dict[str, Any]) -> dict[str, Any]:
    return schema.get("properties", {})


def choices(field: dict[str, Any]) -> list[dict[str, Any]]:
    return [field, *field.get("anyOf", [])]


def is_shown(field: dict[str, Any]) -> bool:
    return any(
        "$ref" in one or set(one) & SHOWN or one.get("type") in SPEAKS or "contentMediaType" in one
        for one in choices(field)
        if one.get("type") != "null" or one is field
    )
