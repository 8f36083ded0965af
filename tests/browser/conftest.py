"""A demo with its weeks of life, as people start it, and in it a person of each role."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.cli.house import House
from tests.processes import wait_until

from partnerhub.app import parts
from partnerhub.cli.installation import embedded_of
from partnerhub.db import secret_file
from partnerhub.domain.access import passwords, sessions, users
from partnerhub.domain.access.scopes import ROLES, ClientRole, Role
from partnerhub.kit import clock
from partnerhub.settings import Settings

PASSWORD = "correct horse battery"
HISTORY_WITHIN = 200  # seconds


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who is logged in, or nobody in particular: then there is no session."""

    name: str
    email: str = ""
    session: str = ""


@dataclass(frozen=True, kw_only=True)
class Town:
    """A running demo: `world` is what `demo.json` holds, `people` are by name."""

    base: str
    world: dict[str, Any]
    people: dict[str, Person]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = Path(tmp_path_factory.mktemp("browser")) / "data"
    house = House(folder, settings={"PARTNERHUB_DEMO_HISTORY": "on"})
    house.start("--demo")
    wait_until((folder / "demo.history").exists, HISTORY_WITHIN)
    yield house
    house.stop()


@pytest.fixture(scope="session")
async def town(house: House) -> Town:
    world = msgspec.json.decode((house.data / "demo.json").read_bytes())
    settings = _settings(house)
    database, vault = parts.database(settings), parts.vault(settings)
    await database.open()
    people = {name: Person(name=name) for name in ("anonymous", "operator")}  # a demo's operator needs no log-in
    password_hash = await passwords.hashed(PASSWORD)
    seats: list[tuple[str, Role | ClientRole, str | None]] = [
        ("client", "owner", world["client_id"]),
        ("member", "member", world["client_id"]),
    ]
    seats.extend((role, role, None) for role in ROLES)
    async with database.writing(world["partner_id"]) as db:
        for name, role, client_id in seats:
            email, now = f"{name}@crawl.example", clock.now()
            user_id = await users.create(
                db, world["partner_id"], email=email, name=name.title(), password_hash=password_hash,
                client_id=client_id, role=role, now=now,
            )  # fmt: skip
            secret = await sessions.start(db, world["partner_id"], user_id, vault=vault, now=now)
            people[name] = Person(name=name, email=email, session=secret)
    await database.close()
    return Town(base=world["base_url"], world=world, people=people)


def _settings(house: House) -> Settings:
    """Those by which another process opens the house's database."""
    settings = Settings(data_dir=house.data)
    embedded = embedded_of(settings)
    assert embedded is not None
    dsns = embedded.start()
    secret_key = secret_file.load_or_make(house.data).secret_key
    return replace(settings, app_database_url=dsns.app, worker_database_url=dsns.worker, secret_key=secret_key)
