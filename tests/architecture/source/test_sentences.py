"""What people read in Python goes through the catalogues: no page keeps an English sentence whatever language is chosen."""

from pathlib import Path

import pytest
from tests.architecture.source import sentences

import partnerhub
from partnerhub.kit.problems import Problem
from partnerhub.surfaces.hub.speech.collecting import ROOMS, problems

ROOT = Path(partnerhub.__file__).parent
SAME = {"Copy code", "Mac OS X", "Português (Brasil)", "Samsung Internet"}  # Meta's own word, and names
OF_META = ROOT / "domain" / "messaging"  # its refusals are Meta's, word for word, and come to programs only
HOW = 'Write t("Text"), or t("Hello {name}", name=…) instead of an f-string. Then: `make words`, and translate it in kit/words/.'


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def test_no_handler_says_a_plain_text() -> None:
    found = {
        str(path): left
        for path in modules("surfaces/hub")
        if (left := [one for one in sentences.of_module(path.read_text()) if one[1] not in SAME])
    }
    assert found == {}, HOW


def test_no_problem_is_given_a_plain_text() -> None:
    names = {one.__name__ for one in problems(Problem)}
    paths = [path for room in ROOMS for path in modules(room) if not path.is_relative_to(OF_META)]
    found = {str(path): left for path in paths if (left := sentences.of_problems(path.read_text(), names))}
    assert found == {}, HOW


def test_every_sentence_is_collected() -> None:
    paths = [path for room in ROOMS for path in modules(room)]
    assert {str(path): left for path in paths if (left := sentences.uncollected(path.read_text()))} == {}, HOW


@pytest.mark.parametrize(
    "source",
    [
        'say("It is saved.")',
        'return page(notice=f"{name} is saved.") or f"Saved as {name}"',
        'X = {"a": ("Not now", 1)}',
    ],
)
def test_such_text_is_found(source: str) -> None:
    assert sentences.of_module(f"def handler():\n    {source}") != []


@pytest.mark.parametrize(
    "source",
    [
        '"""What it does."""',
        't("It is saved.")',
        'X = {"Display name": 1}',
        'log.info("page failed")',
        'tn("One ox", "Two oxen", n)',
    ],
)
def test_other_text_is_not(source: str) -> None:
    assert sentences.of_module(source) == []


def test_a_problem_and_a_hidden_call_are_found() -> None:
    assert sentences.of_problems('raise BadInput("no capital", field="name")', {"BadInput"}) != []
    assert sentences.of_problems('raise BadInput(t("A name."), field="name")', {"BadInput"}) == []
    assert sentences.uncollected("f\"{said(t('And more'))}\"") != []
    assert sentences.uncollected('t(f"And {more}")') != []
