"""The onboarding pages in other languages (`lang`, contract hub-and-onboarding §3.4); English is what the code says."""

from collections.abc import Callable

from partnerhub.surfaces.hub.onboarding.words import de, paying, pt, refusals

LANGUAGES = {"de": de.WORDS | refusals.DE | paying.DE, "pt": pt.WORDS | refusals.PT | paying.PT}
LANGUAGE_NAMES = {"": "English", "de": "Deutsch", "pt": "Português"}  # as their readers call them


def language(asked: str) -> str:
    """The language of the pages: English unless the link asks for one we have."""
    return asked if asked in LANGUAGES else "en"


def spoken(accepted: str) -> str:
    """The first of `accept-language` that we have, or "": `pt-BR,pt;q=0.9` → `pt`."""
    named = (one.partition(";")[0].strip().partition("-")[0].lower() for one in accepted.split(","))
    return next((one for one in named if one in LANGUAGES or one == "en"), "")


def translator(lang: str) -> Callable[..., str]:
    """`t("Back to {brand}", brand="Acme")`: in `lang`, or in English where a sentence has no translation."""
    words = LANGUAGES.get(lang, {})

    def t(sentence: str, **values: str) -> str:
        text = words.get(sentence, sentence)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    return t
