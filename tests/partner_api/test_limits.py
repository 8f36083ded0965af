"""Rate limits (contract partner-api §4.4): across processes, told on every answer."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from tests.partner_api.asking import ask, assert_error
from tests.serving import alone, client_of, served
from tests.world import VAULT, World

from partnerhub.app import parts
from partnerhub.db.pool import Database
from partnerhub.domain.access.limits import Policy
from partnerhub.settings import Settings
from partnerhub.surfaces import partner_api
from partnerhub.surfaces.partner_api.wire.limits import STRANGER, Limiter, RateLimited

LONG = 10**9  # seconds: no window ends during a test


async def allowed(limiter: Limiter, partner_id: str, policy: Policy, tries: int) -> int:
    async def one() -> int:
        try:
            await limiter.spend(partner_id, policy)
        except RateLimited:
            return 0
        return 1

    return sum(await asyncio.gather(*(one() for _ in range(tries))))


class TestLimiter:
    @pytest.mark.parametrize("quota", [1, 5, 60, 400, 601])
    async def test_never_gives_more_than_the_quota_however_many_processes(
        self, database: Database, acme: World, quota: int
    ) -> None:
        processes = [Limiter(database, enforced=True) for _ in range(3)]
        policy = Policy("test", quota, LONG)
        given = [await allowed(one, acme.partner.partner_id, policy, quota + 10) for one in processes]
        assert sum(given) == quota

    async def test_counts_partners_and_subjects_apart(self, database: Database, acme: World) -> None:
        limiter, policy = Limiter(database, enforced=True), Policy("test", 1, LONG)
        for partner_id in (acme.partner.partner_id, acme.rival.partner_id):
            for subject in ("a", "b"):
                await limiter.spend(partner_id, policy, subject)
        with pytest.raises(RateLimited):
            await limiter.spend(acme.partner.partner_id, policy, "a")

    async def test_refuses_nothing_when_limits_are_off(self, database: Database, acme: World) -> None:
        limiter = Limiter(database, enforced=False)
        assert await allowed(limiter, acme.partner.partner_id, Policy("test", 5, LONG), 50) == 50


@pytest.fixture
async def strict(database: Database) -> AsyncIterator[str]:
    settings = Settings(demo=True, rate_limits="documented")
    app = partner_api.create(database, VAULT, parts.graph(settings), settings)
    async with served(alone("partner_api", app, settings)) as url:
        yield url


class TestHeaders:
    async def test_tell_the_quota_and_what_is_left(self, strict: str, acme: World) -> None:
        async with client_of(strict, **{"x-api-key": acme.partner.partner_key}) as api:
            left: list[int] = []
            for _ in range(2):
                async with api.get(f"/api/v2/partners/{acme.partner.partner_id}") as answer:
                    assert answer.headers["RateLimit-Policy"] == '"default";q=600;w=60'
                    left.append(int(answer.headers["RateLimit"].split(";")[1].removeprefix("r=")))
        assert left[0] - left[1] in {1, -599}, "one less, unless a new minute began between them"

    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [("GET", "/api/v2/nothing", 404), ("PUT", "", 405), ("OPTIONS", "", 204), ("GET", "/openapi.json", 200)],
    )
    async def test_are_told_where_nothing_or_nothing_secret_is(
        self, strict: str, acme: World, method: str, path: str, status: int
    ) -> None:
        path = path or f"/api/v2/partners/{acme.partner.partner_id}"
        async with client_of(strict) as nobody, nobody.request(method, path) as answer:
            assert answer.status == status
            assert answer.headers["RateLimit-Policy"] == '"stranger";q=120;w=60'
            assert answer.headers["RateLimit"].startswith('"stranger";r=')

    async def test_are_told_to_a_good_key_at_a_wrong_address(self, strict: str, acme: World) -> None:
        keys = f"/api/v2/partners/{acme.partner.partner_id}/partner_keys"
        async with client_of(strict, **{"x-api-key": acme.partner.partner_key}) as api:
            made = (await ask(api, "POST", keys, json={"name": "x", "addresses": ["192.0.2.7"]}))[1]
        async with client_of(strict, **{"x-api-key": made["api_key"]}) as elsewhere, elsewhere.get(keys) as answer:
            assert answer.status == 403
            assert '"stranger";r=' in answer.headers["RateLimit"]

    async def test_stop_strangers_by_address_with_retry_after(self, strict: str) -> None:
        async with client_of(strict) as nobody:
            for _ in range(2 * STRANGER.quota + 1):
                async with nobody.get("/api/v2/partners/examplePA") as answer:
                    if answer.status == 429:
                        assert_error(answer.status, await answer.json(), 429)
                        assert 1 <= int(answer.headers["Retry-After"]) <= STRANGER.seconds
                        assert '"stranger";r=0;t=' in answer.headers["RateLimit"]
                        return
                    assert answer.status == 401
        raise AssertionError("no stranger was ever stopped")

    async def test_leave_who_logs_in_alone_whatever_else_comes_from_the_address(self, strict: str) -> None:
        async with client_of(strict) as nobody:
            for _ in range(2 * STRANGER.quota + 1):
                async with nobody.get("/api/v2/partners/examplePA") as answer:
                    if answer.status == 429:
                        break
            async with nobody.post("/api/v2/token", json={}) as answer:
                assert answer.status == 400
                assert answer.headers["RateLimit-Policy"] == '"tokens";q=120;w=60'
