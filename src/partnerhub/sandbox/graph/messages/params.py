"""What a parameter of a message lacks, in Graph's words."""

from typing import Any

from partnerhub.sandbox.wire.envelope import GraphError

Part = dict[str, Any]


def string(part: Part, path: str, name: str) -> str:
    value = part.get(name)
    if value is None or value == "":
        raise missing(f"{path}['{name}']")
    if not isinstance(value, str):
        raise bad(f"{path}['{name}']", "must be a string")
    return value


def missing(path: str) -> GraphError:
    return GraphError(131008, f"The parameter {path} is required.")


def bad(path: str, reason: str) -> GraphError:
    return GraphError(131009, f"Param {path} {reason}.")
