"""docs/operating.md says what the settings say."""

from dataclasses import fields
from pathlib import Path

from partnerhub.settings import PREFIX, Settings

TEXT = (Path(__file__).parents[2] / "docs/operating.md").read_text()


def row(name: str) -> str:
    """The line of the table for one setting."""
    field = Settings.__dataclass_fields__[name]
    value = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
    shown = f"`{value}`" if value else "empty"
    return f"| `{PREFIX}{name.upper()}` | {shown} | {field.metadata['sentence']} |"


def test_the_table_of_settings_is_the_settings() -> None:
    expected = [row(field.name) for field in fields(Settings)]
    assert [line for line in TEXT.splitlines() if line.startswith(f"| `{PREFIX}")] == expected
