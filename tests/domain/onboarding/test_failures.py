from datetime import timedelta
from typing import Any

import msgspec
from tests.domain.onboarding.conftest import new_side
from tests.domain.onboarding.meta import Meta, begin, claimed, drive, found, told
from tests.world import Side

from partnerhub.db.pool import Database
from partnerhub.domain import onboarding
from partnerhub.domain.onboarding import failures, signups, states
from partnerhub.domain.onboarding.states import Failed, Live
from partnerhub.kit import clock
from partnerhub.upstream.graph import Graph


async def fails(meta: Meta, side: Side, code: dict[str, Any], **changed: str) -> Failed:
    signup_id = await begin(meta.database, side, code, **changed)
    state = await drive(meta.database, side, signup_id, meta.upstream)
    assert isinstance(state, Failed), state
    assert state.code in failures.TEXTS
    return state


class TestPermanentFailures:
    async def test_a_code_that_meta_does_not_know(self, meta: Meta, side: Side) -> None:
        assert (await fails(meta, side, {"code": "AQnonsense"})).code == "token_exchange_failed"

    async def test_a_code_that_came_too_late(self, meta: Meta, side: Side, database: Database) -> None:
        code = await meta.made("codes")
        async with database.working_write() as db:
            late = clock.now() - timedelta(seconds=1)
            await db.execute("UPDATE sandbox.code SET expires_at = $2 WHERE code = $1", code["code"], late)
        assert (await fails(meta, side, code)).code == "code_expired"

    async def test_a_waba_that_was_not_shared(self, meta: Meta, side: Side) -> None:
        code, other = await meta.made("codes"), await meta.made("wabas", name="Other")
        assert (await fails(meta, side, code, waba_id=other["id"])).code == "waba_not_shared"

    async def test_a_number_of_another_waba(self, meta: Meta, side: Side) -> None:
        code, other = await meta.made("codes"), await meta.made("codes")
        state = await fails(meta, side, code, phone_number_id=other["phone_number_id"])
        assert state.code == "number_not_found"

    async def test_a_waba_without_numbers(self, meta: Meta, side: Side) -> None:
        waba = await meta.made("wabas", name="Empty")
        assert (await fails(meta, side, await meta.made("codes", waba_id=waba["id"]))).code == "no_number"

    async def test_a_number_that_is_not_verified(self, meta: Meta, side: Side) -> None:
        code = await meta.made("codes")
        await meta.set_phone(code["phone_number_id"], code_verification_status="NOT_VERIFIED")
        assert (await fails(meta, side, code)).code == "phone_verification_failed"

    async def test_a_waba_of_another_partners_client(self, meta: Meta, side: Side, database: Database) -> None:
        code = await meta.made("codes")
        rival = await new_side(database)
        await drive(database, rival, await begin(database, rival, code), meta.upstream)
        again = await meta.made("codes", waba_id=code["waba_id"], phone_number_id=code["phone_number_id"])
        assert (await fails(meta, side, again)).code == "waba_taken"
        assert await told(database, side) == ["client_created", "onboarding_failed"]

    async def test_more_numbers_than_the_client_may_have(self, meta: Meta, side: Side, database: Database) -> None:
        for _ in range(2):
            await drive(database, side, await begin(database, side, await meta.made("codes")), meta.upstream)
        assert (await fails(meta, side, await meta.made("codes"))).code == "channel_limit_reached"
        assert (await told(database, side)).count("channel_created") == 2

    async def test_a_number_with_a_pin_from_elsewhere_until_that_is_switched_off(
        self, meta: Meta, side: Side, database: Database
    ) -> None:
        code = await meta.made("codes")
        await meta.set_phone(code["phone_number_id"], pin="123456")
        signup_id = await begin(database, side, code)
        failed = await drive(database, side, signup_id, meta.upstream)
        assert isinstance(failed, Failed)
        assert failed.code == "pin_mismatch"
        assert isinstance(failed.before, states.Subscribed)
        async with database.reading(side.partner_id) as db:
            body = await db.fetchval("SELECT body FROM event WHERE type = 'onboarding_failed'")
        data = msgspec.json.decode(body)["data"]
        assert (data["id"], data["code"], data["client"]["partner_payload"]) == (signup_id, "pin_mismatch", "yours-7")
        assert data["message"] == failures.text_of("pin_mismatch")
        await meta.set_phone(code["phone_number_id"], pin=None)
        async with database.writing(side.partner_id) as db:
            await onboarding.try_again(db, await found(database, side, signup_id), now=clock.now())
        assert isinstance(await drive(database, side, signup_id, meta.upstream), Live)


class TestPassingFailures:
    async def test_are_tried_again_later_and_later(self, meta: Meta, side: Side, database: Database) -> None:
        code = await meta.made("codes")
        signup_id = await begin(database, side, code)
        nobody = msgspec.structs.replace(meta.upstream, graph=Graph("http://127.0.0.1:9", "v23.0"))
        await onboarding.step(database, nobody, await claimed(database, signup_id), clock.now)
        async with database.reading(side.partner_id) as db:
            row = await db.fetchrow("SELECT step, attempts, due_at FROM onboarding_signup WHERE id = $1", signup_id)
        assert row is not None
        assert (row["step"], row["attempts"]) == ("started", 1)
        assert row["due_at"] > clock.now()
        signup = await claimed(database, signup_id, later=1)
        await onboarding.step(database, meta.upstream, signup, clock.now)
        assert isinstance((await found(database, side, signup_id)).state, states.Authorised)

    async def test_end_in_a_failure_that_can_be_tried_again(self, meta: Meta, side: Side, database: Database) -> None:
        signup_id = await begin(database, side, await meta.made("codes"))
        await onboarding.step(database, meta.upstream, await claimed(database, signup_id), clock.now)
        nobody = msgspec.structs.replace(meta.upstream, graph=Graph("http://127.0.0.1:9", "v23.0"))
        for tries in range(len(signups.RETRY_AFTER) + 1):
            signup = await claimed(database, signup_id, later=1000 * (tries + 1))
            await onboarding.step(database, nobody, signup, clock.now)
        state = (await found(database, side, signup_id)).state
        assert isinstance(state, Failed)
        assert state.code == "meta_unavailable"
        assert onboarding.can_be_tried_again(state)

    async def test_a_step_that_kills_its_worker_every_time_ends_too(
        self, meta: Meta, side: Side, database: Database
    ) -> None:
        signup_id = await begin(database, side, await meta.made("codes"))
        for tries in range(len(signups.RETRY_AFTER) + 1):
            await claimed(database, signup_id, later=1000 * tries)
        last = await claimed(database, signup_id, later=1_000_000)
        await onboarding.step(database, meta.upstream, last, clock.now)
        state = (await found(database, side, signup_id)).state
        assert isinstance(state, Failed)
        assert state.code == "internal"
