"""An answer, beside one that is printed in a document."""

from typing import Any


def lacking(printed: Any, given: Any, path: str = "") -> list[str]:
    """What is printed and not there, or of another kind."""
    if printed is None:
        return []
    if type(printed) is not type(given):
        return [f"{path}: {given!r} for {printed!r}"]
    if isinstance(printed, dict):
        gone = [f"{path}.{key}" for key in printed.keys() - given.keys()]
        both = printed.keys() & given.keys()
        return gone + [one for key in both for one in lacking(printed[key], given[key], f"{path}.{key}")]
    if isinstance(printed, list) and printed:
        return (
            [one for each in given for one in lacking(printed[0], each, f"{path}[]")] if given else [f"{path}: empty"]
        )
    return []
