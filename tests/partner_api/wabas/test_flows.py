"""Flows are made, filled, published and copied at Meta, each proven to be of the WABA (contract partner-api §12)."""

import json
from typing import Any

import aiohttp
import pytest
from tests.partner_api.asking import assert_error
from tests.partner_api.wabas.conftest import Shop, token_of

from partnerhub.settings import Settings

FLOW = {"version": "6.0", "screens": [{"id": "HELLO", "layout": {"type": "SingleColumnLayout", "children": []}}]}
NEW = {"name": "Book a table", "categories": ["APPOINTMENT_BOOKING"]}


def asset(content: bytes, **more: str) -> aiohttp.FormData:
    form = aiohttp.FormData({"name": "flow.json", "asset_type": "FLOW_JSON", **more})
    form.add_field("file", content, filename="flow.json", content_type="application/json")
    return form


async def new(shop: Shop, **more: Any) -> str:
    return (await shop.ok("POST", "/flows", json=NEW | more))["id"]


class TestLife:
    async def test_goes_from_draft_to_published(self, shop: Shop) -> None:
        flow = f"/flows/{await new(shop)}"
        shown = await shop.ok("GET", flow)
        assert {key: shown[key] for key in ("name", "status", "categories", "validation_errors")} == {
            "name": "Book a table",
            "status": "DRAFT",
            "categories": ["APPOINTMENT_BOOKING"],
            "validation_errors": [],
        }
        assert_error(*await shop.ask("POST", f"{flow}/publish"), 400, "cannot be published")
        checked = await shop.ok("POST", f"{flow}/assets", data=asset(json.dumps(FLOW).encode()))
        assert checked == {"success": True, "validation_errors": []}
        assert await shop.ok("POST", f"{flow}/publish") == {"success": True}
        assert (await shop.ok("GET", flow))["status"] == "PUBLISHED"
        assert_error(*await shop.ask("POST", f"{flow}/assets", data=asset(b"{}")), 400, "cannot be changed")

    async def test_takes_a_file_of_any_name(self, shop: Shop) -> None:
        flow = f"/flows/{await new(shop)}"
        for name in ("flow\n.json", "\x16", 'a"b.json', "पन्ह.json"):
            assert (await shop.ok("POST", f"{flow}/assets", data=asset(json.dumps(FLOW).encode(), name=name)))[
                "success"
            ]

    @pytest.mark.parametrize(
        ("content", "error"),
        [
            (b"{", "INVALID_JSON"),
            (b"[]", "INVALID_TYPE"),
            (b'{"version":"6.0"}', "REQUIRED_PROPERTY_MISSING"),
            (json.dumps(FLOW | {"colour": 1}).encode(), "INVALID_PROPERTY"),
            (json.dumps(FLOW | {"screens": [{"id": "A"}]}).encode(), "REQUIRED_PROPERTY_MISSING"),
        ],
    )
    async def test_tells_what_is_wrong_with_the_file(self, shop: Shop, content: bytes, error: str) -> None:
        flow = f"/flows/{await new(shop)}"
        checked = await shop.ok("POST", f"{flow}/assets", data=asset(content))
        assert [one["error"] for one in checked["validation_errors"]] == [error]
        assert (await shop.ok("GET", flow))["validation_errors"] == checked["validation_errors"]
        assert_error(*await shop.ask("POST", f"{flow}/publish"), 400, "cannot be published")

    async def test_upload_is_done_once_for_an_idempotency_key_whatever_stands_between_the_parts(
        self, shop: Shop
    ) -> None:
        flow, content, headers = f"/flows/{await new(shop)}", json.dumps(FLOW).encode(), {"Idempotency-Key": "once"}
        forms = [asset(content), asset(content)]  # each has a boundary of its own
        answers = [await shop.ok("POST", f"{flow}/assets", data=form, headers=headers) for form in forms]
        assert answers[0] == answers[1] == {"success": True, "validation_errors": []}
        other = await shop.ask("POST", f"{flow}/assets", data=asset(b"{}"), headers=headers)
        assert_error(*other, 422, "used with another request")

    @pytest.mark.parametrize(
        "options",
        [
            {"json": {"name": "flow.json"}},
            {"data": b"x", "headers": {"Content-Type": "multipart/form-data"}},
            {"data": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=b"}},
            {"data": b""},
            {"data": {"file": "a text, not a file"}},
            {"data": asset(b"", asset_type="FLOW_JSON")},
            {"data": asset(b"{}", name="")},
        ],
    )
    async def test_upload_of_anything_else_is_refused(self, shop: Shop, options: dict[str, Any]) -> None:
        assert_error(*await shop.ask("POST", f"/flows/{await new(shop)}/assets", **options), 400)


class TestList:
    async def test_has_the_documented_fields(self, shop: Shop) -> None:
        made = await new(shop)
        body = await shop.ok("GET", "/flows")
        assert (body["count"], body["total"]) == (1, 1)
        assert body["flows"][0]["id"] == made
        assert set(body["flows"][0]) == {"id", "name", "categories", "validation_errors", "status"}

    @pytest.mark.parametrize("query", ["fields[]=name&fields[]=preview", "fields%5B%5D=name,preview"])
    async def test_takes_fields(self, shop: Shop, query: str) -> None:
        await new(shop)
        (one,) = (await shop.ok("GET", f"/flows?{query}"))["flows"]
        assert set(one) == {"id", "name", "preview"}

    async def test_refuses_fields_that_lead_elsewhere(self, shop: Shop) -> None:
        query = {"fields[]": "whatsapp_business_account{message_templates}"}
        assert_error(*await shop.ask("GET", "/flows", params=query), 400, "fields[]")


class TestCreate:
    @pytest.mark.parametrize("change", [{"name": ""}, {"categories": ["FUN"]}, {"name": None}])
    async def test_names_the_field_at_fault(self, shop: Shop, change: dict[str, Any]) -> None:
        assert_error(*await shop.ask("POST", "/flows", json=NEW | change), 400, next(iter(change)))

    async def test_of_a_name_that_is_taken_is_refused_by_meta(self, shop: Shop) -> None:
        await new(shop)
        status, body = await shop.ask("POST", "/flows", json=NEW)
        assert_error(status, body, 400, "not unique")
        assert body["meta"]["error_data"]["code"] == "100"

    async def test_clones_one_of_the_same_waba_only(self, shop: Shop) -> None:
        made = await new(shop)
        await shop.ok("POST", f"/flows/{made}/assets", data=asset(json.dumps(FLOW).encode()))
        copy = await new(shop, name="Copy", clone_flow_id=made)
        assert (await shop.ok("GET", f"/flows/{copy}", params={"fields[]": "json_version"}))["json_version"] == "6.0"
        body = NEW | {"name": "Stolen", "clone_flow_id": shop.acme.rival.flow_id}
        assert_error(*await shop.ask("POST", "/flows", json=body), 404, "Flow not found")


class TestProof:
    async def test_finds_a_flow_made_elsewhere(self, shop: Shop) -> None:
        made = await shop.graph("POST", f"{shop.external_id}/flows", json=NEW)
        assert (await shop.ok("GET", f"/flows/{made['id']}"))["name"] == "Book a table"

    async def test_lets_no_other_id_through_to_meta(self, shop: Shop) -> None:
        """The WABA's token could read its own numbers and templates by these addresses."""
        for other in (shop.external_id, shop.acme.rival.flow_id, "1", f"{shop.external_id}%3Ffields=name"):
            assert_error(*await shop.ask("GET", f"/flows/{other}"), 404, "Flow not found")
            assert_error(*await shop.ask("POST", f"/flows/{other}/publish"), 404, "Flow not found")


class TestMigration:
    async def test_copies_by_name_and_tells_what_failed(self, shop: Shop, house_settings: Settings) -> None:
        owner = await shop.graph("GET", f"{shop.external_id}?fields=owner_business_info")
        source = await shop.control("wabas", name="Old", business_id=owner["owner_business_info"]["id"])
        token = await token_of(shop.meta, house_settings, (await shop.control("codes", waba_id=source["id"]))["code"])
        await shop.graph("POST", f"{source['id']}/flows", token, json=NEW)
        body = {"source_waba_id": source["id"], "source_flow_names": ["Book a table", "Survey"]}
        done = await shop.ok("POST", "/flows/migrate", json=body)
        assert [one["source_name"] for one in done["failed_flows"]] == ["Survey"]
        (copy,) = done["migrated_flows"]
        assert (await shop.ok("GET", f"/flows/{copy['migrated_id']}"))["name"] == "Book a table"

    async def test_from_a_strangers_waba_is_forbidden(self, shop: Shop) -> None:
        other = await shop.control("wabas", name="Others")
        status, body = await shop.ask("POST", "/flows/migrate", json={"source_waba_id": other["id"]})
        assert_error(status, body, 403, "does not permit")
