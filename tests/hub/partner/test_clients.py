import pytest
from tests import world
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed

from partnerhub.db.pool import Database

PAGE = "/dashboard/partner/clients"


class TestClients:
    async def test_are_found_by_name_payload_and_id(self, partner: Browser, database: Database, ours: Staffed) -> None:
        first = ours.side.client_id
        second = await world.add_client(database, ours.side, "Blumenhaus")
        for query, seen, hidden in (("blumen", second, first), (first, first, second)):
            text = (await partner.get(PAGE, params={"q": query})).text
            assert f'id="{seen}"' in text
            assert f'id="{hidden}"' not in text
        both = (await partner.get(PAGE, params={"q": "yourSystem"})).text
        assert first in both
        assert second in both

    async def test_are_exported(self, partner: Browser, ours: Staffed) -> None:
        (line,) = (await partner.get(f"{PAGE}/export/json")).json()
        assert (line["id"], line["channels"]) == (ours.side.client_id, 1)
        assert "Acme client" in (await partner.get(f"{PAGE}/export/csv")).text

    async def test_page_of_one_shows_its_company_and_its_numbers(self, partner: Browser, ours: Staffed) -> None:
        text = (await partner.get(f"{PAGE}/{ours.side.client_id}")).text
        for fact in ("Acme client", ours.side.channel_id, "yourSystemIdentifier", "it has 1 now"):
            assert fact in text

    async def test_payload_and_limit_are_the_partners_to_set(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        page = f"{PAGE}/{ours.side.client_id}"
        answer = await partner.send(page, {"partner_payload": "crm-7", "max_channels": "5"})
        assert "Saved." in (await partner.get(answer.headers["location"])).text
        async with database.reading(ours.side.partner_id) as db:
            row = await db.fetchrow("SELECT partner_payload, max_channels FROM client")
        assert row
        assert tuple(row) == ("crm-7", 5)

    @pytest.mark.parametrize("limit", ["", "-1", "x", "10001", "1.5", "٣", "9" * 30])
    async def test_limit_must_be_a_number_that_can_be(self, partner: Browser, ours: Staffed, limit: str) -> None:
        page = f"{PAGE}/{ours.side.client_id}"
        answer = await partner.send(page, {"partner_payload": "kept", "max_channels": limit})
        assert answer.status_code == 400
        assert 'id="max_channels-error"' in answer.text
        assert 'value="kept"' in answer.text

    async def test_are_tagged_and_noted_for_ones_own_people(
        self, partner: Browser, client: Browser, database: Database, ours: Staffed
    ) -> None:
        mine = ours.side.client_id
        page = f"{PAGE}/{mine}"
        await world.add_client(database, ours.side, "Blumenhaus")
        noted = {"tags": " VIP ,Berlin  Mitte,, VIP", "notes": "Pays late.\r\nAsk for Jo."}
        answer = await partner.send(f"{page}/notes", noted, page=page)
        assert "Saved." in (await partner.get(answer.headers["location"])).text
        assert 'value="VIP, Berlin Mitte"' in (await partner.get(page)).text
        for query in ({"tag": "VIP"}, {"tag": "Berlin Mitte"}, {"q": "ask for jo"}):
            text = (await partner.get(PAGE, params=query)).text
            assert (f'id="{mine}"' in text, "Blumenhaus" in text) == (True, False), query
        assert "No client fits" in (await partner.get(PAGE, params={"tag": "vip\0"})).text
        (line,) = (await partner.get(f"{PAGE}/export/json", params={"tag": "VIP"})).json()
        assert (line["tags"], line["notes"]) == ("VIP, Berlin Mitte", "Pays late.\nAsk for Jo.")
        assert "Pays late" not in (await client.get("/dashboard/client")).text

    @pytest.mark.parametrize(
        ("form", "field"),
        [
            ({"tags": "x" * 41}, "tags"),
            ({"tags": ",".join(map(str, range(21)))}, "tags"),
            ({"notes": "x" * 10_001}, "notes"),
        ],
    )
    async def test_too_much_to_note_is_said_beside_the_field(
        self, partner: Browser, ours: Staffed, form: dict[str, str], field: str
    ) -> None:
        page = f"{PAGE}/{ours.side.client_id}"
        answer = await partner.send(f"{page}/notes", form, page=page)
        assert (answer.status_code, f'id="{field}-error"' in answer.text) == (400, True)

    async def test_of_the_rival_are_not_found(self, partner: Browser, rival: Staffed) -> None:
        assert (await partner.get(f"{PAGE}/{rival.side.client_id}")).status_code == 404
        assert rival.side.client_id not in (await partner.get(PAGE)).text
