"""Settings read from PARTNERHUB_* variables, written for a child process, shown to the operator, and checked."""

import os
from collections.abc import Mapping
from dataclasses import Field, fields
from pathlib import Path
from typing import Any, get_args

from partnerhub.settings.declared import PREFIX, Settings

LONGEST_NUMBER = 9  # digits
KEY_LENGTH, HEX = 64, set("0123456789abcdefABCDEF")  # of the master secret
SHORTEST_KEPT = 14  # days: an event is sent again for up to eight


class BadSetting(ValueError):
    """A PARTNERHUB_* variable has a value that cannot be used."""


def from_env(environ: Mapping[str, str] = os.environ, **given: Any) -> Settings:
    """Settings from PARTNERHUB_* variables; `given` (command-line options, unset ones None) wins. Raises BadSetting."""
    values: dict[str, Any] = {}
    for one in fields(Settings):
        name = PREFIX + one.name.upper()
        if given.get(one.name) is not None:
            values[one.name] = given[one.name]
        elif name in environ:
            values[one.name] = _parsed(name, environ[name], one)
    settings = Settings(**values)
    if 0 < settings.events_kept_days < SHORTEST_KEPT:
        raise BadSetting(f"{PREFIX}EVENTS_KEPT_DAYS must be {SHORTEST_KEPT} or more, or 0: retries take eight days.")
    return settings


def _parsed(name: str, text: str, one: Field[Any]) -> Any:
    kind: Any = one.type
    if kind is bool:
        if text.lower() not in {"1", "true", "yes", "on", "0", "false", "no", "off", ""}:
            raise BadSetting(f"{name} must be true or false, not {text!r}.")
        return text.lower() in {"1", "true", "yes", "on"}
    if kind is int:
        return _whole(name, text, one.metadata["least"], one.metadata["most"])
    allowed = get_args(kind)
    if allowed and text not in allowed:
        raise BadSetting(f"{name} must be one of {', '.join(a for a in allowed if a)}, not {text!r}.")
    return Path(text) if kind is Path else text


def _whole(name: str, text: str, least: int, most: int) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    if not (is_number and least <= int(text) <= most):
        raise BadSetting(f"{name} must be a whole number, {least} to {most}, not {text!r}.")
    return int(text)


def to_env(settings: Settings) -> dict[str, str]:
    """The variables that give a child process the same settings."""
    return {PREFIX + one.name.upper(): str(getattr(settings, one.name)) for one in fields(settings)}


def described(settings: Settings) -> list[tuple[str, str, str]]:
    """(variable, value in force, sentence) for each setting; a secret's value is "set" or "not set"."""
    rows: list[tuple[str, str, str]] = []
    for one in fields(settings):
        value = str(getattr(settings, one.name))
        if one.metadata["secret"]:
            value = "set" if value else "not set"
        rows.append((PREFIX + one.name.upper(), value, one.metadata["sentence"]))
    return rows


def check_secret(settings: Settings) -> None:
    """Raise BadSetting when the master secret cannot be one."""
    key = settings.secret_key
    if len(key) < KEY_LENGTH or len(key) % 2 or not set(key) <= HEX:
        raise BadSetting(f"{PREFIX}SECRET_KEY is not 32 bytes in hex. Make one with: openssl rand -hex 32")


def refuse_unsafe(settings: Settings) -> None:
    """Raise BadSetting rather than serve with secrets that everybody can read in our source."""
    if left := settings.left_at_sandbox:
        raise BadSetting(f"The sandbox is off, but {', '.join(left)} still have the sandbox's values. Set your own.")
