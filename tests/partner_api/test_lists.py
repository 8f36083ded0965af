"""The list grammar (contract partner-api §3), on channels and clients."""

import json
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from tests import world
from tests.partner_api.asking import ask, assert_error
from tests.world import World
from yarl import URL

from partnerhub.db.pool import Database
from partnerhub.domain.channels import LISTING as CHANNELS
from partnerhub.domain.clients import LISTING as CLIENTS


@pytest.fixture
def path(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}"


@pytest.fixture
async def five(database: Database, acme: World) -> list[str]:
    """The partner's channels, five of them, sorted by id."""
    for _ in range(4):
        await world.add_channel(database, acme.partner)
    return sorted(acme.partner.more_channels)


class TestEnvelope:
    async def test_has_the_documented_keys_and_defaults(
        self, api: aiohttp.ClientSession, path: str, five: list[str]
    ) -> None:
        status, body = await ask(api, "GET", path + "/channels")
        assert status == 200
        rows = body.pop("partner_channels")
        assert body == {"count": 5, "filters": {}, "limit": 1000, "offset": 0, "sort": ["id"], "total": 5}
        assert [row["id"] for row in rows] == five

    async def test_of_a_filter_that_finds_nothing_is_an_empty_list(self, api: aiohttp.ClientSession, path: str) -> None:
        _, body = await ask(api, "GET", path + "/clients", params={"filters": '{"id": "nothinCL"}'})
        assert (body["clients"], body["count"], body["total"]) == ([], 0, 0)
        assert body["filters"] == {"id": "nothinCL"}

    async def test_pages_with_an_exact_total(self, api: aiohttp.ClientSession, path: str, five: list[str]) -> None:
        seen: list[str] = []
        for offset in (0, 2, 4, 6):
            _, body = await ask(api, "GET", path + "/channels", params={"limit": 2, "offset": offset})
            assert (body["total"], body["limit"], body["offset"]) == (5, 2, offset)
            seen += [row["id"] for row in body["partner_channels"]]
        assert seen == five

    async def test_caps_the_limit_at_a_thousand(self, api: aiohttp.ClientSession, path: str) -> None:
        assert (await ask(api, "GET", path + "/channels", params={"limit": 5000}))[1]["limit"] == 1000


class TestFilters:
    @pytest.mark.parametrize("listed", [("channels", CHANNELS), ("clients", CLIENTS)])
    async def test_each_documented_field_can_be_asked_for(
        self, api: aiohttp.ClientSession, path: str, listed: tuple[str, Any]
    ) -> None:
        resource, listing = listed
        values = {"text": "x", "integer": 7, "boolean": True, "time": "2023-01-01T12:00:00Z"}
        for name, field in listing.fields.items():
            for value in (values[field.kind], None):
                filters = json.dumps({name: value})
                status, body = await ask(
                    api, "GET", f"{path}/{resource}", params={"filters": filters, "sort": f"-{name}"}
                )
                assert status == 200, (name, body)

    @pytest.mark.parametrize(
        "name", ["id", "client_id", "status", "setup_info.phone_number", "client.contact_info.email", "waba_account.id"]
    )
    async def test_finds_the_one_row_by_its_own_value(
        self, api: aiohttp.ClientSession, path: str, acme: World, name: str
    ) -> None:
        row = (await ask(api, "GET", path + "/channels"))[1]["partner_channels"][0]
        value: Any = row
        for part in name.split("."):
            value = value[part]
        _, body = await ask(api, "GET", path + "/channels", params={"filters": json.dumps({name: value})})
        assert [found["id"] for found in body["partner_channels"]] == [acme.partner.channel_id]

    async def test_reads_nested_objects_as_dotted_keys(
        self, api: aiohttp.ClientSession, path: str, acme: World
    ) -> None:
        filters = {"setup_info": {"phone_number": acme.partner.phone_number}}
        _, body = await ask(api, "GET", path + "/channels", params={"filters": json.dumps(filters)})
        assert (body["total"], body["filters"]) == (1, filters)

    @pytest.mark.parametrize("time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
    async def test_takes_a_time_at_the_edge_of_the_calendar(
        self, api: aiohttp.ClientSession, path: str, time: str
    ) -> None:
        status, body = await ask(api, "GET", path + "/channels", params={"filters": json.dumps({"created_at": time})})
        assert (status, body["total"]) == (200, 0)
        for log in ("events", "audit_log"):
            for name in ("since", "until"):
                assert (await ask(api, "GET", f"{path}/{log}", params={name: time}))[0] == 200

    async def test_finds_by_the_time_it_shows(self, api: aiohttp.ClientSession, path: str) -> None:
        shown = (await ask(api, "GET", path + "/channels"))[1]["partner_channels"][0]["created_at"]
        _, body = await ask(api, "GET", path + "/channels", params={"filters": json.dumps({"created_at": shown})})
        assert body["total"] == 1

    async def test_q_searches_in_text(self, api: aiohttp.ClientSession, path: str, acme: World) -> None:
        for text, total in ((acme.partner.phone_number[3:9], 1), ("acme", 1), ("nowhere", 0), ("100%_", 0)):
            _, body = await ask(api, "GET", path + "/channels", params={"filters": json.dumps({"q": text})})
            assert body["total"] == total, text

    @pytest.mark.parametrize("text", ['{"account_mode":"live"}', quote('{"account_mode":"live"}')])
    async def test_may_come_raw_or_encoded(self, api: aiohttp.ClientSession, path: str, text: str) -> None:
        url = URL(f"{path}/channels?filters={text}", encoded=True)
        _, body = await ask(api, "GET", url)  # pyright: ignore[reportArgumentType]
        assert (body["total"], body["filters"]) == (1, {"account_mode": "live"})

    @pytest.mark.parametrize(
        ("filters", "mentions"),
        [
            ("{'id':'x'}", "filters"),
            ("[1]", "filters"),
            ('{"nope": 1}', "nope"),
            ('{"version": "x"}', "version"),
            ('{"version": 99999999999999999999}', "version"),
            ('{"created_at": "yesterday"}', "created_at"),
            ('{"id": 5}', "id"),
            ('{"id": {}}', "id"),
            ('{"version": 2.5}', "version"),
            ('{"id": "\\u0000"}', "id"),
            ('{"version": "--5"}', "version"),
            (json.dumps({"version": "9" * 5_000}), "version"),
            ('{"client":' * 2_000 + "1" + "}" * 2_000, "filters"),
        ],
        ids=range(13),
    )
    async def test_that_cannot_be_read_are_refused_by_name(
        self, api: aiohttp.ClientSession, path: str, filters: str, mentions: str
    ) -> None:
        assert_error(*await ask(api, "GET", path + "/channels", params={"filters": filters}), 400, mentions)


class TestSort:
    async def test_descends_with_a_minus(self, api: aiohttp.ClientSession, path: str, five: list[str]) -> None:
        _, body = await ask(api, "GET", path + "/channels", params={"sort": "-id"})
        assert [row["id"] for row in body["partner_channels"]] == five[::-1]
        assert body["sort"] == ["-id"]

    @pytest.mark.parametrize(
        "params", [[("sort", "status,-created_at")], [("sort", "status"), ("sort", "-created_at")]]
    )
    async def test_takes_several_keys(
        self, api: aiohttp.ClientSession, path: str, params: list[tuple[str, str]]
    ) -> None:
        assert (await ask(api, "GET", path + "/channels", params=params))[1]["sort"] == ["status", "-created_at"]

    @pytest.mark.parametrize("text", ["", "-"])
    async def test_of_nothing_is_by_id(self, api: aiohttp.ClientSession, path: str, text: str) -> None:
        assert (await ask(api, "GET", path + "/channels", params={"sort": text}))[1]["sort"] == ["id"]

    async def test_by_an_unknown_field_is_refused(self, api: aiohttp.ClientSession, path: str) -> None:
        assert_error(*await ask(api, "GET", path + "/clients", params={"sort": "-shoe_size"}), 400, "shoe_size")


class TestLimitAndOffset:
    @pytest.mark.parametrize("name", ["limit", "offset"])
    @pytest.mark.parametrize("value", ["-1", "x", "1.5", "99999999999999999999", "١"])  # noqa: RUF001
    async def test_must_be_whole_numbers(self, api: aiohttp.ClientSession, path: str, name: str, value: str) -> None:
        assert_error(*await ask(api, "GET", path + "/channels", params={name: value}), 400, name)
