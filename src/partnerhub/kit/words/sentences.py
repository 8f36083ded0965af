"""Sentences: English wherever code looks at them, the reader's language wherever a page or a letter writes them out."""

from datetime import date
from typing import Any

from markupsafe import Markup, escape

from partnerhub.kit.words.catalogues import catalogue
from partnerhub.kit.words.languages import ENGLISH, spoken
from partnerhub.kit.words.numbers import whole, written


class Sentence(str):
    """The English text; Jinja writes `__html__`, which is in the language that is spoken then.

    So a constant of a module may be one, and what is no page (a log, a comparison, the API) keeps the English.
    """

    __slots__ = ("many", "number", "pattern", "values")

    pattern: str
    many: str
    number: int
    values: dict[str, Any]

    def __html__(self) -> Markup:
        return escape(said(self))


def t(pattern: str, /, **values: Any) -> Sentence:
    """`t("Back to {brand}", brand="Acme")`. Numbers, days and moments among the values are written as the reader writes them.

    Of a sentence it is the sentence itself, with the values; of another text that is no literal, as the catalogue has it.
    """
    if isinstance(pattern, Sentence):
        if not values:
            return pattern
        pattern, values = pattern.pattern, {**pattern.values, **values}
    made = Sentence(_filled(pattern, values, plain=True) if values else pattern)
    made.pattern, made.many, made.number, made.values = pattern, "", 1, values
    return made


def tn(one: str, many: str, count: int, /, **values: Any) -> Sentence:
    """`tn("{count} number", "{count} numbers", 3)`: as many forms as the reader's language has."""
    values["count"] = count
    made = Sentence(_filled(one if count == 1 else many, values, plain=True))
    made.pattern, made.many, made.number, made.values = one, many, count, values
    return made


def said(text: str) -> str:
    """A sentence, or a plain text that the catalogue knows, in the spoken language; Markup when a value is."""
    if not isinstance(text, Sentence):
        return catalogue(spoken()).forms.get(text, (text,))[0]
    found = catalogue(spoken())
    if text.many:
        forms = found.forms.get(text.pattern)
        pattern = forms[found.form_of(text.number)] if forms else (text.pattern, text.many)[text.number != 1]
    else:
        pattern = found.forms.get(text.pattern, (text.pattern,))[0]
    return _filled(pattern, text.values) if text.values else pattern


def _filled(pattern: str, values: dict[str, Any], *, plain: bool = False) -> str:
    """Each `{name}` by its value, of which none is read for names again; `plain`: in English, without markup."""
    shown = {name: _shown(value, plain=plain) for name, value in values.items()}
    if not plain and any(isinstance(one, Markup) for one in shown.values()):
        return escape(pattern).format_map(shown)
    return pattern.format_map(shown)


def _shown(value: Any, *, plain: bool) -> str:
    if isinstance(value, Sentence):
        return str(value) if plain else said(value)
    if isinstance(value, int):
        return f"{value:,}" if plain else whole(value)
    if isinstance(value, date):
        return written(value, ENGLISH if plain else None)
    if isinstance(value, Markup):
        return value
    return str(value)
