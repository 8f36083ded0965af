"""Run by the Python of .venv/fuzz: names each example in an OpenAPI document that its own schema refuses.

It is called with the document's path, and fails when there is one.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs

Json = Any


def main() -> int:
    document = json.loads(Path(sys.argv[1]).read_text())
    wrong = [line for where, schema, shown in pairs(document, "#") for line in faults(document, where, schema, shown)]
    print("\n".join(wrong))  # noqa: T201
    return len(wrong) > 0


def pairs(node: Json, where: str) -> Iterator[tuple[str, Json, list[Json]]]:
    """Where, the schema, and what is shown for it: of schemas themselves, and of what is sent and answered."""
    if isinstance(node, dict):
        if isinstance(node.get("examples"), list):
            yield where, node, node["examples"]
        if "example" in node and "schema" in node:
            yield where, node["schema"], [node["example"]]
        if isinstance(node.get("examples"), dict) and "schema" in node:
            yield where, node["schema"], [one["value"] for one in node["examples"].values()]
        for key, inner in node.items():
            if key not in {"examples", "example"}:
                yield from pairs(inner, f"{where}/{key}")
    elif isinstance(node, list):
        for place, inner in enumerate(node):
            yield from pairs(inner, f"{where}/{place}")


def faults(document: Json, where: str, schema: Json, shown: list[Json]) -> Iterator[str]:
    whole = {"components": document["components"], "allOf": [schema]}
    judge = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    for one in shown:
        for error in judge.iter_errors(one):
            yield f"{where}: {error.message}"


sys.exit(main())
