"""A list's rows and their total are read by two statements (contract partner-api §3.2)."""

from typing import Any

import pytest
from tests import world
from tests.world import VAULT

from partnerhub.db import listing, paging
from partnerhub.db.pool import Database
from partnerhub.domain.access.users import LISTING

ANOTHER_USER = (
    "INSERT INTO hub_user (id, partner_id, email, name) VALUES ($1 || 'US', $1, lower($1) || '@a.example', 'Ada')"
)
THE_USER = "DELETE FROM hub_user WHERE partner_id = $1"


@pytest.mark.parametrize(("offset", "change", "seen"), [("0", THE_USER, (1, 1)), ("1", ANOTHER_USER, (0, 1))])
async def test_a_total_fits_the_rows_also_when_some_come_or_go_while_they_are_read(
    database: Database, monkeypatch: pytest.MonkeyPatch, offset: str, change: str, seen: tuple[int, int]
) -> None:
    """Between the rows and their count the only user goes, or another one comes."""
    count, partner_id = paging.counted, (await world.make_side(database, VAULT, "Acme")).partner_id

    async def changed_in_between(*given: Any) -> paging.Page:
        async with database.writing(partner_id) as db:
            await db.execute(change, partner_id)
        return await count(*given)

    monkeypatch.setattr(paging, "counted", changed_in_between)
    query = listing.parse(LISTING, filters=None, sort=[], limit="1", offset=offset)
    async with database.reading(partner_id) as db:
        page = await paging.page(db, LISTING, partner_id, query)
    assert (len(page.docs), page.total) == seen
