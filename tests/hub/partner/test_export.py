import csv
import io

import httpx
import pytest
from tests import world
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed

from partnerhub.db.pool import Database
from partnerhub.surfaces.hub.files import file

PAGE = "/dashboard/partner/accounts"
SIX = [
    "Company legal name",
    "WhatsApp number",
    "Contact email",
    "Message on behalf",
    "Meta business verification",
    "Number registration",
]


def table(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


class TestCsv:
    async def test_begins_with_the_six_columns_of_the_original(self, partner: Browser, ours: Staffed) -> None:
        answer = await partner.get(f"{PAGE}/export/csv")
        (line,) = table(answer)
        assert list(line)[:6] == SIX
        assert [line[name] for name in SIX[:2] + SIX[3:]] == [
            "Acme client", ours.side.phone_number, "n/a", "verified", "ready",
        ]  # fmt: skip
        assert line[SIX[2]].endswith("@client.example")
        assert line["Channel ID"] == ours.side.channel_id
        assert answer.headers["content-disposition"].startswith('attachment; filename="whatsapp-accounts-20')

    async def test_holds_every_page_of_the_search_and_nothing_else(
        self, partner: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        for _ in range(25):
            await world.add_channel(database, ours.side, live=False)
        assert len(table(await partner.get(f"{PAGE}/export/csv", params={"state": "setting_up"}))) == 25
        everything = table(await partner.get(f"{PAGE}/export/csv"))
        assert len(everything) == 26
        assert rival.side.channel_id not in {line["Channel ID"] for line in everything}

    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
    def test_never_makes_a_formula_of_what_a_client_wrote(self, text: str) -> None:
        answer = file("names", "csv", [{"name": text, "count": -1}])
        row = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))[1]
        assert row == [f"'{text}", "-1"]


class TestJson:
    async def test_says_the_same(self, partner: Browser) -> None:
        answer = await partner.get(f"{PAGE}/export/json")
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.json() == table(await partner.get(f"{PAGE}/export/csv"))


async def test_there_is_no_other_format(partner: Browser) -> None:
    assert (await partner.get(f"{PAGE}/export/xls")).status_code == 404
