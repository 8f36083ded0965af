import pytest
from tests import world
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain.access import sessions, users
from partnerhub.kit import clock, ids


async def test_one_email_is_one_person_whoever_asks(database: Database) -> None:
    mine, theirs = await world.make_side(database, VAULT, "A"), await world.make_side(database, VAULT, "B")
    email = f"{ids.random_id(12)}@example.test"
    async with database.writing(mine.partner_id) as db:
        await users.create(db, mine.partner_id, email=email, name="Ada", password_hash="x", now=clock.now())
    for side in (mine, theirs):
        async with database.writing(side.partner_id) as db:
            with pytest.raises(users.EmailTaken):
                await users.create(
                    db, side.partner_id, email=email.upper(), name="Eve", password_hash="x", now=clock.now()
                )
            assert await users.find(db, side.partner_id, "nobody") is None


class TestSession:
    async def test_is_over_after_its_time_or_a_day_of_silence_or_when_its_user_is_disabled(
        self, database: Database
    ) -> None:
        side = await world.make_side(database, VAULT, "A")
        for ended in (
            "UPDATE hub_session SET expires_at = now() WHERE partner_id = $1",
            "UPDATE hub_session SET seen_at = now() - interval '25 hours' WHERE partner_id = $1",
            "UPDATE hub_user SET disabled_at = now() WHERE partner_id = $1",
        ):
            secret = await started(database, side.partner_id)
            assert await entered(database, secret)
            async with database.writing(side.partner_id) as db:
                await db.execute(ended, side.partner_id)
            assert not await entered(database, secret)

    async def test_is_kept_alive_by_requests(self, database: Database) -> None:
        side = await world.make_side(database, VAULT, "A")
        secret = await started(database, side.partner_id)
        async with database.writing(side.partner_id) as db:
            await db.execute("UPDATE hub_session SET seen_at = now() - interval '23 hours'")
        assert await entered(database, secret)
        async with database.reading(side.partner_id) as db:
            assert await db.fetchval("SELECT now() - seen_at < interval '1 minute' FROM hub_session")


async def started(database: Database, partner_id: str) -> str:
    email, now = f"{ids.random_id(12)}@example.test", clock.now()
    async with database.writing(partner_id) as db:
        user_id = await users.create(db, partner_id, email=email, name="Ada", password_hash="x", now=now)
        return await sessions.start(db, partner_id, user_id, vault=VAULT, now=now)


async def entered(database: Database, secret: str) -> bool:
    async with database.entering() as db:
        return await sessions.enter(db, VAULT, secret) is not None
