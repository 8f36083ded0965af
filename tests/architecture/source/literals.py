"""Text that a template says in one language only: beside its tags, in attributes that are read, and in expressions."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

TEXT = r""""[^"]*"|'[^']*'"""
TAG = re.compile(rf"{{{{(?:{TEXT}|(?!}}}}).)*}}}}|{{%(?:{TEXT}|(?!%}}).)*%}}|{{#.*?#}}", re.DOTALL)
READ = {"aria-label", "aria-description", "title", "placeholder", "alt"}
FOR_MACHINES = {"code", "pre", "kbd", "samp", "script", "style"}
NAMES = re.compile(r"\b(PartnerHub|CSV|JSON|URL|WABA|ID|IP|https|webhook-id)\b")  # the same in every language
WORD = re.compile(r"[^\W\d_]{2}")
SENTENCE = re.compile(r"\W*[A-Z](?:-?[a-z]|\w* \w*[a-z])|.*\w \w.*\.$")
ATTRIBUTE = re.compile(r" [a-z-]+")  # ` selected`
SAYING = {"t", "tn"}

Found = tuple[int, str]


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []
        self._machines = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._machines += tag in FOR_MACHINES
        for name, value in attrs:
            if name in READ:
                self._judge(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._machines -= tag in FOR_MACHINES

    def handle_data(self, data: str) -> None:
        if not self._machines:
            self._judge(data)

    def _judge(self, text: str) -> None:
        if WORD.search(NAMES.sub("", text)):
            self.found.append((self.getpos()[0], " ".join(text.replace("\1", "…").split())))


def of_template(source: str) -> list[Found]:
    """Line and text of each."""
    html = _Html()
    html.feed(TAG.sub(lambda tag: "\1" + "\n" * tag[0].count("\n"), source))
    html.close()
    tree = Environment(autoescape=True).parse(source)
    results = [one for output in tree.find_all(nodes.Output) for node in output.nodes for one in _results(node)]
    shown = [
        (one.lineno, one.value) for one in results if WORD.search(one.value) and not ATTRIBUTE.fullmatch(one.value)
    ]
    return sorted({*html.found, *(one for one in shown if " " in one[1]), *_given(tree)})


def _results(node: nodes.Node) -> Iterator[nodes.Const]:
    """The texts that an expression may come to."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node
    elif isinstance(node, nodes.CondExpr):
        yield from _results(node.expr1)
        if node.expr2:
            yield from _results(node.expr2)
    elif isinstance(node, nodes.And | nodes.Or):
        yield from _results(node.right)
    elif isinstance(node, nodes.Concat):
        for one in node.nodes:
            yield from _results(one)


def _given(node: nodes.Node) -> Iterator[Found]:
    """What looks like a sentence, wherever it stands: a macro is given its labels."""
    if isinstance(node, nodes.Compare):
        return
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in SAYING:
        for one in node.kwargs:
            yield from _given(one)
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and SENTENCE.match(NAMES.sub("", node.value)):
        yield node.lineno, node.value
    for child in node.iter_child_nodes():
        yield from _given(child)
