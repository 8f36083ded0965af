"""Filters and sort keys of lists as axios, PHP and Rails write objects and lists: field by field, in brackets."""

import aiohttp
import pytest
from tests import world
from tests.partner_api.asking import ask, assert_error
from tests.world import World
from yarl import URL

from partnerhub.db.pool import Database


@pytest.fixture
def path(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}"


@pytest.mark.parametrize(
    ("query", "filters", "total"),
    [
        ("filters[account_mode]=live", {"account_mode": "live"}, 1),
        ("filters%5Baccount_mode%5D=sandbox&filters[type]=waba", {"account_mode": "sandbox", "type": "waba"}, 0),
        ("filters[setup_info][phone_number]=0", {"setup_info.phone_number": "0"}, 0),
        (
            "filters[setup_info.phone_number]=0&filters[version]=7",
            {"setup_info.phone_number": "0", "version": "7"},
            0,
        ),
    ],
)
async def test_filters_may_come_field_by_field_in_brackets(
    api: aiohttp.ClientSession, path: str, query: str, filters: dict[str, str], total: int
) -> None:
    status, body = await ask(api, "GET", URL(f"{path}/channels?{query}", encoded=True))  # pyright: ignore[reportArgumentType]
    assert (status, body.get("total"), body.get("filters")) == (200, total, filters), body


@pytest.mark.parametrize(
    "query",
    ["filters[nope]=1", "filters[]=1", "filters[id][]=1", "filters[created_at]=yesterday", "filters[id]=%00"],
)
async def test_wrong_filters_in_brackets_are_refused_as_well(api: aiohttp.ClientSession, path: str, query: str) -> None:
    url = URL(f"{path}/channels?{query}", encoded=True)
    assert_error(*await ask(api, "GET", url), 400, "filters")  # pyright: ignore[reportArgumentType]


async def test_sort_keys_may_come_in_brackets(
    api: aiohttp.ClientSession, path: str, database: Database, acme: World
) -> None:
    await world.add_channel(database, acme.partner)
    for query in ("sort[]=-id", "sort[0]=-id&sort[1]=status"):
        _, body = await ask(api, "GET", URL(f"{path}/channels?{query}", encoded=True))  # pyright: ignore[reportArgumentType]
        assert [row["id"] for row in body["partner_channels"]] == sorted(acme.partner.more_channels)[::-1], query
