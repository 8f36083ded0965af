"""What a line of the audit log says of each thing that changed: its fields before and after."""

from typing import Any

import msgspec

Fields = dict[str, Any]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """`of`: what kind of thing. Without `before` it was made, without `after` deleted. Else only fields that changed."""

    of: str
    id: str
    before: Fields | None
    after: Fields | None


def read(kept: str) -> list[Change]:
    """Of the column `changes`: one a thing, although the transaction may have touched its row several times."""
    found: dict[tuple[str, str], Change] = {}
    for one in msgspec.json.decode(kept, type=list[Change]):
        key = (one.of, one.id)
        found[key] = _both(found[key], one) if key in found else one
    return [one for one in found.values() if one.before or one.after]  # the rest was changed and changed back


def _both(first: Change, then: Change) -> Change:
    """The state before the first and that after the second."""
    if then.before is None:  # deleted, and made anew
        return then
    before = None if first.before is None else _over(then.before, first.before)
    after = None if then.after is None else _over(first.after or {}, then.after)
    if before is None or after is None:
        return Change(of=first.of, id=first.id, before=before, after=after)
    same = {name for name in before if name in after and before[name] == after[name] != "***"}
    return Change(of=first.of, id=first.id, before=_without(before, same), after=_without(after, same))


def _over(below: Fields, above: Fields) -> Fields:
    """Fields of both; where both have one, that of `above`, down into objects."""
    merged = dict(below)
    for name, value in above.items():
        inner = merged.get(name)
        merged[name] = _over(inner, value) if isinstance(inner, dict) and isinstance(value, dict) else value  # pyright: ignore[reportUnknownArgumentType]
    return merged


def _without(fields: Fields, names: set[str]) -> Fields:
    return {name: value for name, value in fields.items() if name not in names}
