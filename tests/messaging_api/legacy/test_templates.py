"""/v1/configs/templates: the envelope as it was recorded (contract messaging-and-meta A.4)."""

import json
from typing import Any

import aiohttp
import pytest
from tests.messaging_api.upstream import Upstream
from tests.world import World

from partnerhub.db.pool import Database

PATH = "/v1/configs/templates"
NEW: dict[str, Any] = {
    "name": "spring_offer",
    "language": "de",
    "category": "MARKETING",
    "components": [{"type": "BODY", "text": "Frühling", "example": {"body_text": [["x"]]}}],
}
REFUSED = b'{"error":{"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":2388046,"fbtrace_id":"A"}}'


class TestList:
    async def test_has_the_recorded_envelope(self, api: aiohttp.ClientSession, acme: World, meta: Upstream) -> None:
        async with api.get(PATH) as answer:
            assert answer.status == 200
            assert answer.headers["content-type"] == "application/json"
            body = await answer.json()
        (one,) = body.pop("waba_templates")
        assert body == {"count": 1, "filters": {}, "limit": 1000, "offset": 0, "sort": ["id"], "total": 1}
        assert set(one) == {
            "category", "components", "created_at", "created_by", "external_id", "id", "language", "modified_at",
            "modified_by", "name", "namespace", "partner_id", "quality_score", "rejected_reason", "status",
            "updated_external", "waba_account_id",
        }  # fmt: skip
        assert (one["id"][-2:], one["external_id"]) == ("WT", acme.partner.template_external_id)
        assert (one["status"], one["quality_score"]) == ("approved", None)
        assert not meta.asked

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ({"filters": '{"business_templates.name":"welcome"}'}, 1),
            ({"filters": '{"business_templates.name":"other"}'}, 0),
            ({"filters": '{"status":"unknown"}'}, 1),
            ({"sort": "-id", "limit": "1", "offset": "1"}, 0),
        ],
    )
    async def test_is_filtered_sorted_and_paged(
        self, api: aiohttp.ClientSession, query: dict[str, str], count: int
    ) -> None:
        async with api.get(PATH, params=query) as answer:
            body = await answer.json()
        assert (body["count"], len(body["waba_templates"])) == (count, count)
        assert body["filters"] == json.loads(query.get("filters", "{}"))

    @pytest.mark.parametrize("query", [{"filters": "x"}, {"filters": '{"x":1}'}, {"sort": "x"}, {"limit": "-1"}])
    async def test_names_what_it_cannot_read(self, api: aiohttp.ClientSession, query: dict[str, str]) -> None:
        async with api.get(PATH, params=query) as answer:
            assert answer.status == 400
            assert next(iter(query)) in (await answer.json())["meta"]["developer_message"]

    async def test_is_read_from_meta_when_it_never_was(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database
    ) -> None:
        async with database.writing(acme.partner.partner_id) as db:
            await db.execute("UPDATE waba_errand SET done_at = NULL WHERE waba_id = $1", acme.partner.waba_id)
        listed = {"id": "77", "name": "new_one", "language": "de", "status": "REJECTED", "category": "UTILITY"}
        meta.say(json.dumps({"data": [listed]}).encode())
        async with api.get(PATH) as answer:
            (one,) = (await answer.json())["waba_templates"]
        assert (one["name"], one["status"]) == ("new_one", "rejected")


class TestCreation:
    async def test_answers_201_with_the_recorded_keys(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream
    ) -> None:
        meta.say(b'{"id":"594425479261596","status":"PENDING","category":"MARKETING"}')
        async with api.post(PATH, json={**NEW, "allow_category_change": True, "new_field": {"a": 1}}) as answer:
            assert answer.status == 201
            body = await answer.json()
        assert set(body) == {
            "category", "components", "external_id", "id", "language", "name", "namespace", "rejected_reason", "status",
        }  # fmt: skip
        assert (body["status"], body["rejected_reason"]) == ("submitted", None)
        assert body["external_id"] == "594425479261596"
        assert meta.asked[0].path == f"/v23.0/{acme.partner.waba_external_id}/message_templates"
        assert json.loads(meta.asked[0].body) == {**NEW, "allow_category_change": True, "new_field": {"a": 1}}
        async with api.get(PATH, params={"filters": '{"name":"spring_offer"}'}) as answer:
            (listed,) = (await answer.json())["waba_templates"]
        assert listed["id"] == body["id"]

    async def test_carries_metas_refusal_in_the_sentence(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(REFUSED, status=400)
        async with api.post(PATH, json=NEW) as answer:
            assert answer.status == 400
            told = (await answer.json())["meta"]
        assert told["developer_message"] == f"Invalid payload ({REFUSED.decode()})"
        assert (told["success"], told["http_code"], told["error"]) == (False, 400, REFUSED.decode())

    @pytest.mark.parametrize("lacking", ["name", "language"])
    async def test_names_what_is_missing(self, api: aiohttp.ClientSession, meta: Upstream, lacking: str) -> None:
        async with api.post(PATH, json={key: value for key, value in NEW.items() if key != lacking}) as answer:
            assert answer.status == 400
            assert lacking in (await answer.json())["meta"]["developer_message"]
        assert not meta.asked


class TestDeletion:
    async def test_ends_all_languages_of_a_name(self, api: aiohttp.ClientSession, acme: World, meta: Upstream) -> None:
        async with api.delete(PATH + "/welcome") as answer:
            assert answer.status == 200
            assert "welcome" in (await answer.json())["meta"]["developer_message"]
        (asked,) = meta.asked
        assert (asked.method, asked.query) == ("DELETE", "name=welcome")
        async with api.get(PATH) as answer:
            assert (await answer.json())["total"] == 0

    async def test_of_an_unknown_name_is_not_found(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(REFUSED.replace(b"2388046", b"2593002"), status=400)
        async with api.delete(PATH + "/nothing") as answer:
            assert answer.status == 404
            assert (await answer.json())["meta"]["http_code"] == 404
