"""The variables of a template's texts: how they are written, where they may stand, and an example for each (B.3)."""

import re
from typing import Any

from partnerhub.sandbox.graph.templates.refusals import lacks, misshapen, refused

NAMED = "NAMED"
ANYTHING = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
NAME, NUMBER = re.compile(r"[a-z_][a-z0-9_]*"), re.compile(r"[1-9][0-9]*")
VARIABLE = r"\{\{[^{}]*\}\}"
AT_EDGE = re.compile(rf"^\s*{VARIABLE}|{VARIABLE}\s*$")
WORD = re.compile(r"\w+")
WORDS_EACH = 3  # Meta publishes no ratio; providers found that a text needs three words a variable and one more


def variables(text: str) -> list[str]:
    """In their order, each once."""
    return list(dict.fromkeys(one.strip() for one in ANYTHING.findall(text)))


def check(kind: str, text: str, example: Any, form: str) -> None:
    """`kind`: HEADER or BODY; `form`: POSITIONAL or NAMED."""
    found = variables(text)
    if not found:
        return
    pattern = NAME if form == NAMED else NUMBER
    if not all(pattern.fullmatch(one) for one in found):
        text = "{{name}}, in small letters, digits and _" if form == NAMED else "{{1}}, {{2}} and so on"
        raise misshapen(kind, f"Variables of this template are written {text}.")
    if form != NAMED and sorted(map(int, found)) != list(range(1, len(found) + 1)):
        raise misshapen(kind, "Variables are numbered from {{1}} on without a gap.")
    if kind == "BODY" and AT_EDGE.search(text):
        title = "Variables can't be at the start or end of the template"
        raise refused(2388299, title, "Write text before and after each variable.")
    if len(_examples(kind, example, form)) != len(found):
        raise lacks(kind, "example")
    if kind == "BODY" and len(WORD.findall(ANYTHING.sub("", text))) <= (WORDS_EACH - 1) * len(found):
        title = "Params Words Ratio Exceeds Limit"
        raise refused(2388293, title, "This template has too many variables for its length.")


def _examples(kind: str, example: Any, form: str) -> list[Any]:
    given: dict[str, Any] = example if isinstance(example, dict) else {}
    if form == NAMED:
        found = given.get("header_text_named_params" if kind == "HEADER" else "body_text_named_params")
    else:
        found = given.get("header_text" if kind == "HEADER" else "body_text")
    listed: list[Any] = found if isinstance(found, list) else []
    if kind == "BODY" and form != NAMED and listed and isinstance(listed[0], list):
        return listed[0]
    return listed
