import pytest
from tests.hub.onboarding.conftest import Person, email
from tests.world import Side

from partnerhub.surfaces.hub.speech import ONBOARDING


class TestLanguages:
    @pytest.mark.parametrize(
        ("lang", "button"), [("de", "Konto anlegen"), ("pt", "Criar conta"), ("fr", "Create account")]
    )
    async def test_are_what_the_link_asks_for(self, person: Person, side: Side, lang: str, button: str) -> None:
        await person.open(f"/onboarding/{side.partner_id}?lang={lang}")
        assert f">{button}</button>" in person.page.text
        assert f'<html lang="{lang if lang in ONBOARDING else "en"}">' in person.page.text

    async def test_last_for_the_whole_visit(self, person: Person, side: Side) -> None:
        await person.open(f"/onboarding/{side.partner_id}?lang=de")
        await person.sign_up(email="x")
        assert "Geben Sie eine E-Mail-Adresse ein" in person.page.text
        await person.sign_up(email=email())
        assert "Weiter mit Facebook" in person.page.text

    async def test_are_the_browser_s_when_the_link_asks_for_none(self, person: Person, side: Side) -> None:
        person.http.headers["accept-language"] = "fr, pt-BR;q=0.8, en"
        await person.open(f"/onboarding/{side.partner_id}")
        assert ">Criar conta</button>" in person.page.text

    @pytest.mark.parametrize(("asked", "spoken"), [("?lang=pt", ""), ("", "fr, pt-BR;q=0.8, en"), ("?lang=pt", "de")])
    async def test_are_those_of_a_refusal_too(self, person: Person, asked: str, spoken: str) -> None:
        await person.open(f"/onboarding/nobodyPA{asked}", headers={"accept-language": spoken})
        assert "Este parceiro não existe." in person.page.text
        assert '<html lang="pt">' in person.page.text
