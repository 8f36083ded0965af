"""Decision records and ARCHITECTURE.md say what the code and its configuration say."""

import configparser
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECORDS = sorted((ROOT / "docs/decisions").glob("*.md"))
MOST_DEPENDENCIES = 25


def layers_of(contract: str) -> list[str]:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return parser[f"importlinter:contract:{contract}"]["layers"].split("\n")[1:]


def test_each_direct_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [re.split(r"[\[<>=!~ ;]", one)[0] for one in project["dependencies"]]
    text = (ROOT / "docs/decisions/0002-dependencies.md").read_text()
    assert re.findall(r"^\| `([\w-]+)` \| .+ \|$", text, re.MULTILINE) == sorted(wanted)
    assert len(wanted) <= MOST_DEPENDENCIES


def test_architecture_names_bands_and_rooms_in_their_order() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    for contract in ("bands", "rooms"):
        assert f"{contract}:  {' → '.join(layers_of(contract))}\n" in text


def test_architecture_describes_every_room() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    rooms = [room for layer in layers_of("rooms") for room in layer.split(" | ")]
    assert sorted(re.findall(r"^\| `(\w+)` \| ", text.partition("## The rooms")[2], re.MULTILINE)) == sorted(rooms)


def test_records_are_numbered_dated_and_short() -> None:
    """A number may be missing, but no two records have one."""
    assert len({path.name[:4] for path in RECORDS}) == len(RECORDS)
    for path in RECORDS:
        text = path.read_text()
        assert text.startswith(f"# {int(path.name[:4])}. ")
        assert re.search(r"^\d{4}-\d\d-\d\d · ", text, re.MULTILINE), path.name
        for part in ("Context", "Decision", "Consequences"):
            assert f"\n## {part}\n" in text, path.name
        assert len(text.splitlines()) <= 60, path.name
