import re
from pathlib import Path

import pytest
from tests.hub.onboarding.conftest import Person, email
from tests.world import Side

from partnerhub.domain.onboarding import failures
from partnerhub.domain.onboarding.links import NoSuchLink
from partnerhub.kit.problems import Problem
from partnerhub.surfaces.hub import onboarding
from partnerhub.surfaces.hub.onboarding import connect, progress
from partnerhub.surfaces.hub.onboarding.arrival import STEPS, AccountFirst
from partnerhub.surfaces.hub.onboarding.words import LANGUAGES, translator

TEMPLATES = Path(onboarding.__file__).parent / "templates"
SAID = re.compile(r"""\bt\((?:"([^"]+)"|'([^']+)')""")
REFUSING = (
    "partnerhub.domain.onboarding", "partnerhub.surfaces.hub.onboarding", "partnerhub.surfaces.hub.forgery",
    "partnerhub.domain.access.passwords", "partnerhub.domain.access.attempts",
)  # fmt: skip
NAME = re.compile(r"\{\w+\}")


def sentences() -> set[str]:
    """Everything the pages say by themselves."""
    said = {a or b for path in TEMPLATES.rglob("*.html") for a, b in SAID.findall(path.read_text())}
    said |= set(connect.FAILURES.values()) | {what for _, what in progress.STEPS} | set(failures.TEXTS.values())
    return said | set(STEPS) | {problem().message for problem in refusals()}


def refusals() -> set[type[Problem]]:
    """What onboarding can refuse, and what guards its forms."""
    return {one for one in _all(Problem) if one.__module__.startswith(REFUSING)} - {AccountFirst, NoSuchLink}


def _all(problem: type[Problem]) -> set[type[Problem]]:
    return {problem}.union(*map(_all, problem.__subclasses__()))


class TestLanguages:
    @pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
    def test_have_every_sentence_of_the_pages(self, words: dict[str, str]) -> None:
        assert sentences() - words.keys() == set()

    @pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
    def test_name_the_same_things_in_each(self, words: dict[str, str]) -> None:
        assert [one for one in words.items() if NAME.findall(one[0]) != NAME.findall(one[1])] == []

    def test_leave_a_brand_as_it_is(self) -> None:
        assert translator("de")("Back to {brand}", brand="{brand} & Co") == "Zurück zu {brand} & Co"

    @pytest.mark.parametrize(
        ("lang", "button"), [("de", "Konto anlegen"), ("pt", "Criar conta"), ("fr", "Create account")]
    )
    async def test_are_what_the_link_asks_for(self, person: Person, side: Side, lang: str, button: str) -> None:
        await person.open(f"/onboarding/{side.partner_id}?lang={lang}")
        assert f">{button}</button>" in person.page.text
        assert f'<html lang="{lang if lang in LANGUAGES else "en"}">' in person.page.text

    async def test_last_for_the_whole_visit(self, person: Person, side: Side) -> None:
        await person.open(f"/onboarding/{side.partner_id}?lang=de")
        await person.sign_up(email="x")
        assert "Geben Sie eine E-Mail-Adresse ein" in person.page.text
        await person.sign_up(email=email())
        assert "Weiter mit Facebook" in person.page.text

    @pytest.mark.parametrize(("asked", "spoken"), [("?lang=pt", ""), ("", "fr, pt-BR;q=0.8, en"), ("?lang=pt", "de")])
    async def test_are_those_of_a_refusal_too(self, person: Person, asked: str, spoken: str) -> None:
        await person.open(f"/onboarding/nobodyPA{asked}", headers={"accept-language": spoken})
        assert "Este parceiro não existe." in person.page.text
        assert '<html lang="pt">' in person.page.text
