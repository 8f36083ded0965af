"""What the documentation tells of a value beyond its type, where a rule of the domain judges it."""

from typing import Any

import msgspec


def told(**schema: Any) -> msgspec.Meta:
    """Words of JSON Schema, for people and for generators; msgspec does not look at them."""
    return msgspec.Meta(extra_json_schema=schema)
