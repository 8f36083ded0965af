"""As much of OpenAPI's schemas as it takes to compare an answer with Meta's file."""

import asyncio
import functools
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parents[4] / "shared" / "contract" / "meta-business-messaging-api-v23.yaml"
KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


async def loaded() -> "Spec":
    """Beside the event loop: it takes seconds, in which a server would close what is idle."""
    return await asyncio.to_thread(_spec)


@functools.cache
def _spec() -> "Spec":
    return Spec()


class Spec:
    def __init__(self, file: Path = FILE) -> None:
        with file.open() as text:
            self.whole: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)

    def faults(self, path: str, method: str, status: str, answer: Any) -> list[str]:
        """Where `answer` is not what the file says of `path`, each as `place: why`."""
        responses = self.whole["paths"]["/{Version}" + path][method]["responses"]
        content = self._resolved(responses[status]).get("content")
        if not content:
            return []  # nothing is said of it
        return list(self._faults(content["application/json"]["schema"], answer, "$"))

    def _faults(self, schema: dict[str, Any], value: Any, place: str) -> Any:
        schema = self._resolved(schema)
        yield from self._faults_of_choices(schema, value, place)
        kind = schema.get("type")
        if kind and not self._is(kind, value):
            yield f"{place}: not {kind}"
        elif "enum" in schema and value not in schema["enum"]:
            yield f"{place}: not in enum"
        elif isinstance(value, dict):
            yield from (f"{place}.{name}: missing" for name in schema.get("required", ()) if name not in value)
            for name, below in schema.get("properties", {}).items():
                if name in value:
                    yield from self._faults(below, value[name], f"{place}.{name}")
        elif isinstance(value, list):
            for one in value:
                yield from self._faults(schema.get("items", {}), one, place + "[]")

    def _faults_of_choices(self, schema: dict[str, Any], value: Any, place: str) -> Any:
        for one in schema.get("allOf", ()):
            yield from self._faults(one, value, place)
        for choice in ("oneOf", "anyOf"):
            if choice in schema and all(list(self._faults(one, value, place)) for one in schema[choice]):
                yield f"{place}: none of {choice}"

    def _resolved(self, part: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in part:
            found: Any = self.whole
            for step in part["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            part = found
        return part

    @staticmethod
    def _is(kind: str, value: Any) -> bool:
        return isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))
