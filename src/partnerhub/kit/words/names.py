"""Names of languages and countries as readers of the spoken language write them, from Unicode's CLDR."""

from babel import Locale

from partnerhub.kit.words.languages import spoken


def language_name(code: str) -> str:
    """`pt_BR` → `Portuguese (Brazil)`."""
    return Locale.parse(code).get_display_name(spoken()) or code


def country_name(code: str) -> str:
    """`DE` → `Germany`; what is no country's code stays as it is."""
    return Locale(spoken()).territories.get(code, code)
