"""Every page, for everybody: found by following links and GET forms from a few first addresses, so new pages are met too.

Breadth by plain HTTP, as without JavaScript; then a real browser on each kind of page. What a browser is shown is a page of
each shape of address, and for each further person those that hold a kind of element not yet seen.
"""

import pytest
from playwright.async_api import Browser
from tests.browser.conftest import Person, Town
from tests.browser.crawl.looking import AXE, looked
from tests.browser.crawl.walking import Walk, walk

from partnerhub.domain.access.scopes import ROLES

EVERYBODY = (*ROLES, "client", "member", "operator", "anonymous")
LEAST = {
    "owner": 60, "admin": 60, "developer": 40, "billing": 20, "read_only": 40, "client": 15, "member": 15, "operator": 3,
    "anonymous": 25,
}  # fmt: skip
PARTS = 3  # of a person's pages, so that none takes minutes on a busy machine


def first_addresses(town: Town, name: str) -> list[str]:
    onboarding = f"/onboarding/{town.world['partner_id']}"
    if name in {"client", "member"}:
        return ["/", onboarding]
    if name == "operator":
        return ["/operator"]
    if name != "anonymous":
        return ["/"]
    sandbox = ["/sandbox/handset", "/sandbox/switchboard", "/sandbox/mailbox"]
    return ["/", "/signup", "/docs", onboarding, onboarding.replace("onboarding", "lp/whatsapp"), *sandbox]


class Walks:
    """Each person's, when it is first asked for: all of them in one test's time are too many on a busy machine."""

    def __init__(self, town: Town) -> None:
        self._town, self._made = town, dict[str, Walk]()

    async def of(self, name: str) -> Walk:
        if name not in self._made:
            first = [self._town.base + one for one in first_addresses(self._town, name)]
            self._made[name] = await walk(self._town.people[name], self._town.base, first)
        return self._made[name]


@pytest.fixture(scope="module")
def walks(town: Town) -> Walks:
    return Walks(town)


@pytest.fixture(scope="module")
async def chosen(walks: Walks) -> dict[str, list[str]]:
    """The addresses that are worth a browser's look, by who looks."""
    known = set[str]()
    return {name: worth_a_look(await walks.of(name), known) for name in EVERYBODY}


@pytest.mark.parametrize("name", EVERYBODY)
async def test_no_link_is_dead_and_each_page_is_whole_without_javascript(walks: Walks, name: str) -> None:
    walked = await walks.of(name)
    assert not walked.faults, "\n".join(sorted(walked.faults))
    assert len(walked.sheets) >= LEAST[name], sorted(walked.sheets)


@pytest.mark.skipif(not AXE.exists(), reason="axe is not installed: npm ci in frontend/")
@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("part", range(PARTS))
async def test_a_browser_finds_nothing_to_complain_of_on_any_page(
    walks: Walks, chosen: dict[str, list[str]], chrome: Browser, name: str, part: int
) -> None:
    found = await looked(chrome, await walks.of(name), chosen[name][part::PARTS])
    assert not found, "\n".join(sorted(found))


def worth_a_look(walked: Walk, known: set[str]) -> list[str]:
    """The first page of each path that nobody was shown, and each page with what no page before it had; adds to `known`."""
    chosen: list[str] = []
    for kind, sheets in sorted(walked.sheets.items()):
        for sheet in sheets:
            traits = {kind.partition("?")[0], *sheet.traits}
            if not traits <= known:
                chosen.append(sheet.address)
                known |= traits
    return chosen


async def test_the_crawl_finds_what_is_broken(town: Town, chrome: Browser) -> None:
    """A crawl that finds nothing is worth what it would have found."""
    nobody = Person(name="nobody")
    walked = await walk(nobody, town.base, [f"{town.base}/docs/nowhere"])
    assert [one.partition(" ")[0] for one in walked.faults] == ["404"]
    assert any("404" in one for one in await looked(chrome, walked, [f"{town.base}/docs/nowhere"]))
