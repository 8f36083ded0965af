"""What a transaction decides after it waited for another one, it decides on what the other one left."""

import asyncio

from tests import world
from tests.waiting import until_waits
from tests.world import VAULT

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain import channels
from partnerhub.domain.channels import store
from partnerhub.domain.channels.at_meta import standing_store
from partnerhub.domain.channels.at_meta.standing_store import Standing
from partnerhub.domain.wabas import standing_store as waba_store
from partnerhub.kit import clock, ids


async def test_two_numbers_at_once_do_not_go_beyond_a_clients_limit(database: Database, dsns: Dsns) -> None:
    side = await world.make_side(database, VAULT, "Acme")

    async def has_room() -> bool:
        async with database.writing(side.partner_id) as db:
            return await store.has_room(db, side.partner_id, side.client_id)

    async with database.writing(side.partner_id) as db:
        await db.execute("UPDATE client SET max_channels = 2 WHERE id = $1", side.client_id)
    async with database.writing(side.partner_id) as db:
        assert await store.has_room(db, side.partner_id, side.client_id)
        second = asyncio.create_task(has_room())
        await until_waits(dsns, "FROM client")
        await channels.create(
            db, side.partner_id, client_id=side.client_id, waba_id=side.waba_id, external_id=ids.numeric_id(),
            phone_number="+" + world.mobile(), phone_name=None, current_limit=None, current_quality_rating=None,
            is_on_biz_app=False, now=clock.now(),
        )  # fmt: skip
    assert not await second


async def test_who_asks_for_room_does_not_wait_for_whoever_adds_something_of_the_clients(database: Database) -> None:
    """Adding a row holds the client's key. Two that had added something and then waited for each other were a deadlock."""
    side = await world.make_side(database, VAULT, "Acme")
    async with database.writing(side.partner_id) as db, asyncio.timeout(60):
        await db.execute("SELECT FROM client WHERE id = $1 FOR KEY SHARE", side.client_id)
        async with database.writing(side.partner_id) as other:
            await store.has_room(other, side.partner_id, side.client_id)


async def test_a_number_that_waits_for_its_wabas_end_sees_that_end(database: Database, dsns: Dsns) -> None:
    side = await world.make_side(database, VAULT, "Acme")

    async def standing() -> Standing | None:
        async with database.writing(side.partner_id) as db:
            return await standing_store.lock(db, side.partner_id, side.channel_id)

    async with database.writing(side.partner_id) as db:
        await db.execute("UPDATE channel SET meta_status = 'CONNECTED' WHERE id = $1", side.channel_id)
        second = asyncio.create_task(standing())
        await until_waits(dsns, "FROM channel")
        await waba_store.set_status(db, side.partner_id, side.waba_id, "disabled", clock.now())
    found = await second
    assert found
    assert found.waba_status == "disabled"
