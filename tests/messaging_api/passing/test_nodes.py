"""A key names only what is its own, although the WABA's token reaches further (contract A.1)."""

import base64
import json

import aiohttp
import pytest
from tests.messaging_api.upstream import Upstream
from tests.world import Side, World
from yarl import URL

from partnerhub.db.pool import Database

NODE = "1013859600285441"
TEMPLATE_PATHS = [
    ("GET", "/message_templates/{}"),
    ("POST", "/message_templates/{}"),
    ("GET", "/message_templates/{}/compare"),
    ("GET", "/marketing/{}"),
]


def group_of(side: Side) -> str:
    return base64.b64encode(f"capi_group:{side.phone_number}:120363404694233820".encode()).decode() + "ZD"


async def status_of(api: aiohttp.ClientSession, method: str, path: str) -> int:
    body = None if method == "GET" else b'{"data":[]}'
    async with api.request(method, URL(path, encoded=True), data=body) as answer:
        told = await answer.json()
        if answer.status >= 400:
            assert (told.get("detail") or told)["error"]["code"] == 2500
        return answer.status


class TestMethod:
    @pytest.mark.parametrize("name", ["method", "METHOD", "m%65thod", "+method", "method[]", "a=1&method"])
    async def test_is_not_changed_by_the_query(self, api: aiohttp.ClientSession, meta: Upstream, name: str) -> None:
        """Meta takes `?method=post` for a POST, and to the number itself a key may not post: its PIN, its webhook."""
        for path in ("/conversational_automation", "/message_templates", "/marketing/dataset"):
            async with api.get(URL(f"{path}?{name}=post&pin=123456", encoded=True)) as answer:
                assert answer.status == 400
                told = await answer.json()
                assert "method" in (told.get("detail") or told)["error"]["message"]
        assert not meta.asked


class TestTemplate:
    @pytest.mark.parametrize(("method", "path"), TEMPLATE_PATHS)
    async def test_of_the_rival_does_not_exist(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, method: str, path: str
    ) -> None:
        meta.say(b'{"data":[]}')
        assert await status_of(api, method, path.format(acme.rival.template_external_id)) == 404
        assert {asked.path for asked in meta.asked} == {f"/v23.0/{acme.partner.waba_external_id}/message_templates"}

    @pytest.mark.parametrize(("method", "path"), TEMPLATE_PATHS)
    @pytest.mark.parametrize("which", ["phone_number_id", "waba_external_id"])
    async def test_is_neither_a_number_nor_a_waba(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, method: str, path: str, which: str
    ) -> None:
        meta.say(b'{"data":[]}')
        assert await status_of(api, method, path.format(getattr(acme.partner, which))) == 404

    @pytest.mark.parametrize("given", ["me", "act_1", "%2e%2e", "1%2F2", "%C2%BD"])
    async def test_has_an_id_of_digits(self, api: aiohttp.ClientSession, meta: Upstream, given: str) -> None:
        assert await status_of(api, "GET", f"/message_templates/{given}") == 404
        assert not meta.asked

    async def test_that_is_younger_than_our_rows_is_looked_up_at_meta(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream
    ) -> None:
        pages = [
            {"data": [{"id": "1"}], "paging": {"cursors": {"after": "x"}, "next": "https://graph/next"}},
            {"data": [{"id": NODE}], "paging": {"cursors": {"after": "y"}}},
        ]
        meta.planned = [json.dumps(page).encode() for page in pages]
        assert await status_of(api, "GET", f"/message_templates/{NODE}") == 200
        assert [asked.path.rsplit("/", 1)[1] for asked in meta.asked] == [
            "message_templates",
            "message_templates",
            NODE,
        ]

    async def test_made_or_edited_is_read_from_meta_soon(
        self, api: aiohttp.ClientSession, acme: World, database: Database
    ) -> None:
        for path in ("/message_templates", f"/message_templates/{acme.partner.template_external_id}"):
            await age_sync(database, acme.partner)
            assert await status_of(api, "POST", path) == 200
            assert await sync_is_due(database, acme.partner)

    async def test_that_meta_refused_changes_nothing(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database
    ) -> None:
        await age_sync(database, acme.partner)
        meta.say(b'{"error":{"message":"no","code":100}}', status=400)
        async with api.post("/message_templates", data=b"{}") as answer:
            assert answer.status == 400
        assert not await sync_is_due(database, acme.partner)


class TestGroup:
    @pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
    async def test_of_another_number_does_not_exist(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, method: str
    ) -> None:
        assert await status_of(api, method, f"/groups/{group_of(acme.rival)}") == 404
        assert await status_of(api, method, f"/groups/{acme.partner.waba_external_id}") == 404
        assert await status_of(api, method, f"/groups/{NODE}") == 404
        assert not meta.asked

    async def test_whose_id_tells_nothing_is_left_to_meta(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        assert await status_of(api, "GET", "/groups/Y2FwaV9ub3RoaW5n") == 200


class TestNodesOfMarketing:
    @pytest.mark.parametrize(
        ("method", "path"),
        [("GET", "/marketing/{}/dataset"), ("POST", "/marketing/{}/events"), ("GET", "/marketing/{}/insights")],
    )
    async def test_are_no_number_of_the_partner(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, method: str, path: str
    ) -> None:
        assert await status_of(api, method, path.format(acme.partner.phone_number_id)) == 404
        assert not meta.asked

    async def test_are_another_waba_of_the_partner_in_no_case(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database
    ) -> None:
        async with database.writing(acme.partner.partner_id) as db:
            await db.execute(
                "INSERT INTO waba SELECT (w).* FROM (SELECT jsonb_populate_record(w, jsonb_build_object("
                " 'id', 'otherWA', 'external_id', '2013859600285441')) AS w FROM waba w WHERE id = $1) AS made",
                acme.partner.waba_id,
            )
        assert await status_of(api, "GET", "/marketing/2013859600285441/dataset") == 404
        assert await status_of(api, "GET", f"/marketing/{acme.partner.waba_external_id}/insights") == 404
        assert not meta.asked


class TestWords:
    @pytest.mark.parametrize("given", ["..", "%2e", "a%2Fb", "a%3Fb", "a%26b"])
    async def test_that_would_lead_elsewhere_name_nothing(
        self, api: aiohttp.ClientSession, meta: Upstream, given: str
    ) -> None:
        async with api.get(f"/calling/permissions/{given}") as answer:
            assert answer.status == 404
        assert not meta.asked


async def age_sync(database: Database, side: Side) -> None:
    async with database.writing(side.partner_id) as db:
        await db.execute("UPDATE waba_errand SET due_at = now() + interval '1 day' WHERE waba_id = $1", side.waba_id)


async def sync_is_due(database: Database, side: Side) -> bool:
    async with database.reading(side.partner_id) as db:
        return await db.fetchval(
            "SELECT due_at < now() + interval '1 minute' FROM waba_errand WHERE kind = 'templates' AND waba_id = $1",
            side.waba_id,
        )
