"""Templates are edited, deleted and copied, in the paths of today and in those of 2023 (contract partner-api §11)."""

from typing import Any

import pytest
from tests.partner_api.asking import assert_error
from tests.partner_api.wabas.conftest import BODY, Shop, approved, template, token_of

from partnerhub.settings import Settings

TEMPLATES = "/waba_templates"
OTHER = {"type": "BODY", "text": "Your order is here."}


def old(shop: Shop) -> Shop:
    """The same shop, asked by the paths of 2023."""
    shop.path = shop.path.replace("/api/v2/", "/v1/")
    return shop


async def listed(shop: Shop, name: str) -> dict[str, Any]:
    body = await shop.ok("GET", TEMPLATES, params={"filters": f'{{"name":"{name}"}}'})
    return next(iter(body["waba_templates"]), {})


class TestEdit:
    @pytest.mark.parametrize("by", ["id", "external_id"])
    async def test_changes_it_at_meta_and_here(self, shop: Shop, by: str) -> None:
        made = await approved(shop, "edited")
        body = {"components": [OTHER], "allow_category_change": True}
        assert await shop.ok("PATCH", f"{TEMPLATES}/{made[by]}", json=body) == {"success": True}
        assert (await shop.graph("GET", made["external_id"]))["components"] == [OTHER]
        shown = await listed(shop, "edited")
        assert shown["components"] == [OTHER]
        assert shown["status"] in {"submitted", "approved"}, "Meta's next verdict may be there already"

    async def test_is_refused_as_meta_refuses_it(self, shop: Shop) -> None:
        made = await shop.ok("POST", TEMPLATES, json=template("pending_still"))
        status, body = await shop.ask("PATCH", f"{TEMPLATES}/{made['id']}", json={"components": [OTHER]})
        assert_error(status, body, 400, "cannot be edited")
        assert body["meta"]["error_data"]["code"] == "100"

    async def test_of_nothing_is_refused(self, shop: Shop) -> None:
        made = await shop.ok("POST", TEMPLATES, json=template("unchanged"))
        for body in ({}, {"components": None}):
            assert_error(*await shop.ask("PATCH", f"{TEMPLATES}/{made['id']}", json=body), 400, "what is to change")

    async def test_finds_one_made_elsewhere(self, shop: Shop) -> None:
        made = await shop.graph("POST", f"{shop.external_id}/message_templates", json=template("elsewhere"))
        status, body = await shop.ask("PATCH", f"{TEMPLATES}/{made['id']}", json={"components": [OTHER]})
        assert_error(status, body, 400, "cannot be edited")  # Meta was asked: it is still pending

    @pytest.mark.parametrize("method", ["PATCH", "DELETE"])
    async def test_of_an_unknown_one_or_of_the_rivals_is_not_found(self, shop: Shop, method: str) -> None:
        for template_id in (shop.acme.rival.template_id, "nothingofthekindhereWT"):
            path = f"{TEMPLATES}/{template_id}"
            assert_error(*await shop.ask(method, path, json={"components": [OTHER]}), 404, "Template not found")


class TestDelete:
    async def test_removes_one_language_and_says_so(self, shop: Shop) -> None:
        kept = await shop.ok("POST", TEMPLATES, json=template("gone", language="de"))
        made = await shop.ok("POST", TEMPLATES, json=template("gone"))
        body = await shop.ok("DELETE", f"{TEMPLATES}/{made['id']}", json={})
        assert body == {
            "meta": {"success": True, "http_code": 200, "developer_message": "template name=gone was deleted"}
        }
        assert (await listed(shop, "gone"))["id"] == kept["id"]
        assert_error(*await shop.ask("DELETE", f"{TEMPLATES}/{made['id']}"), 404, "Template not found")


class TestPathsOf2023:
    async def test_answer_as_meta_does(self, shop: Shop) -> None:
        made = await old(shop).ok("POST", TEMPLATES, json=template("of_2023"))
        assert made == {"id": made["id"], "status": "PENDING", "category": "UTILITY"}
        await shop.told("waba_template_status_changed", lambda data: data["template"]["external_id"] == made["id"])
        path = f"{TEMPLATES}/{made['id']}"
        assert await shop.ok("PATCH", path, json={"components": [OTHER]}) == {"success": True}
        gone = await shop.ok("DELETE", path)
        assert gone["meta"]["developer_message"] == "template name=of_2023 was deleted"

    async def test_are_closed_to_the_rival(self, shop: Shop) -> None:
        shop.path = f"/v1/partners/{shop.acme.rival.partner_id}/waba_accounts/{shop.acme.rival.waba_id}"
        assert_error(*await shop.ask("POST", TEMPLATES, json=template("theirs")), 403, "partner")


class TestMigration:
    async def test_copies_what_is_approved_and_lists_it(self, shop: Shop, house_settings: Settings) -> None:
        owned = await shop.graph("GET", f"{shop.external_id}?fields=owner_business_info")
        business = owned["owner_business_info"]["id"]
        source = await shop.control("wabas", name="Old", business_id=business)
        token = await token_of(shop.meta, house_settings, (await shop.control("codes", waba_id=source["id"]))["code"])
        made = await shop.graph("POST", f"{source['id']}/message_templates", token, json=template("taken_along"))
        await shop.control(f"templates/{made['id']}/verdict", status="APPROVED")
        body = await shop.ok("POST", f"{TEMPLATES}/migrate", json={"source_waba_id": source["id"]})
        shown = await listed(shop, "taken_along")
        assert shown["external_id"] in body["migrated_templates"]
        assert shown["components"] == [BODY]
        again = await shop.ok("POST", f"{TEMPLATES}/migrate", json={"source_waba_id": source["id"], "page_number": 0})
        assert again["migrated_templates"] == []
        assert set(again["failed_templates"].values()) == {"Content in this language already exists"}

    async def test_needs_a_waba_of_the_same_business(self, shop: Shop) -> None:
        other = await shop.control("wabas", name="Others")
        status, body = await shop.ask("POST", f"{TEMPLATES}/migrate", json={"source_waba_id": other["id"]})
        assert_error(status, body, 400, "same business")
        assert_error(*await shop.ask("POST", f"{TEMPLATES}/migrate", json={"source_waba_id": "x/y"}), 400, "source")


class TestPreview:
    async def test_shows_metas_wording(self, shop: Shop) -> None:
        query = {"languages": "en_US,de", "add_security_recommendation": "true", "code_expiration_minutes": "10"}
        body = await shop.ok("GET", f"{TEMPLATES}/preview", params=query | {"category": "AUTHENTICATION"})
        assert [one["language"] for one in body["data"]] == ["en_US", "de"]
        assert body["data"][0]["footer"] == "This code expires in 10 minutes."
        assert body["data"][0]["buttons"][0]["text"] == "Copy code"

    @pytest.mark.parametrize("query", [{"category": "UTILITY"}, {"code_expiration_minutes": "91"}])
    async def test_names_the_field_at_fault(self, shop: Shop, query: dict[str, str]) -> None:
        assert_error(*await shop.ask("GET", f"{TEMPLATES}/preview", params=query), 400, next(iter(query)))
