"""The sandbox on a real port, and a client that has no number yet."""

from collections.abc import AsyncIterator

import pytest
from tests.domain.onboarding import meta as meta_module
from tests.domain.onboarding.meta import Meta
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain import clients, partners
from partnerhub.kit import clock, ids


@pytest.fixture(scope="session")
async def meta(database: Database) -> AsyncIterator[Meta]:
    async with meta_module.running(database) as running:
        yield running


@pytest.fixture
async def side(database: Database) -> Side:
    return await new_side(database)


async def new_side(database: Database, payment_model: str = "direct") -> Side:
    """A partner with one client that has no channel; at most two."""
    made = Side(partner_id=ids.random_id(6, "PA"), partner_key="")
    async with database.writing(made.partner_id) as db:
        await partners.create(
            db,
            made.partner_id,
            brand_name="Acme",
            country="DE",
            payment_model=payment_model,
            platform_secret=VAULT.seal("s"),
        )
        made.client_id = await clients.create(
            db,
            made.partner_id,
            name="Engines",
            contact_info={"email": "ada@e.example"},
            contact_user={"name": "Ada"},
            partner_payload="yours-7",
            organisation=None,
            now=clock.now(),
        )
    return made
