"""The translations: what is said is in them, and each says the same things as its sentence."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from partnerhub.kit.words import dated, decimal, money, named_countries, said, speaking, t, tn, whole
from partnerhub.kit.words.catalogues import FOLDER, catalogue
from partnerhub.surfaces.hub.speech import ONBOARDING, WHOLE
from partnerhub.surfaces.hub.speech.codes import worded
from partnerhub.surfaces.hub.speech.collecting import Text, sentences

NAME = re.compile(r"{\w+}")
OF_ONBOARDING = (
    "surfaces/hub/onboarding/", "domain/onboarding/", "surfaces/hub/forgery.py", "domain/access/passwords.py",
    "domain/access/attempts.py", "surfaces/hub/templates/frame.html", "surfaces/hub/templates/narrow.html",
)  # fmt: skip
HOW = "`make words`, then give the missing translations in src/partnerhub/kit/words/"


@pytest.fixture(scope="module")
def spoken() -> dict[Text, set[str]]:
    return sentences()


def first(text: Text) -> str:
    return text if isinstance(text, str) else text[0]


class TestCatalogues:
    @pytest.mark.parametrize("language", [one for one in WHOLE if one != "en"])
    def test_of_languages_that_are_offered_miss_nothing(self, spoken: dict[Text, set[str]], language: str) -> None:
        known = catalogue(language).forms
        assert sorted(first(one) for one in spoken if first(one) not in known) == [], HOW

    @pytest.mark.parametrize("language", [one for one in ONBOARDING if one != "en"])
    def test_miss_nothing_of_the_onboarding(self, spoken: dict[Text, set[str]], language: str) -> None:
        known = catalogue(language).forms
        said = {first(text) for text, files in spoken.items() if any(one.startswith(OF_ONBOARDING) for one in files)}
        assert sorted(said - known.keys()) == [], HOW

    @pytest.mark.parametrize("language", sorted(path.stem for path in FOLDER.glob("*.po")))
    def test_name_the_same_things_as_the_sentence(self, language: str) -> None:
        known = catalogue(language).forms
        wrong = {
            key: forms for key, forms in known.items() if sorted(NAME.findall(forms[-1])) != sorted(NAME.findall(key))
        }
        assert {key: forms for key, forms in wrong.items() if len(forms) == 1} == {}

    def test_find_every_kind_of_text(self, spoken: dict[Text, set[str]]) -> None:
        assert "surfaces/hub/templates/wide.html" in spoken["Log out"]
        assert "surfaces/hub/partner/users.py" in spoken["The role is changed."]
        assert "kit/problems.py" in spoken["Too many requests."]
        assert "surfaces/hub/partner/onboarding_links/making.py" in spoken["{count} day", "{count} days"]

    @pytest.mark.parametrize("language", WHOLE)
    def test_tell_the_categories_of_messages_apart(self, language: str) -> None:
        """They stand side by side in charts."""
        codes = ("AUTHENTICATION", "AUTHENTICATION_INTERNATIONAL", "MARKETING", "MARKETING_LITE", "SERVICE", "UTILITY")
        with speaking(language):
            assert len({said(worded(code)) for code in codes}) == len(codes)


class TestSentences:
    def test_are_english_to_code_and_translated_on_a_page(self) -> None:
        back = t("Back to {brand}", brand="{brand} & Co")
        assert back == "Back to {brand} & Co"
        with speaking("de"):
            assert said(back) == "Zurück zu {brand} & Co"
            assert back.__html__() == "Zurück zu {brand} &amp; Co"

    def test_say_those_inside_them_too(self) -> None:
        with speaking("de"):
            assert said(t("Back to {brand}", brand=t("Your provider"))) == "Zurück zu Ihr Anbieter"

    def test_count_as_english_does_where_there_is_no_translation(self) -> None:
        assert [str(tn("{count} ox", "{count} oxen", n)) for n in (0, 1, 1200)] == ["0 oxen", "1 ox", "1,200 oxen"]
        with speaking("pt"):
            assert said(tn("{count} ox", "{count} oxen", 1200)) == "1.200 oxen"

    def test_write_days_moments_and_countries_as_the_reader_does(self) -> None:
        until = t("until {ends}", ends=date(2026, 12, 1))
        assert (until, dated(date(2026, 12, 1), "yMMMM")) == ("until Dec 1, 2026", "December 2026")
        with speaking("de"):
            assert said(until) == "until 01.12.2026"
            assert said(t("{at}", at=datetime(2026, 12, 1, 15, 4, tzinfo=UTC))) == "01.12.2026, 15:04 UTC"
            assert dated(date(2026, 12, 1), "yMMMM") == "Dezember 2026"
            assert decimal(Decimal("0.1365"), 4) == "0,1365"
            assert named_countries(("ZA", "AT", "OM")) == [("OM", "Oman"), ("AT", "Österreich"), ("ZA", "Südafrika")]

    def test_write_numbers_and_money_as_the_reader_does(self) -> None:
        assert (whole(12345), money(Decimal("-1234.5"), "eur")) == ("12,345", "-€1,234.50")
        with speaking("de"):
            assert (whole(12345), money(Decimal("1234.5"), "usd")) == ("12.345", "1.234,50\xa0$")
