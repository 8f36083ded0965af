"""What there is to translate, and the catalogues brought up to date with it: `make words`."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import partnerhub
from partnerhub.kit.problems import Problem
from partnerhub.kit.words.catalogues import FOLDER

ROOT = Path(partnerhub.__file__).parent
ROOMS = ("kit", "domain", "surfaces/hub")  # what people read comes from these
KINDS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
JINJA = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
CALLS = {"t": None, "tn": (1, 2)}
WIDTH = 120

Text = str | tuple[str, str]


def sentences() -> dict[Text, set[str]]:
    """Each literal of `t(…)` and `tn(…)` and each Problem's own sentence, with the files they stand in."""
    found: dict[Text, set[str]] = {}
    for room in ROOMS:
        for name, _, text, _, _ in extract_from_dir(ROOT / room, KINDS, JINJA, CALLS):
            found.setdefault(text if isinstance(text, str) else (text[0], text[1]), set()).add(f"{room}/{name}")
    for problem in problems(Problem):
        sentence = (problem.__doc__ or "").strip().splitlines()[0]
        found.setdefault(sentence, set()).add(str(Path(inspect.getfile(problem)).relative_to(ROOT)))
    return found


def update() -> None:
    """Write each catalogue anew: what is new stands in it without a translation, what nobody says any more is gone."""
    template = Catalog()
    for text in sentences():
        template.add(text)
    for path in FOLDER.glob("*.po"):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.stem)
        made = catalogue.creation_date
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.creation_date, catalogue.fuzzy, catalogue.header_comment = (
            made,
            False,
            "",
        )  # a date would only conflict
        with path.open("wb") as file:
            write_po(file, catalogue, width=WIDTH, sort_output=True, no_location=True, ignore_obsolete=True)


def problems(problem: type[Problem]) -> Iterator[type[Problem]]:
    """With the modules of the rooms, so that they are all known."""
    if problem is Problem:
        for room in ROOMS:
            for module in pkgutil.walk_packages([str(ROOT / room)], f"partnerhub.{room.replace('/', '.')}."):
                import_module(module.name)
    if problem.__module__.startswith(tuple(f"partnerhub.{room.replace('/', '.')}" for room in ROOMS)):
        yield problem
    for one in problem.__subclasses__():
        yield from problems(one)


if __name__ == "__main__":
    update()
