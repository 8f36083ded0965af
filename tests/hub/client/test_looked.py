"""What a client looks at: its own templates, messages, costs and funds, and nobody else's."""

from decimal import Decimal

import pytest
from tests import world
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.hub.usage.used import used

from partnerhub.db.pool import Database
from partnerhub.domain import billing
from partnerhub.kit import clock

HOME = "/dashboard/client"


@pytest.fixture
async def neighbour(database: Database, ours: Staffed) -> str:
    """Another client of the partner, with its messages and funds; the side is its own from now on."""
    await used(database, ours.side, "utility", 111, "1.11")
    first, partner_id = ours.side.client_id, ours.side.partner_id
    await world.add_client(database, ours.side, "Neighbour")
    await used(database, ours.side, "utility", 222, "2.22")
    async with database.writing(partner_id) as db:
        await billing.fund(db, partner_id, first, Decimal(333), "usd", now=clock.now())
        await billing.fund(db, partner_id, ours.side.client_id, Decimal(444), "usd", now=clock.now())
        await db.execute("UPDATE waba_template SET name = 'theirs' WHERE waba_id = $1", ours.side.waba_id)
    return ours.side.client_id


@pytest.mark.usefixtures("neighbour")
class TestClient:
    async def test_sees_its_own_templates(self, client: Browser) -> None:
        text = (await client.get(f"{HOME}/templates")).text
        assert "welcome" in text
        assert "theirs" not in text
        assert "No template fits" in (await client.get(f"{HOME}/templates", params={"q": "theirs"})).text

    async def test_sees_its_own_messages_and_costs(self, client: Browser) -> None:
        text = (await client.get(f"{HOME}/insights")).text
        assert 'data-value="111"' in text
        assert "222" not in text
        assert "/dashboard/partner" not in text
        assert [line["quantity"] for line in (await client.get(f"{HOME}/insights/json")).json()] == [111]

    async def test_sees_its_own_funds(self, client: Browser) -> None:
        text = (await client.get(f"{HOME}/funds")).text
        assert "$333.00" in text
        assert "444" not in text

    async def test_is_told_that_the_partner_pays_when_it_does(
        self, client: Browser, database: Database, ours: Staffed
    ) -> None:
        async with database.writing(ours.side.partner_id) as db:
            await db.execute("UPDATE partner SET payment_model = 'partner'")
        assert "Acme pays for your messages." in (await client.get(f"{HOME}/funds")).text
