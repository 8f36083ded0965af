"""A partner's key for a channel is good for as long as the client shares the channel."""

from tests import world
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain import channel_keys, channels
from partnerhub.kit import clock


class TestPermission:
    async def test_withdrawn_stops_the_partners_key_and_given_again_revives_it(self, database: Database) -> None:
        side = await world.make_side(database, VAULT, "Acme")
        assert await channel_keys.Entrance(database, VAULT).enter(side.d360_api_key)
        for change, good in ((channels.revoke_permission, False), (channels.grant_permission, True)):
            async with database.writing(side.partner_id) as db:
                await change(db, side.partner_id, side.channel_id, actor="test", now=clock.now())
            assert bool(await channel_keys.Entrance(database, VAULT).enter(side.d360_api_key)) is good

    async def test_is_not_needed_for_the_key_that_the_client_made(self, database: Database) -> None:
        side, now = await world.make_side(database, VAULT, "Acme"), clock.now()
        async with database.writing(side.partner_id) as db:
            await channels.revoke_permission(db, side.partner_id, side.channel_id, actor="test", now=now)
            _, secret = await channel_keys.create_by_client(db, side.partner_id, side.channel_id, vault=VAULT, now=now)
        assert await channel_keys.Entrance(database, VAULT).enter(secret)
        assert await channel_keys.Entrance(database, VAULT).enter(side.d360_api_key) is None
