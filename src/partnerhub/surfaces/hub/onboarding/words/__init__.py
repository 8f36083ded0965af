"""The onboarding pages in other languages (`lang`, contract hub-and-onboarding §3.4); English is what the code says."""

from collections.abc import Callable

from partnerhub.surfaces.hub.onboarding.words import de, pt

LANGUAGES = {"de": de.WORDS, "pt": pt.WORDS}
LANGUAGE_NAMES = {"": "English", "de": "Deutsch", "pt": "Português"}  # as their readers call them


def language(asked: str) -> str:
    """The language of the pages: English unless the link asks for one we have."""
    return asked if asked in LANGUAGES else "en"


def translator(lang: str) -> Callable[..., str]:
    """`t("Back to {brand}", brand="Acme")`: in `lang`, or in English where a sentence has no translation."""
    words = LANGUAGES.get(lang, {})

    def t(sentence: str, **values: str) -> str:
        text = words.get(sentence, sentence)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    return t
