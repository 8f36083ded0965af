from datetime import timedelta

from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain import webhooks
from partnerhub.domain.newcomers import SigningUp, add_partner
from partnerhub.kit import clock, ids


class TestNewPartner:
    async def test_has_a_platform_secret_of_the_same_kind_as_every_later_one(self, database: Database) -> None:
        email = f"{ids.random_id(8)}@new.example"
        asked = SigningUp(brand="New", email=email, name="Ada", country="DE", payment_model="partner")
        made = await add_partner(database, VAULT, asked)
        async with database.writing(made.partner_id) as db:
            assert await webhooks.platform_secret(db, made.partner_id, VAULT) == made.platform_secret
            later = await webhooks.rotate(db, made.partner_id, VAULT, overlap=timedelta(), now=clock.now())
        assert made.platform_secret[:4] == later[:4] == "PHPS"
