from collections.abc import Callable
from typing import Any

import pytest

from partnerhub.db.pool import Database
from partnerhub.domain import partners
from partnerhub.kit import ids
from partnerhub.kit.crypto import Vault


@pytest.fixture
def vault() -> Vault:
    return Vault(b"a master secret for tests, only!")


@pytest.fixture
def new_partner(database: Database, vault: Vault) -> Callable[[], Any]:
    async def make() -> str:
        partner_id = ids.random_id(8, "PA")
        async with database.writing(partner_id) as db:
            await partners.create(
                db, partner_id, brand_name="Acme", country="DE", payment_model="partner",
                platform_secret=vault.seal("a platform secret"),
            )  # fmt: skip
        return partner_id

    return make


@pytest.fixture
async def partner_id(new_partner: Callable[[], Any]) -> str:
    return await new_partner()
