"""The audit log."""

import asyncpg
import pytest

from partnerhub.db.pool import Database
from partnerhub.domain import audit
from partnerhub.kit import clock, ids


async def test_keeps_who_did_what_and_cannot_be_changed_by_the_application(database: Database) -> None:
    partner_id = ids.random_id(8, "PA")
    async with database.writing(partner_id) as db:
        await audit.record(
            db, partner_id, actor="key:1", action="webhook_url.set", subject=partner_id, now=clock.now(),
            detail='{"to": "https://a.example/"}', request_id="r1",
        )  # fmt: skip
    async with database.reading(partner_id) as db:
        (row,) = await db.fetch("SELECT actor, action, subject, detail, request_id FROM audit")
        assert tuple(row) == ("key:1", "webhook_url.set", partner_id, '{"to": "https://a.example/"}', "r1")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await db.execute("UPDATE audit SET actor = 'nobody'")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await db.execute("DELETE FROM audit")
