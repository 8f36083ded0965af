"""How an endpoint is called outside: `whe_000000000017`."""

import re

FORM = re.compile(r"whe_([0-9]{12})", re.ASCII)


def name_of(endpoint_id: int) -> str:
    return f"whe_{endpoint_id:012d}"


def number_of(name: str) -> int | None:
    """None for what is no endpoint's name."""
    found = FORM.fullmatch(name)
    return int(found[1]) if found else None
