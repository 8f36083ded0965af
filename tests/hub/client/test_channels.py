import re

from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain import channel_keys

PAGE = "/dashboard/client"
SECRET = re.compile(r'id="new-key" value="(PHCH\w+)"')


def path(ours: Staffed, verb: str) -> str:
    return f"{PAGE}/channels/{ours.side.channel_id}/{verb}"


class TestClientChannels:
    async def test_shows_each_number_with_its_permission(self, client: Browser, ours: Staffed) -> None:
        text = (await client.get(PAGE)).text
        assert ours.side.channel_id in text
        assert "Shared" in text

    async def test_withdraws_and_shares_the_permission(
        self, client: Browser, database: Database, ours: Staffed
    ) -> None:
        assert (await client.send(path(ours, "withdrawal"), page=PAGE)).headers["location"] == PAGE
        assert "Missing" in (await client.get(PAGE)).text
        assert (await client.send(path(ours, "permission"), page=PAGE)).headers["location"] == PAGE
        assert "Missing" not in (await client.get(PAGE)).text
        async with database.reading(ours.side.partner_id) as db:
            told = await db.fetch(
                "SELECT granted, actor FROM channel_permission WHERE partner_id = $1 ORDER BY id", ours.side.partner_id
            )
        assert [row["granted"] for row in told] == [True, False, True]
        assert told[-1]["actor"].startswith("user:")

    async def test_makes_its_own_key_only_while_the_partner_may_not(
        self, client: Browser, database: Database, ours: Staffed
    ) -> None:
        refused = await client.send(path(ours, "api_key"), page=PAGE)
        assert refused.status_code == 409
        assert "This number is shared with your partner" in refused.text
        await client.send(path(ours, "withdrawal"), page=PAGE)
        found = SECRET.search((await client.send(path(ours, "api_key"), page=PAGE)).text)
        assert found
        entered = await channel_keys.Entrance(database, VAULT).enter(found.group(1))
        assert entered
        assert entered.channel_id == ours.side.channel_id

    async def test_asks_the_partner_where_the_partner_pays(
        self, client: Browser, database: Database, ours: Staffed
    ) -> None:
        async with database.writing(ours.side.partner_id) as db:
            await db.execute("UPDATE partner SET payment_model = 'partner' WHERE id = $1", ours.side.partner_id)
        assert "Withdraw the permission" not in (await client.get(PAGE)).text
        for verb in ("withdrawal", "api_key"):
            answer = await client.send(path(ours, verb), page=PAGE)
            assert answer.status_code == 409
            assert "Ask your partner to change this." in answer.text
