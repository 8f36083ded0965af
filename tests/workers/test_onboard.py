import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from tests.domain.onboarding.conftest import new_side
from tests.domain.onboarding.meta import Meta, begin, found, running
from tests.waiting import PATIENCE, eventually
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain import onboarding
from partnerhub.domain.onboarding import parse
from partnerhub.domain.onboarding.states import ENDED, Live, State
from partnerhub.kit import clock
from partnerhub.workers import onboard


@pytest.fixture(scope="module")
async def meta(database: Database) -> AsyncIterator[Meta]:
    async with running(database) as meta:
        yield meta


@pytest.fixture
async def working(database: Database, meta: Meta) -> AsyncIterator[None]:
    stop = asyncio.Event()
    worker = asyncio.create_task(onboard.run(database, meta.upstream, stop=stop))
    yield
    stop.set()
    async with asyncio.timeout(PATIENCE):
        await worker


async def ended(database: Database, side: Side, signup_id: str) -> State:
    async def look() -> State | None:
        state = (await found(database, side, signup_id)).state
        return state if isinstance(state, ENDED) else None

    return await eventually(look)


@pytest.mark.usefixtures("working")
class TestRun:
    async def test_brings_signups_of_several_partners_to_live(self, meta: Meta, database: Database) -> None:
        sides = [await new_side(database) for _ in range(3)]
        codes = [await meta.made("codes") for _ in sides]
        signups = [await begin(database, side, code) for side, code in zip(sides, codes, strict=True)]
        for side, signup_id in zip(sides, signups, strict=True):
            assert isinstance(await ended(database, side, signup_id), Live)

    async def test_survives_a_signup_that_cannot_be_read(self, meta: Meta, database: Database) -> None:
        side = await new_side(database)
        broken = await begin(database, side, {"code": "x"})
        async with database.writing(side.partner_id) as db:
            await db.execute("UPDATE onboarding_signup SET state = $2 WHERE id = $1", broken, '{"step": "live"}')
        signup_id = await begin(database, side, await meta.made("codes"))
        assert isinstance(await ended(database, side, signup_id), Live)


class TestPrune:
    async def test_clears_away_visits_that_are_over(self, database: Database) -> None:
        side = await new_side(database)
        async with database.writing(side.partner_id) as db:
            await db.execute(
                "UPDATE partner SET partner_redirect_url = 'https://a.example' WHERE id = $1", side.partner_id
            )
        partner = await onboarding.partner_of(database, side.partner_id)
        now = clock.now()
        for begun in (now - timedelta(days=8), now):
            await onboarding.begin(database, VAULT, partner, "io", parse([]), any_target=False, now=begun)
        async with database.working() as db:
            await onboarding.prune(db, now=now)
        async with database.reading(side.partner_id) as db:
            left = await db.fetch("SELECT created_at FROM onboarding_visit WHERE partner_id = $1", side.partner_id)
        assert [row["created_at"] for row in left] == [now]
