"""/docs over HTTP: the repository's guides as pages, whose links lead somewhere and which run nothing."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import aiohttp
import pytest

from partnerhub.surfaces.operations import markdown
from partnerhub.surfaces.operations.guides import GUIDES, PACKED, ROOT, Guide

VOID = {"meta", "link", "br", "hr", "img"}


class Reader(HTMLParser):
    """Ids, links and tags of a page; `open` is what was opened and not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if tag == "a" else []
        assert not {name for name in given if name.startswith("on") or name == "style"}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


async def page(site: aiohttp.ClientSession, address: str) -> Reader:
    async with site.get(address) as answer:
        assert answer.status == 200, address
        return Reader(await answer.text())


@pytest.fixture(scope="module")
async def pages(site: aiohttp.ClientSession) -> dict[str, Reader]:
    return {address: await page(site, address) for address in [*(one.address for one in GUIDES), "/docs/api"]}


@pytest.mark.parametrize("guide", GUIDES, ids=[one.address for one in GUIDES])
async def test_a_guide_is_a_whole_page_and_runs_nothing(
    site: aiohttp.ClientSession, pages: dict[str, Reader], guide: Guide
) -> None:
    read = pages[guide.address]
    assert read.open == []
    assert not read.tags & {"script", "style", "iframe", "img", "form"}
    assert len(read.ids) == len(set(read.ids))
    async with site.get(guide.address) as answer:
        text = await answer.text()
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
    title = (ROOT / guide.file).read_text().partition("\n")[0].removeprefix("# ")
    assert f"<title>{title} · PartnerHub</title>" in text
    assert f'href="{guide.address}" aria-current="page"' in text


async def test_every_link_leads_somewhere(site: aiohttp.ClientSession, pages: dict[str, Reader]) -> None:
    for address, read in pages.items():
        for link in read.links:
            if link.startswith("https://"):
                continue
            path, _, fragment = link.removeprefix(str(site._base_url).rstrip("/")).partition("#")
            if path in {"/openapi.json", "/openapi-messaging.json"}:
                continue
            assert (path or address) in pages, (address, link)
            assert not fragment or fragment in pages[path or address].ids, (address, link)


async def test_examples_speak_of_this_installation(site: aiohttp.ClientSession) -> None:
    async with site.get("/docs/quickstart") as answer:
        text = await answer.text()
    assert f"HUB={str(site._base_url).rstrip('/')}" in text


def test_every_guide_of_the_folder_is_shown_or_for_others() -> None:
    for_others = {"adding-an-endpoint.md", "life-of-a-request.md", "operating.md"}
    shown = {guide.file.removeprefix("docs/") for guide in GUIDES} - {"CHANGELOG.md"}
    assert {path.name for path in (ROOT / "docs").glob("*.md")} == shown | for_others


def test_a_wheel_carries_what_is_shown(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    (wheel,) = tmp_path.glob("*.whl")
    inside = f"partnerhub/surfaces/operations/{PACKED.name}/"
    carried = {name.removeprefix(inside) for name in ZipFile(wheel).namelist()}
    assert {guide.file for guide in GUIDES} <= carried


def test_what_is_no_markdown_of_ours_is_text() -> None:
    inline = "a <b onclick=x>b</b> [l](javascript:alert(1)) `<i>`"
    text = f"# T\n\n<script>alert(1)</script>\n\n{inline}\n\n<details open><summary>x</summary>\n"
    body = str(markdown.page(text, lambda href: href).body)
    assert re.findall(r"<\w+", body) == ["<h1", "<p", "<code"]
    assert "&lt;script&gt;" in body


def test_headings_are_named_as_where_the_repository_is_read() -> None:
    page = markdown.page("# A\n\n## `GET` of x, y!\n\n## Two words\n\n## Two words\n", lambda href: href)
    assert [part.id for part in page.parts] == ["get-of-x-y", "two-words", "two-words-1"]
