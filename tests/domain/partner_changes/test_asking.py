"""Requests to change partner: what they need, and who decides."""

from decimal import Decimal

import pytest
from tests import world
from tests.moves import BOSS, POST, accept, ask, events, set_partner
from tests.people import letters_to
from tests.world import VAULT, World

from partnerhub.db.pool import Database
from partnerhub.domain import billing, partner_changes
from partnerhub.domain.access import users
from partnerhub.domain.partner_changes import BalanceOwed, NoSuchPartner, NoSuchRequest, NotPending, OtherPaymentModel
from partnerhub.domain.partner_changes.asking import AskedAlready, PartnerClosed
from partnerhub.domain.partner_changes.moving import OnTheWay
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem


class TestRequest:
    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ("payment_model = 'partner'", OtherPaymentModel),
            ("blocked_new_submission = true", PartnerClosed),
        ],
    )
    async def test_is_refused_by_what_the_target_is(
        self, database: Database, sides: World, asker: users.User, change: str, problem: type[Problem]
    ) -> None:
        await set_partner(database, sides.rival, change)
        with pytest.raises(problem):
            await ask(database, sides, asker)

    @pytest.mark.parametrize("target", ["", "nobodyPA", "\0"])
    async def test_names_a_partner_that_is(
        self, database: Database, sides: World, asker: users.User, target: str
    ) -> None:
        with pytest.raises(NoSuchPartner):
            await ask(database, sides, asker, target or sides.partner.partner_id)

    async def test_is_one_at_a_time(self, database: Database, sides: World, asker: users.User) -> None:
        await ask(database, sides, asker)
        with pytest.raises(AskedAlready):
            await ask(database, sides, asker)

    async def test_waits_for_debts_and_for_numbers_on_their_way(
        self, database: Database, sides: World, asker: users.User
    ) -> None:
        mine = sides.partner
        request = await ask(database, sides, asker)
        async with database.writing(mine.partner_id) as db:
            await db.execute(
                "UPDATE onboarding_signup SET step = 'started', due_at = 'infinity' WHERE client_id = $1",
                mine.client_id,
            )
        with pytest.raises(OnTheWay):
            await accept(database, sides.rival, request)
        async with database.writing(mine.partner_id) as db:
            await db.execute(
                "UPDATE onboarding_signup SET step = 'live', due_at = NULL WHERE client_id = $1", mine.client_id
            )
            await billing.fund(db, mine.partner_id, mine.client_id, Decimal(1), "eur", now=clock.now())
            await db.execute("UPDATE funds_account SET balance = -1 WHERE client_id = $1", mine.client_id)
        with pytest.raises(BalanceOwed):
            await accept(database, sides.rival, request)

    async def test_is_taken_back_and_then_cannot_be_accepted(
        self, database: Database, sides: World, asker: users.User
    ) -> None:
        mine = sides.partner
        request = await ask(database, sides, asker)
        async with database.writing(mine.partner_id) as db:
            await partner_changes.withdraw(db, mine.partner_id, mine.client_id, origin=BOSS, now=clock.now())
        with pytest.raises(NotPending):
            await accept(database, sides.rival, request)
        for side in (mine, sides.rival):
            assert await events(database, side) == ["partner_change_requested", "partner_change_withdrawn"]

    async def test_is_refused_and_who_asked_is_told(self, database: Database, sides: World, asker: users.User) -> None:
        request = await ask(database, sides, asker)
        async with database.writing(sides.rival.partner_id) as db:
            await partner_changes.refuse(
                db, sides.rival.partner_id, request.id, origin=BOSS, post=POST, now=clock.now()
            )
        for side in (sides.partner, sides.rival):
            assert await events(database, side) == ["partner_change_requested", "partner_change_refused"]
        assert "Nothing has changed" in (await letters_to(database, asker.email))[-1]

    async def test_is_decided_by_nobody_but_its_target(
        self, database: Database, sides: World, asker: users.User
    ) -> None:
        request = await ask(database, sides, asker)
        stranger = await world.make_side(database, VAULT, "Third")
        for side in (sides.partner, stranger):
            with pytest.raises(NoSuchRequest):
                await accept(database, side, request)


class TestCrossing:
    async def test_leads_nowhere_without_a_pending_request_of_ones_own(
        self, database: Database, sides: World, asker: users.User
    ) -> None:
        request = await ask(database, sides, asker)
        stranger = await world.make_side(database, VAULT, "Third")
        async with database.writing(stranger.partner_id) as db:
            assert await db.fetchval("SELECT cross_partner_change($1)", request.id) is None
            assert await db.fetchval("SELECT settle_partner_change($1, 'withdrawn', NULL, now())", request.id) is False
        await accept(database, sides.rival, request)
        for side in (sides.partner, sides.rival):
            async with database.writing(side.partner_id) as db:
                assert await db.fetchval("SELECT cross_partner_change($1)", request.id) is None

    async def test_ends_with_the_transaction(self, database: Database, sides: World, asker: users.User) -> None:
        request = await ask(database, sides, asker)
        async with database.reading(sides.rival.partner_id) as db:
            async with db.transaction():
                assert await db.fetchval("SELECT cross_partner_change($1)", request.id) == sides.partner.partner_id
                assert await db.fetchval("SELECT count(*) FROM client WHERE id = $1", sides.partner.client_id) == 1
            assert await db.fetchval("SELECT current_partner()") == sides.rival.partner_id
            assert await db.fetchval("SELECT count(*) FROM client WHERE id = $1", sides.partner.client_id) == 0

    async def test_the_source_cannot_accept_for_the_target(
        self, database: Database, sides: World, asker: users.User
    ) -> None:
        request = await ask(database, sides, asker)
        async with database.writing(sides.partner.partner_id) as db:
            assert await db.fetchval("SELECT settle_partner_change($1, 'accepted', 'x', now())", request.id) is False
