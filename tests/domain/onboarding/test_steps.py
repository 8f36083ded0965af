import msgspec
import pytest
from tests.domain.onboarding.conftest import new_side
from tests.domain.onboarding.meta import Crash, DyingClock, Meta, begin, claimed, drive, found, told
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain import channels, onboarding, partners
from partnerhub.domain.onboarding import LostClaim, signups, states
from partnerhub.domain.onboarding.states import Live
from partnerhub.kit import clock

LIFE = ["client_created", "channel_created", "channel_submitted", "channel_ready", "channel_running", "channel_live"]
AFTER_A_LEASE = signups.LEASE + 1


class TestStep:
    async def test_brings_a_number_from_the_code_to_live(self, meta: Meta, database: Database, side: Side) -> None:
        code = await meta.made("codes", waba_name="Engines WABA", phone_number="+4930555100")
        state = await drive(database, side, await begin(database, side, code), meta.upstream)
        assert isinstance(state, Live)
        async with database.reading(side.partner_id) as db:
            (channel,) = await channels.of_client(db, side.partner_id, side.client_id)
            doc = msgspec.json.decode((await channels.find_doc(db, side.partner_id, channel.id)) or b"")
        assert state.channel_ids == [channel.id]
        assert (channel.phone_number, channel.account_mode, channel.hub_status) == ("4930555100", "live", "live")
        assert channel.permission_granted_at is None
        assert doc["external_id"] == code["phone_number_id"]
        assert doc["waba_account"]["external_id"] == code["waba_id"]
        assert doc["waba_account"]["name"] == "Engines WABA"
        assert doc["integration"]["state"] == "running"
        assert doc["client"]["partner_payload"] == "yours-7"
        assert await told(database, side) == LIFE
        at_meta = await meta.phone(code["phone_number_id"])
        assert at_meta["registered"]
        assert len(at_meta["pin"]) == 6

    async def test_registers_a_number_in_the_partners_data_storage_region(
        self, meta: Meta, database: Database, side: Side
    ) -> None:
        async with database.writing(side.partner_id) as db:
            await partners.change(db, side.partner_id, {"default_data_localization_region": "DE"})
        code = await meta.made("codes")
        assert isinstance(await drive(database, side, await begin(database, side, code), meta.upstream), Live)
        assert (await meta.phone(code["phone_number_id"]))["data_localization_region"] == "DE"

    async def test_needs_no_more_than_the_code(self, meta: Meta, database: Database, side: Side) -> None:
        code = await meta.made("codes")
        signup_id = await begin(database, side, code, waba_id="", phone_number_id="")
        assert isinstance(await drive(database, side, signup_id, meta.upstream), Live)

    async def test_takes_every_number_of_the_waba_when_none_is_named(
        self, meta: Meta, database: Database, side: Side
    ) -> None:
        code = await meta.made("codes")
        await meta.made("phones", waba_id=code["waba_id"])
        state = await drive(database, side, await begin(database, side, code, phone_number_id=""), meta.upstream)
        assert isinstance(state, Live)
        assert len(state.channel_ids) == 2
        assert sorted(await told(database, side)) == sorted([*LIFE, *LIFE[1:]])

    async def test_gives_the_same_channel_when_a_number_is_connected_again(
        self, meta: Meta, database: Database, side: Side
    ) -> None:
        code = await meta.made("codes")
        first = await drive(database, side, await begin(database, side, code), meta.upstream)
        again = await meta.made("codes", waba_id=code["waba_id"], phone_number_id=code["phone_number_id"])
        assert await drive(database, side, await begin(database, side, again), meta.upstream) == first
        assert await told(database, side) == LIFE

    async def test_takes_a_form_that_was_sent_twice_for_one_signup(
        self, meta: Meta, database: Database, side: Side
    ) -> None:
        code = await meta.made("codes")
        first = await begin(database, side, code)
        assert await begin(database, side, code) == first
        assert isinstance(await drive(database, side, first, meta.upstream), Live)
        assert await begin(database, side, code) == first
        assert isinstance((await found(database, side, first)).state, Live)

    async def test_shares_the_number_by_default_where_the_partner_pays(self, meta: Meta, database: Database) -> None:
        side = await new_side(database, "partner")
        await drive(database, side, await begin(database, side, await meta.made("codes")), meta.upstream)
        assert await told(database, side) == [*LIFE, "channel_permission_granted"]

    async def test_does_not_register_a_number_that_stays_in_the_app(
        self, meta: Meta, database: Database, side: Side
    ) -> None:
        code = await meta.made("codes")
        signup_id = await begin(database, side, code, event=signups.ON_APP)
        assert isinstance(await drive(database, side, signup_id, meta.upstream), Live)
        assert not (await meta.phone(code["phone_number_id"]))["registered"]
        assert await told(database, side) == LIFE

    async def test_keeps_codes_and_tokens_sealed(self, meta: Meta, database: Database, side: Side) -> None:
        code = await meta.made("codes")
        signup_id = await begin(database, side, code)
        await _step(meta, database, signup_id)
        async with database.reading(side.partner_id) as db:
            kept = await db.fetchval("SELECT state::text FROM onboarding_signup WHERE id = $1", signup_id)
        assert code["code"] not in kept
        assert "EAA" not in kept
        state = (await found(database, side, signup_id)).state
        assert isinstance(state, states.Authorised)
        assert VAULT.unseal(state.token).startswith("EAA")


class TestCrash:
    @pytest.mark.parametrize("dies_at", ["authorised", "found", "subscribed", "registered"])
    async def test_at_any_step_leads_to_the_same_end_with_each_event_once(
        self, meta: Meta, database: Database, side: Side, dies_at: str
    ) -> None:
        signup_id = await begin(database, side, await meta.made("codes"))
        while states.tag((await found(database, side, signup_id)).state) != dies_at:
            await _step(meta, database, signup_id)
        before = (await found(database, side, signup_id)).state
        events = await told(database, side)
        with pytest.raises(Crash):
            await onboarding.step(database, meta.upstream, await claimed(database, signup_id), DyingClock())
        assert (await found(database, side, signup_id)).state == before
        assert await told(database, side) == events
        await _step(meta, database, signup_id, later=AFTER_A_LEASE)
        assert isinstance(await drive(database, side, signup_id, meta.upstream), Live)
        assert await told(database, side) == LIFE

    async def test_after_the_code_was_spent_asks_the_person_to_connect_once_more(
        self, meta: Meta, database: Database, side: Side
    ) -> None:
        """Meta's code is good once: nothing can be done with it again."""
        code = await meta.made("codes")
        signup_id = await begin(database, side, code)
        with pytest.raises(Crash):
            await onboarding.step(database, meta.upstream, await claimed(database, signup_id), DyingClock())
        await _step(meta, database, signup_id, later=AFTER_A_LEASE)
        state = (await found(database, side, signup_id)).state
        assert isinstance(state, states.Failed)
        assert state.code == "already_used"
        assert not onboarding.can_be_tried_again(state)
        again = await meta.made("codes", waba_id=code["waba_id"], phone_number_id=code["phone_number_id"])
        assert isinstance(await drive(database, side, await begin(database, side, again), meta.upstream), Live)
        assert sorted(await told(database, side)) == sorted([*LIFE, "onboarding_failed"])

    async def test_leaves_the_signup_to_others_only_when_the_lease_is_over(
        self, meta: Meta, database: Database, side: Side
    ) -> None:
        signup_id = await begin(database, side, await meta.made("codes"))
        await claimed(database, signup_id)
        with pytest.raises(AssertionError, match="not due"):
            await claimed(database, signup_id, later=signups.LEASE - 1)
        await claimed(database, signup_id, later=AFTER_A_LEASE)

    async def test_of_a_worker_that_was_only_slow_changes_nothing(
        self, meta: Meta, database: Database, side: Side
    ) -> None:
        signup_id = await begin(database, side, await meta.made("codes"))
        for _ in range(2):
            await _step(meta, database, signup_id)
        slow = await claimed(database, signup_id)
        assert isinstance(slow.state, states.Found)
        await _step(meta, database, signup_id, later=AFTER_A_LEASE)
        after = (await found(database, side, signup_id)).state
        with pytest.raises(LostClaim):
            await onboarding.step(database, meta.upstream, slow, clock.now)
        assert (await found(database, side, signup_id)).state == after


async def _step(meta: Meta, database: Database, signup_id: str, *, later: float = 0) -> None:
    await onboarding.step(database, meta.upstream, await claimed(database, signup_id, later=later), clock.now)
