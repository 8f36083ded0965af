"""What Meta decides about templates arrives as webhooks, changes our rows and is told to the partner once (contract §14.4)."""

from typing import Any

import msgspec
from tests.partner_api.wabas.conftest import Shop, approved, template
from tests.waiting import eventually

from partnerhub.domain import templates
from partnerhub.domain.templates import model, store
from partnerhub.kit import clock, ids

TEMPLATES = "/waba_templates"
STATUS, CATEGORY = "waba_template_status_changed", "waba_template_category_changed"


async def shown(shop: Shop, template_id: str, **wanted: Any) -> dict[str, Any]:
    """The template in the list, once it is as wanted."""

    async def look() -> dict[str, Any] | None:
        body = await shop.ok("GET", TEMPLATES, params={"filters": f'{{"id":"{template_id}"}}'})
        found = next(iter(body["waba_templates"]), None)
        return found if found and wanted.items() <= found.items() else None

    return await eventually(look)


class TestVerdict:
    async def test_is_told_as_documented(self, shop: Shop) -> None:
        made = await shop.ok("POST", TEMPLATES, json=template("please_reject", language="pt_BR"))
        told = await shop.told(STATUS)
        client = told.pop("client")
        assert client.pop("contact_info")["email"]
        ours = shop.acme.partner
        assert client == {"id": ours.client_id, "name": "Acme client", "partner_payload": "yourSystemIdentifier"}
        assert told == {
            "id": shop.external_id,
            "template": {
                "id": made["id"],
                "external_id": made["external_id"],
                "name": "please_reject",
                "language": "pt_BR",
                "new_status": "REJECTED",
                "rejected_reason": "INVALID_FORMAT",
            },
        }
        await shown(shop, made["id"], status="rejected", rejected_reason="INVALID_FORMAT")

    async def test_that_comes_twice_is_told_once(self, shop: Shop) -> None:
        made = await approved(shop, "told_once")
        log = await shop.look("webhooks", waba_id=shop.external_id, field="message_template_status_update")
        (first,) = [one["id"] for one in log["data"] if '"told_once"' in msgspec.json.encode(one).decode()]
        await shop.control(f"webhooks/{first}/redelivery")
        await shop.control(f"templates/{made['external_id']}/verdict", status="PAUSED")
        await shown(shop, made["id"], status="paused")
        told = [one["template"]["new_status"] for one in await shop.events(STATUS)]
        assert told == ["APPROVED", "PAUSED"]

    async def test_on_a_template_not_known_yet_makes_it_known(self, shop: Shop) -> None:
        await shop.graph("POST", f"{shop.external_id}/message_templates", json=template("from_elsewhere"))
        told = await shop.told(STATUS, lambda data: data["template"]["name"] == "from_elsewhere")
        found = await shown(shop, told["template"]["id"], status="approved")
        assert found["external_id"] == told["template"]["external_id"]

    async def test_before_our_own_request_ends_keeps_its_id_and_status(self, shop: Shop) -> None:
        """Meta may be quicker with its webhook than we with our row."""
        ours, now, external_id = shop.acme.partner, clock.now(), ids.numeric_id()
        value = {"event": "APPROVED", "message_template_id": int(external_id), "message_template_name": "quick"}
        ours_late = model.Template(
            id="another", external_id=external_id, name="quick", language="de", category="UTILITY",
            status="submitted", components='[{"type":"BODY"}]', modified_at=now,
        )  # fmt: skip
        async with shop.database.writing(ours.partner_id) as db:  # one, so that no reading of Meta comes between
            body = msgspec.json.encode(value | {"message_template_language": "de"})
            await templates.hear(db, ours.partner_id, ours.waba_id, "message_template_status_update", body, now)
            doc = msgspec.json.decode(await store.add(db, ours.partner_id, ours.waba_id, ours_late, author="key:1"))
        (told,) = await shop.events(STATUS)
        assert (doc["id"], doc["status"], doc["category"]) == (told["template"]["id"], "approved", "UTILITY")
        assert doc["components"] == [{"type": "BODY"}]

    async def test_of_a_deletion_elsewhere_removes_it(self, shop: Shop) -> None:
        made = await approved(shop, "gone_elsewhere")
        await shop.hear("message_template_status_update", made, event="DELETED")
        assert (await shop.told(STATUS, lambda data: data["template"]["new_status"] == "DELETED"))["template"]
        body = await shop.ok("GET", TEMPLATES, params={"filters": f'{{"id":"{made["id"]}"}}'})
        assert body["waba_templates"] == []

    async def test_in_a_form_we_do_not_know_does_no_harm(self, shop: Shop) -> None:
        made = await approved(shop, "unharmed")
        for value in (b"[]", b"{}", b'{"message_template_id":{}}', b'{"message_template_id":1}'):
            await shop.hear_raw("message_template_status_update", value)
        assert len(await shop.events(STATUS)) == 1
        await shown(shop, made["id"], status="approved")


class TestCategory:
    async def test_is_moved_and_told(self, shop: Shop) -> None:
        made = await approved(shop, "moved")
        await shop.control(f"templates/{made['external_id']}/category", category="MARKETING")
        told = (await shop.told(CATEGORY))["template"]
        assert (told["id"], told["previous_category"], told["new_category"]) == (made["id"], "UTILITY", "MARKETING")
        await shown(shop, made["id"], category="MARKETING")

    async def test_that_is_only_announced_changes_nothing(self, shop: Shop) -> None:
        made = await approved(shop, "announced")
        await shop.hear("template_category_update", made, new_category="UTILITY", correct_category="MARKETING")
        await shown(shop, made["id"], category="UTILITY")
        assert await shop.events(CATEGORY) == []


class TestQuality:
    async def test_is_kept_and_told(self, shop: Shop) -> None:
        made = await approved(shop, "liked")
        await shop.control(f"templates/{made['external_id']}/quality", score="GREEN")
        told = (await shop.told("waba_template_quality_changed"))["template"]
        assert (told["previous_quality_score"], told["new_quality_score"]) == ("UNKNOWN", "GREEN")
        await shown(shop, made["id"], quality_score={"reasons": None, "score": "GREEN"})


class TestComponents:
    async def test_that_changed_elsewhere_are_read_soon(self, shop: Shop) -> None:
        made = await approved(shop, "reworded")
        other = {"type": "BODY", "text": "Reworded."}
        await shop.graph("POST", made["external_id"], json={"components": [other]})
        await shown(shop, made["id"], components=[other])
