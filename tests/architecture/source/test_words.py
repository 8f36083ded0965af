"""The bottom of the house knows nothing of what is built on it."""

import re

from tests.architecture.source.reading import SRC, Module, modules

FIELD = {
    "whatsapp", "waba", "wabas", "partner", "partners", "client", "clients", "channel", "channels", "template", "templates",
    "webhook", "webhooks", "signup", "signups", "onboarding", "meta", "graph", "facebook", "tenant", "tenants",
    "messaging", "billing", "d360", "hub", "sandbox",
}  # fmt: skip
DRAWERS = {"utils", "helpers", "helper", "manager", "managers", "common", "misc", "base", "interfaces", "shared"}
# CamelCase, snake_case and prose alike; a name of our own for another's thing (`cryptography`) is one word.
WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


def test_the_kit_has_no_word_of_the_field() -> None:
    found = {(one.name, word) for one in modules(SRC / "kit") for word in words(one) & FIELD}
    assert not found


def test_no_module_is_a_drawer() -> None:
    """A module says what it holds: `utils`, `helpers`, `manager` hold anything."""
    names = {(one.name, part) for one in modules() for part in one.name.split(".") if part in DRAWERS}
    assert not names


def words(module: Module) -> set[str]:
    return {word.lower() for word in WORD.findall(module.text)}
