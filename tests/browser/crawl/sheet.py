"""A page as it came, read without running anything: its links, forms and ids, and what is wrong with it."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
ASKS = ("hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete")
Attributes = dict[str, str]


@dataclass
class Form:
    method: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    called: bool = False  # the sandbox's switches: a script sends them
    sends: bool = False  # it has a button that sends it, or a field in which Enter does


class Sheet(HTMLParser):
    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self.address = address
        self.tags: list[tuple[str, Attributes]] = []
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.words: Counter[str] = Counter()  # characters of text below h1, title and main
        self._open: list[str] = []
        self._form: Form | None = None
        self._select = ""
        self.feed(text)

    @property
    def ids(self) -> set[str]:
        return {given["id"] for _, given in self.tags if "id" in given}

    @property
    def traits(self) -> set[str]:
        """What a browser could stumble over here and nowhere before: kinds of elements, not their contents."""
        return {f"{tag}.{given.get('class', '')}[{' '.join(sorted(given))}]" for tag, given in self.tags}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "a" and "href" in given:
            self.links.append(urljoin(self.address, given["href"]))
        if tag == "form":
            action = urljoin(self.address, given.get("action") or self.address)
            self._form = Form(given.get("method", "get").lower(), action, called="data-call" in given)
            self.forms.append(self._form)
        elif self._form:
            self._field(self._form, tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        for name in {"h1", "title", "main"} & set(self._open):
            self.words[name] += len(data.strip())

    def _field(self, form: Form, tag: str, given: Attributes) -> None:
        kind, name = given.get("type", "submit" if tag == "button" else "text"), given.get("name", "")
        form.sends |= kind == "submit" or (tag == "input" and kind == "image")
        if tag == "select":
            self._select = name
            form.choices[name] = []
        elif tag == "option" and self._select in form.choices:
            form.choices[self._select].append(given.get("value", ""))
        elif tag == "input" and name and kind not in {"submit", "button", "file", "checkbox", "radio"}:
            form.fields.append((name, given.get("value", "")))


def queries(sheet: Sheet) -> list[str]:
    """What the GET forms of a page ask for: each as it stands, and with each choice of each list."""
    found: list[str] = []
    for form in sheet.forms:
        if form.method != "get" or form.called:
            continue
        stands = dict(form.fields) | {name: some[0] for name, some in form.choices.items() if some}
        base = form.action.partition("?")[0]
        found.append(f"{base}?{urlencode(stands)}")
        for name, some in form.choices.items():
            found += [f"{base}?{urlencode(stands | {name: one})}" for one in some[1:]]
    return found


def faults(sheet: Sheet) -> list[str]:
    """What is wrong with the page for somebody without JavaScript, or with a screen reader."""
    ids = Counter(given["id"] for _, given in sheet.tags if "id" in given)
    headings = sum(tag == "h1" for tag, _ in sheet.tags)
    wrong = [f"id {name!r} {count} times" for name, count in ids.items() if count > 1]
    wrong += [f"{headings} h1"] if headings != 1 else []
    wrong += [f"no text in {name}" for name in ("h1", "title", "main") if not sheet.words[name]]
    wrong += [f"a form to {form.action} without a button" for form in sheet.forms if not form.sends]
    for tag, given in sheet.tags:
        for name in set(POINTERS) & set(given):
            wrong += [f"<{tag} {name}={one!r}> of nothing" for one in given[name].split() if one not in ids]
        if set(ASKS) & set(given) and not (tag == "form" or given.get("href") or "hx-trigger" in given):
            wrong.append(f"<{tag} {given}> does nothing without JavaScript")
    return wrong


def fragment_faults(sheet: Sheet) -> list[str]:
    """Links to a place on the same page that is not there."""
    here = sheet.address.partition("#")[0]
    places = {urlsplit(link).fragment for link in sheet.links if link.partition("#")[0] == here}
    return [f"#{place} leads nowhere" for place in sorted(places - sheet.ids - {"", "top"})]
