"""WhatsApp's own marks for text: *bold*, _italic_, ~struck~, `code`, ```block```, lists and quotes; links become links."""

import re

from markupsafe import Markup, escape

BLOCK = re.compile(r"```(.+?)```", re.DOTALL)
# A mark counts where it touches its text and no letter or digit touches it from outside, as on the phone.
MARKS = (
    (re.compile(r"(?<![\w`])`(?!\s)([^`\n]+?)(?<!\s)`(?![\w`])"), "code"),
    (re.compile(r"(?<![\w*])\*(?![\s*])([^*\n]+?)(?<!\s)\*(?![\w*])"), "strong"),
    (re.compile(r"(?<![\w_])_(?![\s_])([^_\n]+?)(?<!\s)_(?![\w_])"), "em"),
    (re.compile(r"(?<![\w~])~(?![\s~])([^~\n]+?)(?<!\s)~(?![\w~])"), "s"),
)
LINK = re.compile(r"https?://[^\s<>\x00\"']+[^\s<>\x00\"'.,;:!?)*_~]")
ITEM = re.compile(r"^(?:[-*]|\d{1,2}\.) +(.+)$")
KEPT = re.compile(r"\x00(\d+)\x00")


def formatted(text: str) -> Markup:
    """HTML with everything escaped that is not ours."""
    kept: list[Markup] = []

    def keep(made: Markup) -> str:
        kept.append(made)
        return f"\0{len(kept) - 1}\0"

    text = text.replace("\0", "")
    text = BLOCK.sub(lambda found: keep(Markup("<pre>{}</pre>").format(found[1].strip("\n"))), text)
    text = LINK.sub(lambda found: keep(link(found[0], found[0])), text)
    html = "\n".join(_line(line) for line in text.split("\n"))
    return Markup(KEPT.sub(lambda found: str(kept[int(found[1])]), html))  # noqa: S704 — each part is escaped above


def link(url: str, text: str) -> Markup:
    """A link that only the web's own schemes make; anything else stays text."""
    if not url.startswith(("http://", "https://")):
        return escape(text)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(url, text)


def _line(line: str) -> str:
    if line.startswith("> "):
        return f"<q>{_marked(line[2:])}</q>"
    found = ITEM.match(line)
    if found is None:
        return _marked(line)
    mark = "•" if line[0] in "-*" else line.partition(" ")[0]
    return f'<span class="item"><span>{mark}</span> {_marked(found[1])}</span>'


def _marked(line: str) -> str:
    html = str(escape(line))
    for pattern, tag in MARKS:
        html = pattern.sub(rf"<{tag}>\1</{tag}>", html)
    return html
