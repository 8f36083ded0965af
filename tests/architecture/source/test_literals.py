"""Every text of the hub's pages can be said in another language."""

from pathlib import Path

import pytest
from tests.architecture.source.literals import of_template

from partnerhub.surfaces import hub

HUB = Path(hub.__file__).parent
HOW = (
    'Write {{ t("Text") }}, in an attribute aria-label="{{ t(\'Text\') }}", with values t("Hello {name}", name=…), and with'
    ' a count tn("{count} number", "{count} numbers", n). Then: `make words`, and give the German in kit/words/de.po.'
)


@pytest.mark.parametrize("path", sorted(HUB.rglob("*.html")), ids=lambda path: path.relative_to(HUB).as_posix())
def test_a_template_says_nothing_in_one_language_only(path: Path) -> None:
    found = of_template(path.read_text())
    assert found == [], HOW


@pytest.mark.parametrize(
    "source",
    [
        "<p>Save this</p>",
        "<p>{{ name }} is here</p>",
        '<a title="More of it">x</a>',
        '<img alt="Logo of {{ name }}">',
        '{{ forms.field("name", "Your name") }}',
        '{{ answer or "no answer" }}',
        "{{ 'is on' if on else 'is off' }}",
        '{{ forms.field("name", t("Name"), hint="8 to 256 characters.") }}',
        '{{ t("Back to {brand}", brand="Your provider") }}',
    ],
)
def test_such_text_is_found(source: str) -> None:
    assert of_template(source) != []


@pytest.mark.parametrize(
    "source",
    [
        '<p class="mb-0">{{ t("Save this") }}: <code>x-api-key</code> · PartnerHub</p>',
        "<option{{ ' selected' if on }} value=\"Name\">{{ name }}</option>",
        '{% if state == "Ready" %}{{ forms.field("name", t("Name"), type="email") }}{% endif %}',
    ],
)
def test_other_text_is_not(source: str) -> None:
    assert of_template(source) == []
