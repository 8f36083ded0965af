"""A template that exists, as the form holds it: to edit, to duplicate, to show."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from partnerhub.surfaces.hub.partner.templates.written import Button, Written

Part = Mapping[str, Any]


def rewritten(kept: str, **more: str) -> Written:
    """`kept`: its components as JSON. `more`: name, language, category, waba_id."""
    parts = [one for one in msgspec.json.decode(kept, type=list[Any]) if isinstance(one, dict)]
    by_type = {str(one.get("type", "")).upper(): one for one in parts}
    header, body, footer = (by_type.get(name, {}) for name in ("HEADER", "BODY", "FOOTER"))
    return Written(
        header=str(header.get("format", "")).upper(),
        header_text=_text(header),
        header_sample=_reusable(_samples(header)),
        body=_text(body),
        samples="\n".join(_samples(body)),
        footer=_text(footer),
        minutes=str(footer.get("code_expiration_minutes", "")),
        buttons=tuple(_buttons(by_type.get("BUTTONS", {}).get("buttons", []))),
        **{name: value for name, value in more.items() if value},
    )


def _reusable(samples: list[str]) -> str:
    """Of a medium that it keeps Meta shows an address, which it does not take as a sample again."""
    return "\n".join(one for one in samples if not one.startswith(("https://", "http://")))


def _text(part: Part) -> str:
    return str(part.get("text", ""))


def _samples(part: Part) -> list[str]:
    """Whichever of Meta's shapes the example has."""
    example = part.get("example")
    if not isinstance(example, dict):
        return []
    given: dict[str, Any] = example
    for value in given.values():
        if isinstance(value, list) and value:
            first: list[Any] = value[0] if isinstance(value[0], list) else value
            return [str(one.get("example", "")) if isinstance(one, dict) else str(one) for one in first]
    return []


def _buttons(given: Iterable[Part]) -> Iterable[Button]:
    for one in given:
        kind = str(one.get("type", "")).upper()
        value = one.get("url") or one.get("phone_number") or one.get("example") or ""
        yield Button(kind, str(one.get("text", "")), str(value))
