"""Names of languages and countries as readers of the spoken language write them, from Unicode's CLDR."""

import unicodedata
from functools import cache

from babel import Locale

from partnerhub.kit.words.languages import spoken


def language_name(code: str) -> str:
    """`pt_BR` → `Portuguese (Brazil)`."""
    return Locale.parse(code).get_display_name(spoken()) or code


def country_name(code: str) -> str:
    """`DE` → `Germany`; what is no country's code stays as it is."""
    return Locale(spoken()).territories.get(code, code)


def named_countries(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """`("DE", "Germany")` of each, as a reader looks for it: by name, `Österreich` among those with O."""
    return _by_name(spoken(), codes)


@cache
def _by_name(language: str, codes: tuple[str, ...]) -> list[tuple[str, str]]:
    names = Locale(language).territories
    return sorted(((code, names.get(code, code)) for code in codes), key=lambda one: _plain(one[1]))


def _plain(name: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(one))
