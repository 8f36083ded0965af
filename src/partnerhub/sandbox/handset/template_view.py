"""A template as the customer reads it: header, body, footer and buttons, the parameters of the message put in."""

from typing import Any

import msgspec

from partnerhub.db.pool import Row
from partnerhub.sandbox.world.template_use import PLACEHOLDER, rendered

Part = dict[str, Any]
LABELS = {
    "PHONE_NUMBER": "call",
    "URL": "url",
    "COPY_CODE": "copy",
    "OTP": "copy",
    "FLOW": "flow",
    "QUICK_REPLY": "reply",
}
MEDIA = ("image", "video", "document")


class Shown(msgspec.Struct, kw_only=True):
    """`medium`: kind and the object with `id` or `link`; `buttons`: kind, text and target of each."""

    heading: str = ""
    medium: tuple[str, Part] | None = None
    location: Part | None = None
    body: str = ""
    footer: str = ""
    buttons: list[tuple[str, str, str]] = []
    cards: list["Shown"] = []


def shown(row: Row | None, part: Part) -> Shown:
    """`part`: the template object of the message. A template that is gone shows its name."""
    if row is None:
        return Shown(body=f"[{part.get('name', 'template')}]")
    return _of(msgspec.json.decode(row["components"]), part.get("components") or [])


def _of(components: list[Part], given: list[Part]) -> Shown:
    view = Shown()
    for component in components:
        match str(component.get("type", "")).upper():
            case "HEADER":
                _header(view, component, _given(given, "header"))
            case "BODY":
                view.body = rendered(msgspec.json.encode([component]).decode(), {"components": given})
            case "FOOTER":
                view.footer = str(component.get("text", ""))
            case "BUTTONS":
                view.buttons = [_button(one, at, given) for at, one in enumerate(component.get("buttons", []))]
            case "CAROUSEL":
                cards = next((one.get("cards", []) for one in given if one.get("type", "").lower() == "carousel"), [])
                filled = [one.get("components") or [] for one in cards]
                view.cards = [
                    _of(one.get("components", []), filled[at] if at < len(filled) else [])
                    for at, one in enumerate(component.get("cards", []))
                ]
            case _:
                pass
    return view


def _header(view: Shown, component: Part, values: list[Part]) -> None:
    first = values[0] if values else {}
    kind = str(component.get("format", "TEXT")).lower()
    if kind in MEDIA:
        view.medium = (kind, first.get(kind) or {})
    elif kind == "location":
        view.location = first.get("location") or {}
    else:
        text = str(first.get("text", ""))
        view.heading = PLACEHOLDER.sub(lambda _: text, str(component.get("text", "")))


def _button(button: Part, at: int, given: list[Part]) -> tuple[str, str, str]:
    kind = LABELS.get(str(button.get("type", "")).upper(), "other")
    value = next((_first(one) for one in given if one.get("type") == "button" and str(one.get("index")) == str(at)), "")
    target = str(button.get("url") or button.get("phone_number") or "")
    if kind == "copy":
        target = value or str((button.get("example") or [""])[0])
    return kind, str(button.get("text") or ("Copy code" if kind == "copy" else "")), PLACEHOLDER.sub(
        lambda _: value, target
    )  # fmt: skip


def _first(component: Part) -> str:
    parameter = next(iter(component.get("parameters") or []), {})
    return str(parameter.get("text") or parameter.get("coupon_code") or parameter.get("payload") or "")


def _given(given: list[Part], kind: str) -> list[Part]:
    return next((one.get("parameters") or [] for one in given if str(one.get("type", "")).lower() == kind), [])
