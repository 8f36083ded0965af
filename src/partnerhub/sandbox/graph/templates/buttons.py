"""The buttons of a template: which there are, how many of each, and what each needs (B.3)."""

import itertools
from collections import Counter
from typing import Any

from partnerhub.sandbox.graph.templates.refusals import lacks, too_long
from partnerhub.sandbox.graph.templates.variables import variables
from partnerhub.sandbox.wire.envelope import GraphError

MOST = 10
MOST_OF = {"URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1, "FLOW": 1, "OTP": 1, "CATALOG": 1, "MPM": 1, "SPM": 1}
OTHERS = ("QUICK_REPLY", "VOICE_CALL", "APP", "ORDER_DETAILS", "REQUEST_CONTACT_INFO", "PAYMENT_REQUEST", "REMINDER")
NEEDS = {"QUICK_REPLY": ("text",), "URL": ("text", "url"), "PHONE_NUMBER": ("text", "phone_number")}
LONGEST = {"text": 25, "url": 2000, "phone_number": 20}


def check(given: Any) -> None:
    if not isinstance(given, list) or not 1 <= len(given) <= MOST or not all(isinstance(one, dict) for one in given):
        raise GraphError(100, title=f"Param buttons must be an array of 1 to {MOST} buttons.")
    kinds = [str(one.get("type", "")).upper() for one in given]
    for kind, button in zip(kinds, given, strict=True):
        _button(kind, button)
    for kind, count in Counter(kinds).items():
        if count > MOST_OF.get(kind, MOST):
            raise GraphError(100, title=f"A template can have {MOST_OF[kind]} buttons of type {kind} at most.")
    replies = [is_reply for is_reply, _ in itertools.groupby(kind == "QUICK_REPLY" for kind in kinds)]
    if len(replies) > 2:  # noqa: PLR2004 — all replies stand together, before or after the others
        raise GraphError(
            100, title="Quick reply buttons must stand together: Quick Reply, then the others, or after them."
        )


def _button(kind: str, button: dict[str, Any]) -> None:
    if kind not in MOST_OF and kind not in OTHERS:
        known = ", ".join(sorted((*MOST_OF, *OTHERS)))
        raise GraphError(100, title=f"Param buttons[]['type'] must be one of {{{known}}}.")
    for name in NEEDS.get(kind, ()):
        if not button.get(name):
            raise lacks("BUTTONS", name)
    for name, most in LONGEST.items():
        if isinstance(button.get(name), str) and len(button[name]) > most:
            raise too_long(f"{name} of a button", most)
    if kind == "URL" and variables(str(button["url"])):
        if not str(button["url"]).endswith("}}"):
            raise GraphError(100, title="The variable of a button's URL must stand at its end.")
        if not button.get("example"):
            raise lacks("BUTTONS", "example")
