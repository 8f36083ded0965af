"""What people type wrong, told in a sentence that says what to do, before anything is made."""

from pathlib import Path

import pytest
from tests.cli.house import partnerhub_
from tests.serving import free_port


def refused(*arguments: str) -> str:
    done = partnerhub_(*arguments)
    assert done.returncode != 0, done.stdout
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    "command", ["partner Acme ada@acme.example", "fund xPA 5 usd", "audit verify", "operator", "demo", "serve", "work"]
)
def test_in_a_folder_without_an_installation_nothing_is_begun(command: str, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    said = refused(*command.split(), "--data-dir", str(folder))
    assert f"There is no installation in {folder} yet." in said
    assert "partnerhub up" in said
    assert not folder.exists()


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (["", "ada@acme.example"], "brand"),
        (["Acme", "ada"], "email"),
        (["Acme", "ada@acme.example", "--country", "Germany"], "country"),
        (["Acme", "ada@acme.example", "--name", " "], "name"),
    ],
)
def test_a_partner_that_cannot_be_is_refused_by_the_field(arguments: list[str], field: str) -> None:
    assert f"Invalid value for {field}: Enter " in refused("partner", *arguments)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "data"
    said = refused("up", "--port", str(free_port()), "--data-dir", str(folder))
    assert said == f"Error: Cannot use {folder}: Not a directory.\n"
