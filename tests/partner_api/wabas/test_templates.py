"""Templates are listed and made, and follow what Meta has (contract partner-api §11)."""

from typing import Any

import msgspec
import pytest
from tests.partner_api.asking import assert_error
from tests.partner_api.wabas.conftest import BODY, Shop, template

TEMPLATES = "/waba_templates"


class TestCreate:
    async def test_answers_the_template_as_kept(self, shop: Shop) -> None:
        made = await shop.ok("POST", TEMPLATES, json=template("order_is_here"))
        ours = shop.acme.partner
        assert made["id"].endswith("WT")
        assert len(made["id"]) == 22
        assert (made["partner_id"], made["waba_account_id"]) == (ours.partner_id, ours.waba_id)
        assert (made["name"], made["language"], made["category"]) == ("order_is_here", "en_US", "UTILITY")
        assert (made["status"], made["rejected_reason"]) == ("submitted", "NONE")
        assert made["components"] == [BODY]
        assert made["created_by"]["user_id"].startswith("key:")
        assert (await shop.graph("GET", made["external_id"]))["name"] == "order_is_here"

    @pytest.mark.parametrize("components", [BODY, [BODY]])
    async def test_takes_one_component_bare(self, shop: Shop, components: Any) -> None:
        made = await shop.ok("POST", TEMPLATES, json=template("bare", components=components))
        assert made["components"] == [BODY]

    async def test_takes_a_form(self, shop: Shop) -> None:
        form = {key: value for key, value in template("of_a_form").items() if isinstance(value, str)}
        form |= {"components": msgspec.json.encode([BODY]).decode(), "allow_category_change": "true"}
        made = await shop.ok("POST", TEMPLATES, data=form)
        assert (made["name"], made["components"]) == ("of_a_form", [BODY])

    async def test_shows_metas_refusal(self, shop: Shop) -> None:
        status, body = await shop.ask("POST", TEMPLATES, json=template("Bad-Name"))
        assert_error(status, body, 400, "Invalid payload ({")
        assert '"error_subcode":2388046' in body["meta"]["error"]
        assert body["meta"]["error_data"]["code"] == "100"
        assert body["meta"]["error_data"]["status"] == 400

    @pytest.mark.parametrize(
        ("change", "named"),
        [
            ({"name": ""}, "name"),
            ({"name": "x" * 513}, "name"),
            ({"name": None}, "name"),
            ({"language": ""}, "language"),
            ({"category": "TRANSACTIONAL"}, "category"),
            ({"message_send_ttl_seconds": "soon"}, "message_send_ttl_seconds"),
            ({"allow_category_change": "perhaps"}, "allow_category_change"),
            ({"components": "text"}, "components"),
            ({"components": "[1]"}, "components"),
        ],
    )
    async def test_names_the_field_at_fault(self, shop: Shop, change: dict[str, Any], named: str) -> None:
        assert_error(*await shop.ask("POST", TEMPLATES, json=template("fine") | change), 400, named)


class TestList:
    async def test_first_one_shows_what_meta_has(self, shop: Shop) -> None:
        await shop.graph("POST", f"{shop.external_id}/message_templates", json=template("made_elsewhere"))
        body = await shop.ok("GET", TEMPLATES)
        found = {one["name"]: one for one in body["waba_templates"]}
        assert found["made_elsewhere"]["components"] == [BODY]
        assert found["made_elsewhere"]["created_by"] == {"user_id": "system", "user_name": "system"}
        assert (body["limit"], body["sort"], body["filters"]) == (50, ["id"], {})
        assert body["count"] == body["total"] == len(found)

    async def test_filters_and_sorts(self, shop: Shop) -> None:
        for name, language in (("summer", "en_US"), ("summer", "de"), ("winter", "de")):
            await shop.ok("POST", TEMPLATES, json=template(name, language=language))

        async def names(filters: str, sort: str = "language") -> list[tuple[str, str]]:
            body = await shop.ok("GET", TEMPLATES, params={"filters": filters, "sort": sort})
            return [(one["name"], one["language"]) for one in body["waba_templates"]]

        assert await names('{"business_templates.name":"summer"}') == [("summer", "de"), ("summer", "en_US")]
        assert await names('{"business_templates":{"name":"summer"}}', "-language") == [
            ("summer", "en_US"),
            ("summer", "de"),
        ]
        # As WABA360Dialog.NET filters: a status is always there.
        assert await names('{"name":"winter","status":"unknown","language":"de"}') == [("winter", "de")]
        ours = shop.acme.partner
        for field, value in (
            ("partner_id", ours.partner_id),
            ("waba_account_id", ours.waba_id),
            ("namespace", "092819ec_f801_461b_b975_3a2d464f50a8"),
            ("rejected_reason", "NONE"),
            ("category", "UTILITY"),
        ):
            assert len(await names(f'{{"{field}":"{value}","name":"summer"}}')) == 2, field
        assert await names('{"waba_account_id":"another"}') == []

    async def test_refuses_what_it_does_not_know(self, shop: Shop) -> None:
        assert_error(*await shop.ask("GET", TEMPLATES, params={"filters": '{"nme":"x"}'}), 400, "nme")
        assert_error(*await shop.ask("GET", TEMPLATES, params={"sort": "components"}), 400, "components")

    async def test_pages(self, shop: Shop) -> None:
        for number in range(3):
            await shop.ok("POST", TEMPLATES, json=template(f"page_{number}"))
        query = {"limit": "2", "offset": "1", "sort": "name"}
        body = await shop.ok("GET", TEMPLATES, params=query | {"filters": '{"language":"en_US"}'})
        assert body["count"] == 2
        assert body["total"] >= 3
