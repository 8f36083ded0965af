"""The parts of one message, whoever sent it: heading, medium, text, footer, what can be tapped (contract A.3)."""

from typing import Any

import msgspec
from markupsafe import Markup

from partnerhub.db.pool import Row
from partnerhub.sandbox.handset import template_view
from partnerhub.sandbox.handset.formatting import formatted
from partnerhub.sandbox.world import permissions

Part = dict[str, Any]
MEDIA = ("image", "video", "audio", "document", "sticker")
CALLS_TO_ACTION = {"cta_url": "display_text", "flow": "flow_cta", "voice_call": "display_text"}


class Medium(msgspec.Struct, kw_only=True):
    kind: str
    url: str
    name: str


class Action(msgspec.Struct, kw_only=True):
    """`kind`: reply (sends `value` back), url, call, copy, list (opens the sections), place, other (shown only)."""

    kind: str
    text: str
    value: str = ""


class Content(msgspec.Struct, kw_only=True):
    heading: str = ""
    medium: Medium | None = None
    body: Markup = Markup()
    footer: str = ""
    place: Part | None = None
    people: list[Part] = []
    actions: list[Action] = []
    sections: list[Part] = []
    chosen: Part | None = None  # the row of a list that the customer took
    cards: list["Content"] = []


def read(kind: str, body: Part, named: dict[tuple[str, str], Row]) -> Content:
    """`named`: templates by name and language. What nothing is known of shows its type."""
    part: Any = body.get(kind) or {}
    if kind in MEDIA:
        return Content(medium=medium(kind, part), body=formatted(str(part.get("caption") or "")))
    match kind:
        case "text" | "button":
            content = Content(body=formatted(str(part.get("body") or part.get("text") or "")))
        case "location":
            content = Content(place=part)
        case "contacts":
            content = Content(people=part)
        case "interactive":
            content = _interactive(part)
        case "template":
            row = named.get((str(part.get("name")), str((part.get("language") or {}).get("code"))))
            content = _of_template(template_view.shown(row, part))
        case _:
            content = Content(body=Markup("<em>{}</em>").format(kind.replace("_", " ")))
    return content


def medium(kind: str, part: Part) -> Medium:
    """From the sandbox's own store, or where the link leads; another scheme than the web's leads nowhere."""
    link = str(part.get("link") or "")
    own = f"/sandbox/handset/media/{part['id']}" if part.get("id") else ""
    url = own or (link if link.startswith(("http://", "https://")) else "")
    return Medium(kind=kind, url=url, name=str(part.get("filename") or link.rpartition("/")[2] or kind))


def _interactive(part: Part) -> Content:
    kind = str(part.get("type"))
    if kind in {"button_reply", "list_reply"}:
        chosen = part.get(kind) or {}
        return Content(body=formatted(str(chosen.get("title", ""))), chosen=chosen)
    if kind == permissions.REPLY:
        yes = (part.get(kind) or {}).get("response") == "accept"
        return Content(body=Markup("<em>{}</em>").format("Calls are allowed." if yes else "Calls are not allowed."))
    action, header = part.get("action") or {}, part.get("header") or {}
    shape = str(header.get("type", ""))
    return Content(
        heading=str(header.get("text", "")),
        medium=medium(shape, header.get(shape) or {}) if shape in MEDIA else None,
        body=formatted(str((part.get("body") or {}).get("text", ""))),
        footer=str((part.get("footer") or {}).get("text", "")),
        actions=_actions(kind, action),
        sections=action.get("sections", []) if kind == "list" else [],
    )


def _actions(kind: str, action: Part) -> list[Action]:
    values = action.get("parameters") or {}
    if kind == "button":
        replies = [one.get("reply") or {} for one in action.get("buttons", [])]
        return [
            Action(kind="reply", text=str(one.get("title", "")), value=f"button:{at}") for at, one in enumerate(replies)
        ]
    if kind == permissions.REQUEST:
        answers = (("Allow calls", "yes"), ("Do not allow", "no"))
        return [Action(kind="reply", text=text, value=f"permission:{which}") for text, which in answers]
    if kind == "list":
        return [Action(kind="list", text=str(action.get("button", "Choose")))]
    if kind == "location_request_message":
        return [Action(kind="place", text="Send location")]
    if kind in CALLS_TO_ACTION:
        text = str(values.get(CALLS_TO_ACTION[kind]) or "Open")
        return [Action(kind="url" if kind == "cta_url" else "other", text=text, value=_web(str(values.get("url", ""))))]
    return [Action(kind="other", text=kind.replace("_", " ").capitalize())]


def _of_template(view: template_view.Shown) -> Content:
    return Content(
        heading=view.heading,
        medium=medium(*view.medium) if view.medium else None,
        place=view.location,
        body=formatted(view.body),
        footer=view.footer,
        actions=[_template_action(at, *one) for at, one in enumerate(view.buttons)],
        cards=[_of_template(one) for one in view.cards],
    )


def _template_action(at: int, kind: str, text: str, target: str) -> Action:
    if kind == "reply":
        return Action(kind=kind, text=text, value=f"quick:{at}")
    return Action(kind=kind, text=text, value=_web(target) if kind == "url" else target)


def _web(url: str) -> str:
    return url if url.startswith(("http://", "https://")) else ""
