"""The language of the hubs: the person's own choice, else the browser's, else English."""

import re
from html.parser import HTMLParser

import pytest
from tests.hub.browser import Browser

from partnerhub.kit.words.catalogues import catalogue

PROFILE, CLIENTS = "/dashboard/partner/profile", "/dashboard/client/profile"
LINK = re.compile(r'href="(/dashboard/[^"#?]*)"')
FILES = re.compile(r"/(export|csv|json|file|insights/\w+)\b")
MOST = 60  # pages of a crawl
FOR_MACHINES = {"code", "pre", "script", "style", "textarea"}


class Told(HTMLParser):
    """What a page says: its texts, and what is read out of attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self._machines = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._machines += tag in FOR_MACHINES
        self.texts |= {value or "" for name, value in attrs if name in {"aria-label", "title", "placeholder", "alt"}}

    def handle_endtag(self, tag: str) -> None:
        self._machines -= tag in FOR_MACHINES

    def handle_data(self, data: str) -> None:
        if not self._machines:
            self.texts.add(" ".join(data.split()))


@pytest.fixture(scope="module")
def english() -> set[str]:
    """Sentences that are others in German, and none that is a German word too."""
    forms = catalogue("de").forms
    said = {one for german in forms.values() for one in german}
    return {key for key, german in forms.items() if german[0] != key} - said


async def crawled(browser: Browser, start: str) -> dict[str, str]:
    """Pages that links lead to from here."""
    waiting, pages = [start], dict[str, str]()
    while waiting and len(pages) < MOST:
        path = waiting.pop(0)
        answer = await browser.get(path)
        if path in pages or "text/html" not in answer.headers.get("content-type", ""):
            continue
        pages[path] = answer.text
        waiting += [one for one in LINK.findall(answer.text) if one not in pages and not FILES.search(one)]
    return pages


class TestLanguage:
    @pytest.mark.parametrize(
        ("accepted", "language", "button"),
        [("", "en", "Log in"), ("fr, de-AT;q=0.8, en;q=0.5", "de", "Anmelden"), ("fr, pt-BR;q=0.8", "pt", "Entrar")],
    )
    async def test_is_the_browser_s_where_nobody_is_logged_in(
        self, browser: Browser, accepted: str, language: str, button: str
    ) -> None:
        page = await browser.get("/login", headers={"accept-language": accepted})
        assert f'<html lang="{language}">' in page.text
        assert f'type="submit">{button}</button>' in page.text

    async def test_of_an_error_is_the_reader_s_too(self, browser: Browser) -> None:
        page = await browser.get("/dashboard/no-such-page", headers={"accept-language": "de"})
        assert (page.status_code, "Seite nicht gefunden" in page.text) == (404, True)

    async def test_is_chosen_by_a_partner_s_user_and_taken_back(self, partner: Browser) -> None:
        saved = await partner.send("/dashboard/partner/language", {"language": "de"}, page=PROFILE)
        assert (saved.status_code, saved.headers["location"]) == (303, f"{PROFILE}?saved=language#spoken")
        page = (await partner.get(f"{PROFILE}?saved=language", headers={"accept-language": "en"})).text
        assert '<html lang="de">' in page
        assert "Die Sprache ist gespeichert." in page
        await partner.send("/dashboard/partner/language", {"language": ""}, page=PROFILE)
        assert '<html lang="en">' in (await partner.get(PROFILE)).text

    async def test_is_that_of_refusals_and_of_countries_too(self, partner: Browser) -> None:
        await partner.send("/dashboard/partner/language", {"language": "pt"}, page=PROFILE)
        page = "/dashboard/partner/integration"
        refused = await partner.send(f"{page}/webhook_url", {"url": "ftp://example.com"}, page=page)
        assert "A URL do webhook precisa começar com https://." in refused.text
        assert ">Alemanha</option>" in (await partner.get("/dashboard/partner/brand")).text

    async def test_is_chosen_by_a_client_s_user(self, client: Browser) -> None:
        await client.send("/dashboard/client/language", {"language": "de"}, page=CLIENTS)
        assert '<html lang="de">' in (await client.get(CLIENTS)).text

    async def test_is_none_that_is_not_offered(self, partner: Browser) -> None:
        refused = await partner.send("/dashboard/partner/language", {"language": "fr"}, page=PROFILE)
        assert refused.status_code == 400

    @pytest.mark.parametrize("hub", ["partner", "client"])
    async def test_leaves_no_english_sentence_on_a_page(
        self, partner: Browser, client: Browser, english: set[str], hub: str
    ) -> None:
        browser, start = (partner, PROFILE) if hub == "partner" else (client, CLIENTS)
        await browser.send(f"/dashboard/{hub}/language", {"language": "de"}, page=start)
        pages = await crawled(browser, start)
        left = {path: sorted(Told(page).texts & english) for path, page in pages.items()}
        assert {path: texts for path, texts in left.items() if texts} == {}
        assert len(pages) > 5
