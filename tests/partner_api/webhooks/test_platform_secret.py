"""The platform secret and its rotation: /platform_secret."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.world import VAULT, World

from partnerhub.db.pool import Database
from partnerhub.domain import webhooks
from partnerhub.domain.partners import find_secrets
from partnerhub.kit import clock


@pytest.fixture
def path(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}/platform_secret"


async def good(database: Database, acme: World, after: timedelta = timedelta()) -> list[str]:
    async with database.reading(acme.partner.partner_id) as db:
        kept = await find_secrets(db, acme.partner.partner_id)
    return [VAULT.unseal(one) for one in kept.at(clock.now() + after)]


async def test_a_secret_is_shown_once_and_known_by_its_beginning(api: aiohttp.ClientSession, path: str) -> None:
    none = {"exists": True, "hint": "a platfo", "changed_at": None, "previous": None}
    assert await ask(api, "GET", path) == (200, none)
    status, made = await ask(api, "POST", path + "/rotation", json={"overlap_seconds": 60})
    assert status == 201
    assert made["standard_secret"] == webhooks.standard_secret(made["platform_secret"])
    read = (await ask(api, "GET", path))[1]
    assert read == {key: made[key] for key in ("exists", "hint", "changed_at", "previous")}
    assert made["platform_secret"].startswith(read["hint"])
    assert read["previous"]["hint"] == "a platfo"


async def test_the_old_secret_is_good_until_its_time_and_no_longer(
    api: aiohttp.ClientSession, database: Database, acme: World, path: str
) -> None:
    made = (await ask(api, "POST", path + "/rotation", json={"overlap_seconds": 60}))[1]["platform_secret"]
    assert await good(database, acme) == [made, "a platform secret"]
    assert await good(database, acme, timedelta(seconds=60)) == [made]


async def test_both_secrets_are_sealed(api: aiohttp.ClientSession, database: Database, acme: World, path: str) -> None:
    made = (await ask(api, "POST", path + "/rotation"))[1]["platform_secret"]
    async with database.reading(acme.partner.partner_id) as db:
        row: Any = await db.fetchval("SELECT partner::text FROM partner")
    for secret in (made, "a platform secret"):
        assert secret not in row
        assert secret.encode().hex() not in row


async def test_an_overlap_is_ended_at_once(
    api: aiohttp.ClientSession, database: Database, acme: World, path: str
) -> None:
    assert_error(*await ask(api, "DELETE", path + "/rotation"), 404, "no old platform secret")
    made = (await ask(api, "POST", path + "/rotation"))[1]["platform_secret"]
    assert (await ask(api, "DELETE", path + "/rotation"))[0] == 200
    assert await good(database, acme) == [made]


async def test_a_second_rotation_waits_for_the_first_unless_everything_old_ends(
    api: aiohttp.ClientSession, database: Database, acme: World, path: str
) -> None:
    await ask(api, "POST", path + "/rotation")
    assert_error(*await ask(api, "POST", path + "/rotation"), 409, "still good")
    made = (await ask(api, "POST", path + "/rotation", json={"overlap_seconds": 0}))[1]
    assert made["previous"] is None
    assert await good(database, acme) == [made["platform_secret"]]


@pytest.mark.parametrize("seconds", [-1, 604801, 10**30, "soon", None])
async def test_an_overlap_is_at_most_seven_days(api: aiohttp.ClientSession, path: str, seconds: Any) -> None:
    answer = await ask(api, "POST", path + "/rotation", json={"overlap_seconds": seconds})
    assert_error(*answer, 400, "overlap_seconds")


async def test_a_partner_without_a_secret_gets_its_first(
    api: aiohttp.ClientSession, database: Database, acme: World, path: str
) -> None:
    async with database.writing(acme.partner.partner_id) as db:
        await db.execute("UPDATE partner SET platform_secret = NULL WHERE id = $1", acme.partner.partner_id)
    assert (await ask(api, "GET", path))[1]["exists"] is False
    made = (await ask(api, "POST", path + "/rotation"))[1]
    assert made["previous"] is None
    assert await good(database, acme) == [made["platform_secret"]]
