"""A client that has moved to another partner while one of its people was signing a number up with the old one."""

import pytest
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain import onboarding, partners
from partnerhub.domain.onboarding import Finish, Visit
from partnerhub.domain.onboarding.visits import VisitOver
from partnerhub.kit import clock


async def test_begins_no_signup_any_more(database: Database, side: Side) -> None:
    now = clock.now()
    visit = Visit(
        id="vis_1", partner_id=side.partner_id, flow="io", parameters=onboarding.Parameters(), target="", created_at=now
    )
    async with database.writing(side.partner_id) as db:
        await db.execute("UPDATE client SET status = 'moved' WHERE id = $1", side.client_id)
        partner = await partners.get(db, side.partner_id)
        with pytest.raises(VisitOver):
            await onboarding.begin_signup(db, VAULT, visit, partner, side.client_id, Finish(code="c"), now=now)
