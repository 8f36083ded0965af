"""A client moves to another partner: what goes along, what stays, who is told."""

from decimal import Decimal

import asyncpg
import msgspec
import pytest
from tests import world
from tests.moves import accept, ask, events, set_partner
from tests.people import letters_to
from tests.world import VAULT, World

from partnerhub.db.pool import Database
from partnerhub.domain import billing, channel_keys, partner_changes
from partnerhub.domain.access import sessions, users
from partnerhub.domain.partner_changes.purse import Paying
from partnerhub.kit import clock

FACTOR = """
INSERT INTO second_factor (person_id, secret, created_at, confirmed_at)
SELECT person_id, '-', now(), now() FROM hub_user WHERE id = $1
"""
CODE = "INSERT INTO recovery_code (person_id, digest) SELECT person_id, '-' FROM hub_user WHERE id = $1"
CODES = "SELECT count(*) FROM second_factor JOIN recovery_code USING (person_id) JOIN hub_user USING (person_id) WHERE id = $1"
PAYER = """
INSERT INTO payer (partner_id, client_id, customer, currency, renew_below, renew_by) VALUES ($1, $2, 'cus_1', 'eur', 10, 50)
"""
CARD = """
INSERT INTO payment_card (partner_id, client_id, id, token, brand, last4, expires_month, expires_year, place, added_at)
VALUES ($1, $2, 'card_' || $1, 'pm_1', 'visa', '4242', 1, 2030, 1, now())
"""
PAYMENT = """
INSERT INTO payment (partner_id, client_id, id, once, kind, currency, amount, fee, tax, tax_percent, tax_note, return_url,
    falls_back, card_id, card, tried, state, created_at, due_at)
VALUES ($1, $2, 'pay_' || $1, 'once', 'top_up', 'eur', 10, 0, 0, 0, '', '', true,
    'card_' || $1, 'Visa', '{}', 'pending', now(), 'infinity')
"""


class TestMove:
    async def test_takes_all_numbers_people_and_funds_along_without_permission_and_key(
        self, database: Database, sides: World, asker: users.User
    ) -> None:
        mine = sides.partner
        second = await world.add_channel(database, mine, live=False)
        async with database.writing(mine.partner_id) as db:
            await billing.fund(db, mine.partner_id, mine.client_id, Decimal(25), "eur", now=clock.now())
            secret = await sessions.start(db, mine.partner_id, asker.id, vault=VAULT, now=clock.now())
            await users.set_language(db, mine.partner_id, asker.id, "de", now=clock.now())
            for what in (FACTOR, CODE):
                await db.execute(what, asker.id)
        done = await accept(database, sides.rival, await ask(database, sides, asker))
        async with database.reading(sides.rival.partner_id) as db:
            there = await db.fetch(
                "SELECT * FROM channel WHERE client_id = $1 ORDER BY created_at", done.target_client_id
            )
            funds = await billing.funds_of_client(db, sides.rival.partner_id, str(done.target_client_id))
            assert await db.fetchval(CODES, asker.id) == 1
        assert len(there) == 2
        assert {one["permission_granted_at"] for one in there} == {None}
        assert {one["account_mode"] for one in there} == {"live", "sandbox"}
        assert not {one["id"] for one in there} & {mine.channel_id, second}
        assert [one.balance for one in funds] == [Decimal(25)]
        assert await channel_keys.Entrance(database, VAULT).enter(mine.d360_api_key) is None
        async with database.entering() as db:
            session = await sessions.enter(db, VAULT, secret)
        assert session
        there_now = (session.partner_id, session.client_id, session.language)
        assert there_now == (sides.rival.partner_id, done.target_client_id, "de")

    async def test_takes_cards_along_but_not_while_a_payment_is_under_way(
        self, database: Database, sides: World, asker: users.User, owner: asyncpg.Connection
    ) -> None:
        mine = sides.partner
        where = (mine.partner_id, mine.client_id)
        async with database.writing(mine.partner_id) as db:
            await db.execute(PAYER, *where)
            await db.execute(CARD, *where)
            await db.execute(
                "INSERT INTO billing_details (partner_id, client_id, legal_name) VALUES ($1, $2, 'Bakery')", *where
            )
        await owner.execute(PAYMENT, *where)
        request = await ask(database, sides, asker)
        with pytest.raises(Paying):
            await accept(database, sides.rival, request)
        await owner.execute(
            "UPDATE payment SET state = 'paid', due_at = NULL WHERE partner_id = $1 AND client_id = $2", *where
        )
        there = (await accept(database, sides.rival, request)).target_client_id
        async with database.reading(sides.rival.partner_id) as db:
            card = await db.fetchrow("SELECT token, last4 FROM payment_card WHERE client_id = $1", there)
            assert await db.fetchval("SELECT customer FROM payer WHERE client_id = $1", there) == "cus_1"
            assert await db.fetchval("SELECT legal_name FROM billing_details WHERE client_id = $1", there) == "Bakery"
        assert card
        assert tuple(card) == ("pm_1", "4242")
        async with database.reading(mine.partner_id) as db:
            assert await db.fetchval("SELECT count(*) FROM payment_card") == 0

    async def test_takes_funds_of_its_own_along_also_between_partners_that_pay(
        self, database: Database, sides: World, asker: users.User
    ) -> None:
        """They are left from when it paid itself."""
        mine = sides.partner
        async with database.writing(mine.partner_id) as db:
            await billing.fund(db, mine.partner_id, mine.client_id, Decimal(25), "usd", now=clock.now())
        for side in (mine, sides.rival):
            async with database.writing(side.partner_id) as db:
                await db.execute("UPDATE partner SET payment_model = 'partner'")
        there = (await accept(database, sides.rival, await ask(database, sides, asker))).target_client_id
        async with database.reading(sides.rival.partner_id) as db:
            (account,) = await billing.funds_of_client(db, sides.rival.partner_id, str(there))
        assert account.balance == Decimal(25)

    async def test_leaves_the_old_partner_its_books_and_nothing_that_works(
        self, database: Database, sides: World, asker: users.User
    ) -> None:
        mine = sides.partner
        await accept(database, sides.rival, await ask(database, sides, asker))
        async with database.reading(mine.partner_id) as db:
            channel = await db.fetchrow("SELECT * FROM channel WHERE id = $1", mine.channel_id)
            waba = await db.fetchrow("SELECT status, graph_token FROM waba WHERE id = $1", mine.waba_id)
            assert await db.fetchval("SELECT status FROM client WHERE id = $1", mine.client_id) == "moved"
            assert await users.find(db, mine.partner_id, asker.id) is None
            errands = await db.fetchval("SELECT count(*) FROM channel_errand WHERE partner_id = $1", mine.partner_id)
        assert channel
        assert (channel["hub_status"], channel["app_id"], errands) == ("terminated", None, 0)
        assert channel["permission_granted_at"] is None
        assert waba
        assert tuple(waba) == ("bsp_removed", None)

    async def test_tells_both_partners_and_writes_to_who_asked(
        self, database: Database, sides: World, asker: users.User
    ) -> None:
        done = await accept(database, sides.rival, await ask(database, sides, asker))
        for side in (sides.partner, sides.rival):
            assert await events(database, side) == ["partner_change_requested", "partner_change_accepted"]
        assert (await events(database, sides.partner, prefix="cancellation"))[-1] == "cancellation_processed"
        assert "channel_live" in (await events(database, sides.rival, prefix="channel"))[-2:]
        async with database.reading(sides.rival.partner_id) as db:
            doc = await partner_changes.find_doc(db, sides.rival.partner_id, done.id)
            body = await db.fetchval(
                "SELECT body FROM event WHERE type = 'partner_change_accepted' AND client_id = $1",
                done.target_client_id,
            )
        assert doc
        assert msgspec.json.decode(body)["data"]["partner_change_request"] == msgspec.json.decode(doc)
        assert "now a client of Rival" in (await letters_to(database, asker.email))[-1]

    async def test_is_in_the_audit_log_of_both(self, database: Database, sides: World, asker: users.User) -> None:
        await accept(database, sides.rival, await ask(database, sides, asker))
        lines = "SELECT actor, action, changes::text FROM audit WHERE partner_id = $1 AND action LIKE 'partner_ch%' ORDER BY id"
        async with database.reading(sides.partner.partner_id) as db:
            source = await db.fetch(lines, sides.partner.partner_id)
        async with database.reading(sides.rival.partner_id) as db:
            target = await db.fetch(lines, sides.rival.partner_id)
        assert [tuple(one)[:2] for one in source] == [
            (f"user:{asker.id}", "partner_changes.ask"),
            (f"partner:{sides.rival.partner_id}", "partner_changes.accept"),
        ]
        assert [tuple(one)[:2] for one in target] == [("user:boss", "partner_changes.accept")]
        assert sides.partner.channel_id in source[1]["changes"]
        assert sides.partner.channel_id not in target[0]["changes"]

    async def test_happens_at_once_where_the_partner_approves_by_itself(
        self, database: Database, sides: World, asker: users.User
    ) -> None:
        await set_partner(database, sides.rival, "partner_change_auto_approve = true")
        assert (await ask(database, sides, asker)).status == "accepted"

    async def test_and_back_again_is_possible(self, database: Database, sides: World, asker: users.User) -> None:
        for side in (sides.rival, sides.partner):
            await set_partner(database, side, "partner_change_auto_approve = true")
        there = await ask(database, sides, asker)
        away = World(partner=sides.rival, rival=sides.partner)
        away.partner.client_id = str(there.target_client_id)
        back = await ask(database, away, asker)
        async with database.reading(sides.partner.partner_id) as db:
            living = "SELECT count(*) FROM channel WHERE client_id = $1 AND hub_status = 'live'"
            assert await db.fetchval(living, back.target_client_id) == 1
