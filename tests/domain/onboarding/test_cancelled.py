"""A number that is cancelled while it is still on its way."""

from tests.domain.onboarding.meta import Meta, begin, claimed, drive, found, told
from tests.world import Side

from partnerhub.db.pool import Database
from partnerhub.domain import channels, onboarding
from partnerhub.domain.channels import ClientChannel
from partnerhub.domain.onboarding import states
from partnerhub.domain.onboarding.states import Live
from partnerhub.kit import clock


class TestCancellation:
    async def test_stays_asked_for_and_can_be_revoked(self, meta: Meta, database: Database, side: Side) -> None:
        signup_id = await begin(database, side, await meta.made("codes"))
        channel = await _cancelled(meta, database, side, signup_id)
        assert isinstance(await drive(database, side, signup_id, meta.upstream), Live)
        after = await _channel(database, side)
        assert (after.account_mode, after.hub_status, after.state) == ("live", "pending_deletion", "pending_deletion")
        assert after.terminated_at == channel.terminated_at
        async with database.writing(side.partner_id) as db:
            await channels.revoke_cancellation(db, side.partner_id, side.client_id, channel.id, now=clock.now())
        after = await _channel(database, side)
        assert (after.hub_status, after.cancelled_at, after.terminated_at) == ("live", None, None)

    async def test_that_was_processed_ends_the_signup_too(self, meta: Meta, database: Database, side: Side) -> None:
        code = await meta.made("codes")
        signup_id = await begin(database, side, code)
        channel = await _cancelled(meta, database, side, signup_id)
        async with database.writing(side.partner_id) as db:
            await channels.terminate(db, side.partner_id, channel.id, now=channel.terminated_at or clock.now())
        state = await drive(database, side, signup_id, meta.upstream)
        assert isinstance(state, states.Failed)
        assert (state.code, (await _channel(database, side)).hub_status) == ("number_not_found", "terminated")
        assert not (await meta.phone(code["phone_number_id"]))["registered"]
        assert {"cancellation_processed", "onboarding_failed"} <= set(await told(database, side))

    async def test_that_is_processed_while_meta_is_asked_is_not_undone(
        self, database: Database, side: Side, meta: Meta
    ) -> None:
        channel = await _cancelled(meta, database, side, await begin(database, side, await meta.made("codes")))
        async with database.writing(side.partner_id) as db:
            await channels.terminate(db, side.partner_id, channel.id, now=channel.terminated_at or clock.now())
            await channels.mark_running(db, side.partner_id, channel.id, now=clock.now())
            await channels.mark_live(db, side.partner_id, channel.id, now=clock.now())
        after = await _channel(database, side)
        assert (after.hub_status, after.account_mode, after.app_state) == ("terminated", "sandbox", None)


async def _cancelled(meta: Meta, database: Database, side: Side, signup_id: str) -> ClientChannel:
    while states.tag((await found(database, side, signup_id)).state) != "subscribed":
        await _step(meta, database, signup_id)
    channel = await _channel(database, side)
    async with database.writing(side.partner_id) as db:
        await channels.request_cancellation(db, side.partner_id, side.client_id, channel.id, now=clock.now())
    return await _channel(database, side)


async def _channel(database: Database, side: Side) -> ClientChannel:
    async with database.reading(side.partner_id) as db:
        (channel,) = await channels.of_client(db, side.partner_id, side.client_id)
    return channel


async def _step(meta: Meta, database: Database, signup_id: str, *, later: float = 0) -> None:
    await onboarding.step(database, meta.upstream, await claimed(database, signup_id, later=later), clock.now)
