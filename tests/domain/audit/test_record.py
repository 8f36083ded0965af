"""A line of the audit log: who, from where, what, and what every changed row held before and after."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import asyncpg
import msgspec
import pytest
from tests.world import VAULT, World

from partnerhub.db.pool import Database, Db
from partnerhub.domain import audit, partners
from partnerhub.domain.access import keys
from partnerhub.domain.audit import Change, Entry, Origin
from partnerhub.kit import clock, ids

ORIGIN = Origin(actor="key:1", address="192.0.2.7", request_id="r1")


async def line(database: Database, partner_id: str) -> Entry:
    async with database.reading(partner_id) as db:
        (entry,) = await audit.page(
            db,
            partner_id,
            before=(clock.now() + timedelta(days=1), 0),
            since=clock.now() - timedelta(days=1),
            limit=9,
            filters={},
        )
    return entry


async def note(db: Db, partner_id: str, **given: Any) -> None:
    await audit.record(db, partner_id, ORIGIN, action="test", now=clock.now(), **given)


class TestLine:
    async def test_tells_who_from_where_what_and_under_which_request(self, database: Database) -> None:
        partner_id, now = ids.random_id(8, "PA"), clock.now()
        async with database.writing(partner_id) as db:
            await audit.record(db, partner_id, ORIGIN, action="a.b", subject="thing", now=now, detail='{"asked": 1}')
        found = await line(database, partner_id)
        assert msgspec.structs.replace(found, id=0) == Entry(
            id=0, at=now, actor="key:1", address="192.0.2.7", action="a.b", subject="thing", detail='{"asked": 1}',
            changes="[]", request_id="r1",
        )  # fmt: skip

    async def test_cannot_be_changed_or_deleted_by_the_application(self, database: Database) -> None:
        partner_id = ids.random_id(8, "PA")
        async with database.writing(partner_id) as db:
            await note(db, partner_id)
        for role in (database.reading(partner_id), database.working()):
            async with role as db:
                for statement in ("UPDATE audit SET actor = 'nobody'", "DELETE FROM audit", "TRUNCATE audit"):
                    with pytest.raises(asyncpg.InsufficientPrivilegeError):
                        await db.execute(statement)

    async def test_is_gone_with_the_change_that_was_rolled_back(self, database: Database, acme: World) -> None:
        side = acme.partner
        with suppress(ZeroDivisionError):
            async with database.writing(side.partner_id) as db:
                await partners.change(db, side.partner_id, {"brand_name": "Other"})
                await note(db, side.partner_id)
                raise ZeroDivisionError
        async with database.reading(side.partner_id) as db:
            assert await db.fetchval("SELECT count(*) FROM audit") == 0


class TestChanges:
    async def test_hold_the_changed_fields_only(self, database: Database, acme: World) -> None:
        side = acme.partner
        async with database.writing(side.partner_id) as db:
            await partners.change(db, side.partner_id, {"brand_name": "Other", "country": "DE"})
            await note(db, side.partner_id)
        found = await line(database, side.partner_id)
        change = Change(of="partner", id=side.partner_id, before={"brand_name": "Acme"}, after={"brand_name": "Other"})
        assert (audit.read(found.changes), found.subject) == ([change], side.partner_id)

    async def test_mask_secrets_but_say_that_they_changed(self, database: Database, acme: World) -> None:
        side = acme.partner
        async with database.writing(side.partner_id) as db:
            await db.execute("UPDATE partner SET platform_secret = 'tulip', previous_platform_secret = NULL")
            await note(db, side.partner_id)
        (change,) = audit.read((await line(database, side.partner_id)).changes)
        assert (change.before, change.after) == ({"platform_secret": "***"}, {"platform_secret": "***"})

    async def test_tell_of_what_was_made_and_of_what_was_deleted(self, database: Database, acme: World) -> None:
        side = acme.partner
        async with database.writing(side.partner_id) as db:
            await db.execute("DELETE FROM waba_template WHERE id = $1", side.template_id)
            await db.execute(
                "INSERT INTO waba_flow (partner_id, waba_id, id) VALUES ($1, $2, '77')", side.partner_id, side.waba_id
            )
            await note(db, side.partner_id)
        found = await line(database, side.partner_id)
        gone, made = audit.read(found.changes)
        assert (gone.of, gone.id, gone.after, (gone.before or {})["name"]) == (
            "template",
            side.template_id,
            None,
            "welcome",
        )
        assert made == Change(of="flow", id="77", before=None, after={"waba_id": side.waba_id})
        assert found.subject == side.template_id

    async def test_narrow_objects_down_to_what_changed_in_them(self, database: Database, acme: World) -> None:
        side = acme.partner
        async with database.writing(side.partner_id) as db:
            await db.execute(
                'UPDATE client SET contact_info = contact_info || \'{"country": "PT"}\' WHERE id = $1', side.client_id
            )
            await note(db, side.partner_id)
        (change,) = audit.read((await line(database, side.partner_id)).changes)
        assert (change.before, change.after) == (
            {"contact_info": {"country": "DE"}},
            {"contact_info": {"country": "PT"}},
        )

    async def test_are_one_a_thing_however_often_it_was_touched(self, database: Database, acme: World) -> None:
        side = acme.partner
        async with database.writing(side.partner_id) as db:
            for name in ("B", "C", "Acme"):
                await partners.change(
                    db, side.partner_id, {"brand_name": name, "logo_url": f"https://a.example/{name}"}
                )
            await note(db, side.partner_id)
        (change,) = audit.read((await line(database, side.partner_id)).changes)
        assert (change.before, change.after) == ({"logo_url": None}, {"logo_url": "https://a.example/Acme"})

    async def test_are_told_by_one_line_only(self, database: Database, acme: World) -> None:
        side = acme.partner
        async with database.writing(side.partner_id) as db:
            await partners.change(db, side.partner_id, {"brand_name": "Other"})
            await note(db, side.partner_id)
            await note(db, side.partner_id)
        async with database.reading(side.partner_id) as db:
            found = await db.fetch("SELECT changes FROM audit ORDER BY id")
        assert [len(audit.read(row[0])) for row in found] == [1, 0]

    async def test_of_one_transaction_are_not_told_by_the_next(self, database: Database, acme: World) -> None:
        side = acme.partner
        async with database.reading(side.partner_id) as db:
            async with db.transaction():
                await partners.change(db, side.partner_id, {"brand_name": "Other"})
            async with db.transaction():
                await note(db, side.partner_id)
        assert (await line(database, side.partner_id)).changes == "[]"

    async def test_long_values_and_long_lists_of_rows_are_cut_short(self, database: Database, acme: World) -> None:
        side, text = acme.partner, "x" * 10_000
        async with database.writing(side.partner_id) as db:
            await db.execute("UPDATE client SET partner_payload = $2 WHERE id = $1", side.client_id, text)
            for _ in range(300):
                await keys.create(db, side.partner_id, "many", vault=VAULT, now=clock.now())
            await note(db, side.partner_id)
        kept = (await line(database, side.partner_id)).changes
        assert (audit.read(kept)[0].after or {})["partner_payload"] == "10002 characters"
        assert len(kept) < 70_000

    async def test_a_line_that_is_only_for_changes_is_not_written_without(
        self, database: Database, acme: World
    ) -> None:
        side = acme.partner
        rest: dict[str, Any] = {"action": "test", "now": clock.now(), "subject": None, "detail": "{}"}
        async with database.writing(side.partner_id) as db:
            assert not await audit.record_changes(db, side.partner_id, ORIGIN, **rest)
            await partners.change(db, side.partner_id, {"brand_name": "Other"})
            assert await audit.record_changes(db, side.partner_id, ORIGIN, **rest)
        assert len(audit.read((await line(database, side.partner_id)).changes)) == 1
