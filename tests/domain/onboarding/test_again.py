"""A number that was terminated comes again: as a new channel, to whoever brings it."""

from typing import Any

from tests.domain.onboarding.conftest import new_side
from tests.domain.onboarding.meta import Meta, begin, drive
from tests.world import Side

from partnerhub.db.pool import Database
from partnerhub.domain import channels
from partnerhub.domain.onboarding.states import Failed, Live, State
from partnerhub.kit import clock
from partnerhub.workers import upkeep


async def shared_again(meta: Meta, code: dict[str, Any]) -> dict[str, Any]:
    return await meta.made("codes", waba_id=code["waba_id"], phone_number_id=code["phone_number_id"])


async def ended(meta: Meta, database: Database, side: Side, state: State) -> None:
    """The channel of a signup is cancelled, its month has passed, and Meta was told."""
    assert isinstance(state, Live)
    (channel_id,) = state.channel_ids
    async with database.writing(side.partner_id) as db:
        now = clock.now()
        await channels.request_cancellation(db, side.partner_id, side.client_id, channel_id, now=now)
        await db.execute("UPDATE channel SET terminated_at = $1", now)
    while await upkeep.run_due(database, meta.upstream):
        pass
    async with database.reading(side.partner_id) as db:
        (channel,) = await channels.of_client(db, side.partner_id, side.client_id)
    assert channel.hub_status == "terminated"


async def test_to_the_same_client_under_a_new_id(meta: Meta, database: Database, side: Side) -> None:
    code = await meta.made("codes")
    first = await drive(database, side, await begin(database, side, code), meta.upstream)
    await ended(meta, database, side, first)
    again = await drive(database, side, await begin(database, side, await shared_again(meta, code)), meta.upstream)
    assert isinstance(first, Live)
    assert isinstance(again, Live)
    assert again.channel_ids != first.channel_ids
    async with database.reading(side.partner_id) as db:
        old, new = await channels.of_client(db, side.partner_id, side.client_id)
        assert (old.hub_status, new.hub_status) == ("terminated", "live")
        assert old.waba_id == new.waba_id
        assert await db.fetchval("SELECT status FROM waba") == "approved"


async def test_to_a_client_of_another_partner_only_then(meta: Meta, database: Database, side: Side) -> None:
    rival, code = await new_side(database), await meta.made("codes")
    first = await drive(database, side, await begin(database, side, code), meta.upstream)
    taken = await drive(database, rival, await begin(database, rival, await shared_again(meta, code)), meta.upstream)
    assert isinstance(taken, Failed)
    assert taken.code == "waba_taken"
    await ended(meta, database, side, first)
    free = await drive(database, rival, await begin(database, rival, await shared_again(meta, code)), meta.upstream)
    assert isinstance(free, Live)
    back = await drive(database, side, await begin(database, side, await shared_again(meta, code)), meta.upstream)
    assert isinstance(back, Failed)
    assert back.code == "waba_taken"
