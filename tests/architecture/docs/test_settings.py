"""docs/operating.md tells the operator of every setting, in the setting's own sentence."""

import re
from dataclasses import MISSING, fields

from tests.architecture.source.reading import ROOT

from partnerhub.settings import PREFIX, Settings

ROW = re.compile(r"^\| `(PARTNERHUB_\w+)` \| (\S+) \| (.+) \|$", re.MULTILINE)
TABLE = (ROOT / "docs" / "operating.md").read_text()


def test_every_setting_stands_in_the_table_with_its_default_and_its_sentence() -> None:
    expected = [(PREFIX + one.name.upper(), shown(one.default), one.metadata["sentence"]) for one in fields(Settings)]
    assert ROW.findall(TABLE) == expected


def test_every_setting_has_a_default_and_a_sentence() -> None:
    for one in fields(Settings):
        assert one.default is not MISSING, one.name
        assert one.metadata["sentence"].endswith("."), one.name


def test_the_documents_name_no_setting_that_does_not_exist() -> None:
    known = {PREFIX + one.name.upper() for one in fields(Settings)}
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        named = set(re.findall(rf"\b{PREFIX}[A-Z_]*[A-Z]\b", path.read_text()))
        assert named <= known, path


def shown(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text}`" if text else "empty"
