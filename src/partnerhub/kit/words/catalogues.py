"""The translations: one gettext catalogue a language, read when its first sentence is said."""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
from babel.messages.pofile import read_po

from partnerhub.kit.words.languages import ENGLISH

FOLDER = Path(__file__).parent


class Catalogue(msgspec.Struct, frozen=True):
    """By the English sentence, of plurals the singular: its forms, and which of them a number takes."""

    forms: dict[str, tuple[str, ...]]
    form_of: Callable[[int], int]


@cache
def catalogue(language: str) -> Catalogue:
    """Empty for English."""
    if language == ENGLISH:
        return Catalogue({}, int)
    with (FOLDER / f"{language}.po").open("rb") as file:
        read = read_po(file, locale=language)
    forms: dict[str, tuple[str, ...]] = {}
    for message in read:
        key = message.id if isinstance(message.id, str) else message.id[0]
        texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if key and texts and all(texts):
            forms[key] = texts
    return Catalogue(forms, gettext.c2py(read.plural_expr))
