"""Markdown, made into a page: what our own documents use, and everything else as text."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

FOLDED = re.compile(r"</details>|<details><summary>[\w ]+</summary>")  # the only HTML that we write


class Part(NamedTuple):
    """A heading of the second level, and where it is on the page."""

    id: str
    text: str


class Page(NamedTuple):
    title: str
    body: Markup
    parts: list[Part]


def page(text: str, address: Callable[[str], str]) -> Page:
    """`address` says where a link of the document leads on the web."""
    tokens = PARSER.parse(text)
    headings = _headings(tokens)
    for token in tokens:
        for one in token.children or []:
            if one.type == "link_open":
                one.attrSet("href", address(str(one.attrGet("href"))))
    body = Markup(PARSER.renderer.render(tokens, PARSER.options, {}))  # noqa: S704  the renderer escapes, see the rules below
    return Page(headings[0][1].text, body, [part for tag, part in headings if tag == "h2"])


def _headings(tokens: list[Token]) -> list[tuple[str, Part]]:
    """Each gets an id, the one that it has where the repository is read."""
    found: dict[str, tuple[str, Part]] = {}
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            words = "".join(one.content for one in inline.children or [])
            name = re.sub(r"[^\w -]", "", words.lower()).replace(" ", "-")
            while name in found:
                name += "-1"
            found[name] = (opening.tag, Part(name, words))
            opening.attrSet("id", name)
    return list(found.values())


def _code(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """Wider than the page at times, so it can be scrolled, by keyboard too."""
    return f'<pre tabindex="0"><code>{escape(tokens[index].content)}</code></pre>\n'


def _html(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    given = tokens[index].content.strip()
    return f"{given if FOLDED.fullmatch(given) else escape(given)}\n"


def _inline_html(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return str(escape(tokens[index].content))


def _table(_renderer: Any, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
    """A wide one scrolls, for a keyboard too."""
    return '<table tabindex="0">\n'


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.add_render_rule("fence", _code)
    parser.add_render_rule("code_block", _code)
    parser.add_render_rule("html_block", _html)
    parser.add_render_rule("html_inline", _inline_html)
    parser.add_render_rule("table_open", _table)
    return parser


PARSER = _parser()
