"""What people type wrong, told in a sentence that says what to do, before anything is made."""

import socket
from pathlib import Path

import pytest
from tests.cli.house import partnerhub_
from tests.faults.rig.small_disk import fill, mounted
from tests.serving import free_port

FULL = "Error: The disk is full. Make room, then start again.\n"


def refused(*arguments: str, **settings: str) -> str:
    done = partnerhub_(*arguments, **settings)
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


@pytest.mark.parametrize(
    ("command", "dsn", "why"),
    [
        ("migrate", "postgresql://no@127.0.0.1:1/no", "Connect call failed"),
        ("migrate", "database.example", "invalid DSN"),
        ("audit ends", "database.example", "invalid DSN"),
    ],
)
def test_a_database_that_cannot_be_reached_is_told_with_what_to_check(command: str, dsn: str, why: str) -> None:
    given = {"PARTNERHUB_DATABASE_URL": dsn, "PARTNERHUB_SECRET_KEY": "0" * 64}
    said = refused(*command.split(), **given)
    assert "The database does not let " in said
    assert why in said
    assert "Check " in said


def test_a_port_that_cannot_be_is_named_with_its_bounds() -> None:
    assert refused("up", PARTNERHUB_PORT="99999") == (
        "Error: PARTNERHUB_PORT must be a whole number, 1 to 65535, not '99999'.\n"
    )


def test_a_worker_whose_port_for_numbers_is_taken_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        said = refused("work", PARTNERHUB_WORKER_METRICS_PORT=port)
    assert f"Port {port} on 127.0.0.1 cannot be used" in said
    assert "PARTNERHUB_WORKER_METRICS_PORT" in said


def test_a_list_of_ends_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ends").write_text("acmePA 5\n")
    assert "not what `partnerhub audit ends` printed" in refused("audit", "verify", "--against", str(tmp_path / "ends"))


def test_a_disk_without_room_is_told_of_with_the_words_of_who_found_it_so(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", megabytes=2) as disk:
        ballast = fill(disk)
        assert refused("up", "--port", str(free_port()), "--data-dir", str(disk / "data")) == FULL
        ballast.unlink()
        said = refused("up", "--port", str(free_port()), "--data-dir", str(disk / "data"))
    assert "initdb failed" in said
    assert "No space left on device" in said
