"""What was decided while a transaction waited for a lock is what it goes by afterwards."""

import asyncio

from tests import world
from tests.waiting import until_waits
from tests.world import VAULT

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain.access import users
from partnerhub.domain.access.second_factor import store as factor_store
from partnerhub.domain.access.second_factor.store import Held
from partnerhub.domain.onboarding import visit_store
from partnerhub.kit import clock, ids


async def test_of_two_who_open_an_account_for_the_same_client_the_second_is_refused(
    database: Database, dsns: Dsns
) -> None:
    side = await world.make_side(database, VAULT, "Acme")
    where = (side.partner_id, side.client_id)

    async def unclaimed() -> str | None:
        async with database.writing(side.partner_id) as db:
            return await visit_store.unclaimed_email(db, *where)

    async with database.writing(side.partner_id) as db:
        assert await visit_store.unclaimed_email(db, *where) is not None
        second = asyncio.create_task(unclaimed())
        await until_waits(dsns, "FROM client")
        await users.create(
            db, side.partner_id, email=f"{ids.random_id(8).lower()}@first.example", name="First", password_hash="-",
            client_id=side.client_id, now=clock.now(),
        )  # fmt: skip
    assert await second is None


async def test_a_user_who_is_disabled_while_a_code_is_tried_proves_nothing(database: Database, dsns: Dsns) -> None:
    side = await world.make_side(database, VAULT, "Acme")

    async def held() -> Held | None:
        async with database.writing(side.partner_id) as db:
            return await factor_store.hold(db, side.partner_id, user_id)

    async with database.writing(side.partner_id) as db:
        user_id = await users.create(
            db, side.partner_id, email=f"{ids.random_id(8).lower()}@other.example", name="Ada", password_hash="-",
            client_id=side.client_id, now=clock.now(),
        )  # fmt: skip
        assert await factor_store.begin(db, side.partner_id, user_id, secret=b"-", now=clock.now())
    async with database.writing(side.partner_id) as db:
        assert await factor_store.hold(db, side.partner_id, user_id)
        second = asyncio.create_task(held())
        await until_waits(dsns, "second_factor")
        await db.execute("UPDATE hub_user SET disabled_at = now() WHERE id = $1", user_id)
    assert await second is None
