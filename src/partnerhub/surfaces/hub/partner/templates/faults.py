"""What Meta would refuse in a template, said before it is asked."""

import re

from partnerhub.kit.words import t, tn
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
    return "" if NAME.fullmatch(written.name) else t("A name has only small letters, digits and _.")


def _language(written: Written) -> str:
    return "" if LANGUAGE.fullmatch(written.language) else t("Choose a language.")


def _category(written: Written) -> str:
    return "" if written.category in dict(CATEGORIES) else t("Choose a category.")


def _minutes(minutes: str) -> str:
    good = not minutes or (minutes.isascii() and minutes.isdecimal() and 1 <= int(minutes[:4]) <= MOST_MINUTES)
    return "" if good else t("1 to {most} minutes, or nothing.", most=MOST_MINUTES)


def _body(written: Written) -> str:
    text = written.body
    if not 1 <= len(text) <= LONGEST_BODY:
        return t("The text has 1 to {most} characters.", most=LONGEST_BODY)
    if text.startswith("{{") or text.endswith("}}"):
        return t("A variable may stand neither at the beginning nor at the end: Meta rejects it.")
    found = variables(text)
    if not is_named(found) and sorted(map(int, found)) != list(range(1, len(found) + 1)):
        return t("Number the variables {{1}}, {{2}}, … without a gap.")
    return ""


def _samples(written: Written) -> str:
    needed, given = len(variables(written.body)), [one for one in written.samples.splitlines() if one.strip()]
    if needed == len(given):
        return ""
    return (
        tn(
            "The text has a variable: give a sample.",
            "The text has {count} variables: give {count} samples, one a line.",
            needed,
        )
        if needed
        else t("There is no variable.")
    )


def _header(written: Written) -> str:
    if written.header not in dict(HEADERS):
        return t("Choose what the header holds.")
    if written.header in MEDIA:
        return "" if written.header_sample else t("Meta's reviewers look at a sample: choose a file.")
    if written.header != "TEXT":
        return ""
    if not 1 <= len(written.header_text) <= LONGEST_HEADER:
        return t("The header has 1 to {most} characters.", most=LONGEST_HEADER)
    found = variables(written.header_text)
    if len(found) > 1:
        return t("A header has one variable at most.")
    return (
        ""
        if bool(found) == bool(written.header_sample)
        else t("Give one sample for the header's variable, and only then.")
    )


def _footer(footer: str) -> str:
    if len(footer) > LONGEST_FOOTER:
        return t("The footer has at most {most} characters.", most=LONGEST_FOOTER)
    return t("A footer has no variables.") if variables(footer) else ""


def _buttons(buttons: tuple[Button, ...]) -> str:
    for one in buttons:
        if one.type not in dict(BUTTONS):
            return t("Choose what each button does.")
        if one.type != "COPY_CODE" and not 1 <= len(one.text) <= LONGEST_BUTTON:
            return t("A button's text has 1 to {most} characters.", most=LONGEST_BUTTON)
        if one.type == "URL" and not one.value.startswith(("https://", "http://")):
            return t("A website begins with https://.")
        if one.type == "PHONE_NUMBER" and not re.fullmatch(r"\+?[0-9]{5,20}", one.value):
            return t("A number is written with its country code, as +4930123456.")
        if one.type == "COPY_CODE" and not one.value:
            return t("Give a sample of the code that is copied.")
    return ""
