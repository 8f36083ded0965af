"""What Meta would refuse in a template, said before it is asked."""

import re

from partnerhub.surfaces.hub.partner.templates.words import BUTTONS, CATEGORIES, HEADERS
from partnerhub.surfaces.hub.partner.templates.written import MEDIA, Button, Written, is_named, variables

NAME = re.compile(r"[a-z0-9_]{1,512}")
LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
LONGEST_BODY, LONGEST_HEADER, LONGEST_FOOTER, LONGEST_BUTTON = 1024, 60, 60, 25
MOST_MINUTES = 90


def faults(written: Written) -> dict[str, str]:
    """By field, what is wrong with it; empty: nothing."""
    found = {"name": _name(written), "language": _language(written), "category": _category(written)}
    if written.category == "AUTHENTICATION":
        found["minutes"] = _minutes(written.minutes)
    else:
        found |= {"body": _body(written), "samples": _samples(written), "header": _header(written)}
        found |= {"footer": _footer(written.footer), "buttons": _buttons(written.buttons)}
    return {name: fault for name, fault in found.items() if fault}


def _name(written: Written) -> str:
    return "" if NAME.fullmatch(written.name) else "A name has only small letters, digits and _."


def _language(written: Written) -> str:
    return "" if LANGUAGE.fullmatch(written.language) else "Choose a language."


def _category(written: Written) -> str:
    return "" if written.category in dict(CATEGORIES) else "Choose a category."


def _minutes(minutes: str) -> str:
    good = not minutes or (minutes.isascii() and minutes.isdecimal() and 1 <= int(minutes[:4]) <= MOST_MINUTES)
    return "" if good else f"1 to {MOST_MINUTES} minutes, or nothing."


def _body(written: Written) -> str:
    text = written.body
    if not 1 <= len(text) <= LONGEST_BODY:
        return f"The text has 1 to {LONGEST_BODY:,} characters."
    if text.startswith("{{") or text.endswith("}}"):
        return "A variable may stand neither at the beginning nor at the end: Meta rejects it."
    found = variables(text)
    if not is_named(found) and sorted(map(int, found)) != list(range(1, len(found) + 1)):
        return "Number the variables {{1}}, {{2}}, … without a gap."
    return ""


def _samples(written: Written) -> str:
    needed, given = len(variables(written.body)), [one for one in written.samples.splitlines() if one.strip()]
    if needed == len(given):
        return ""
    return f"The text has {needed} variables: give {needed} samples, one a line." if needed else "There is no variable."


def _header(written: Written) -> str:
    if written.header not in dict(HEADERS):
        return "Choose what the header holds."
    if written.header in MEDIA:
        return "" if written.header_sample else "Meta's reviewers look at a sample: choose a file."
    if written.header != "TEXT":
        return ""
    if not 1 <= len(written.header_text) <= LONGEST_HEADER:
        return f"The header has 1 to {LONGEST_HEADER} characters."
    found = variables(written.header_text)
    if len(found) > 1:
        return "A header has one variable at most."
    return (
        ""
        if bool(found) == bool(written.header_sample)
        else "Give one sample for the header's variable, and only then."
    )


def _footer(footer: str) -> str:
    if len(footer) > LONGEST_FOOTER:
        return f"The footer has at most {LONGEST_FOOTER} characters."
    return "A footer has no variables." if variables(footer) else ""


def _buttons(buttons: tuple[Button, ...]) -> str:
    for one in buttons:
        if one.type not in dict(BUTTONS):
            return "Choose what each button does."
        if one.type != "COPY_CODE" and not 1 <= len(one.text) <= LONGEST_BUTTON:
            return f"A button's text has 1 to {LONGEST_BUTTON} characters."
        if one.type == "URL" and not one.value.startswith(("https://", "http://")):
            return "A website begins with https://."
        if one.type == "PHONE_NUMBER" and not re.fullmatch(r"\+?[0-9]{5,20}", one.value):
            return "A number is written with its country code, as +4930123456."
        if one.type == "COPY_CODE" and not one.value:
            return "Give a sample of the code that is copied."
    return ""
