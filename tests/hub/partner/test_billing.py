from decimal import Decimal

from tests.hub.browser import Browser
from tests.hub.conftest import Staffed

from partnerhub.db.pool import Database
from partnerhub.domain import billing
from partnerhub.kit import clock

PAGE = "/dashboard/partner/billing"


async def funded(database: Database, people: Staffed, amount: int) -> None:
    async with database.writing(people.side.partner_id) as db:
        client = people.side.client_id
        await billing.fund(db, people.side.partner_id, client, Decimal(amount), "usd", now=clock.now())


class TestBilling:
    async def test_shows_balances_movements_and_prices(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        await funded(database, ours, 1500)
        text = (await partner.get(PAGE)).text
        for fact in ("$1,500.00", "+$1,500.00", "Funds added", "Messages go out"):
            assert fact in text, fact
        rates = (await partner.get(f"{PAGE}/rates")).text
        assert '<th scope="row">Germany</th>' in rates
        assert "0.1365" in rates

    async def test_says_when_funds_are_used_up_and_the_card_asks_the_client(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        await funded(database, ours, 5)
        async with database.writing(ours.side.partner_id) as db:
            await billing.refund(db, ours.side.partner_id, ours.side.client_id, Decimal(5), "usd", now=clock.now())
        assert "Used up" in (await partner.get(PAGE)).text
        assert "Ask the client to add funds." in (await partner.get("/dashboard/partner")).text
        of_number = (await partner.get(f"/dashboard/partner/channels/{ours.side.channel_id}/billing")).text
        assert "used up" in of_number

    async def test_pages_through_many_movements(self, partner: Browser, database: Database, ours: Staffed) -> None:
        for amount in range(1, 53):
            await funded(database, ours, amount)
        first = (await partner.get(PAGE)).text
        assert "+$52.00" in first
        assert "+$2.00" not in first
        older = first.partition('href="?before=')[2].partition('"')[0]
        assert "+$2.00" in (await partner.get(PAGE, params={"before": older})).text
        assert len((await partner.get(f"{PAGE}/export/json")).json()) == 52

    async def test_shows_nothing_of_the_rivals(
        self, partner: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        await funded(database, rival, 777)
        assert "777" not in (await partner.get(PAGE)).text
        assert (await partner.get(f"{PAGE}/export/json")).json() == []
