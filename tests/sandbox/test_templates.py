"""Templates are submitted, judged, sent, edited and deleted (contract B.3)."""

from typing import Any

import pytest
from tests.sandbox.meta import Account, Meta

from partnerhub.db.pool import Database

BODY = {"type": "BODY", "text": "Hello {{1}}, your order {{2}} is here.", "example": {"body_text": [["Ada", "7"]]}}
LINK = {"type": "URL", "text": "Track", "url": "https://a.example/{{1}}"}
CALL = {"type": "PHONE_NUMBER", "text": "Call us", "phone_number": "+4930123456"}
PICTURE = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::x"]}}
CARD: dict[str, Any] = {"components": [PICTURE, {"type": "BUTTONS", "buttons": [CALL]}]}
QUICK = {"type": "QUICK_REPLY", "text": "Great"}


def template(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "language": "en_US", "category": "UTILITY", "components": [BODY], **more}


async def approved(meta: Meta, account: Account, name: str, **more: Any) -> str:
    body = template(name, **more)
    made = await meta.ok("POST", f"{account.waba_id}/message_templates", account.token, json=body)
    assert (made["status"], made["category"]) == ("PENDING", "UTILITY")
    await verdict(meta, name)
    return made["id"]


async def verdict(meta: Meta, name: str) -> dict[str, Any]:
    return await meta.app.first(lambda _, change: change["value"].get("message_template_name") == name)


@pytest.fixture(scope="module")
async def account(meta: Meta) -> Account:
    """One that has no templates but hello_world."""
    return await meta.onboarded()


class TestReview:
    async def test_one_is_approved_after_a_moment(self, meta: Meta) -> None:
        account = await meta.onboarded()
        made = await approved(meta, account, "order_here_1")
        told = await verdict(meta, "order_here_1")
        assert (told["event"], told["message_template_id"], told["reason"]) == ("APPROVED", int(made), "NONE")
        shown = await meta.ok("GET", made, account.token)
        assert shown["status"] == "APPROVED"
        assert shown["components"] == [BODY]

    async def test_one_called_so_is_rejected(self, meta: Meta) -> None:
        account = await meta.onboarded()
        await meta.ok("POST", f"{account.waba_id}/message_templates", account.token, json=template("please_reject"))
        assert (await verdict(meta, "please_reject"))["event"] == "REJECTED"

    async def test_a_verdict_can_be_given_by_hand(self, meta: Meta) -> None:
        account = await meta.onboarded()
        made = await approved(meta, account, "paused_one")
        await meta.control("POST", f"templates/{made}/verdict", json={"status": "PAUSED"})
        customer = await meta.customer()
        use = {"name": "paused_one", "language": {"code": "en_US"}}
        body = {"messaging_product": "whatsapp", "to": customer, "type": "template", "template": use}
        assert (await meta.error("POST", f"{account.phone_id}/messages", account.token, json=body))[1] == 132015

    async def test_a_verdict_by_hand_stays_though_another_was_on_its_way(self, meta: Meta) -> None:
        account = await meta.onboarded()
        body = template("judged_by_hand")
        made = await meta.ok("POST", f"{account.waba_id}/message_templates", account.token, json=body)
        given = {"status": "REJECTED", "reason": "PROMOTIONAL"}
        await meta.control("POST", f"templates/{made['id']}/verdict", json=given)
        await approved(meta, account, "judged_later")  # the first one's moment is over, too
        assert (await meta.ok("GET", made["id"], account.token))["status"] == "REJECTED"


class TestSending:
    async def test_one_needs_as_many_parameters_as_it_has(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer()
        buttons = {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Great"}]}
        await approved(meta, account, "order_here_2", components=[BODY, buttons])
        values = [{"type": "text", "text": "Ada"}, {"type": "text", "text": "7"}]
        use: dict[str, Any] = {"name": "order_here_2", "language": {"code": "en_US"}}
        body = {"messaging_product": "whatsapp", "to": customer, "type": "template", "template": use}
        use["components"] = [{"type": "body", "parameters": values[:1]}]
        assert (await meta.error("POST", f"{account.phone_id}/messages", account.token, json=body))[1] == 132000
        use["components"] = [{"type": "body", "parameters": values}]
        sent = await meta.send(account, to=customer, type="template", template=use)
        await meta.app.statuses(sent, "sent")
        first = next(one for one in meta.app.all_statuses() if one["id"] == sent)
        assert first["pricing"] == {
            "billable": True,
            "pricing_model": "PMP",
            "category": "utility",
            "type": "regular",
        }
        answer = await meta.app.first(
            lambda _, change: customer == change["value"].get("messages", [{}])[0].get("from")
        )
        assert answer["messages"][0]["button"] == {"payload": "Great", "text": "Great"}


class TestRules:
    @pytest.mark.parametrize(
        ("change", "code", "subcode"),
        [
            ({"name": "Bad-Name"}, 100, 2388046),
            ({"name": "x" * 513}, 100, 2388040),
            ({"category": "FUN"}, 100, None),
            ({"components": []}, 100, None),
            ({"components": [{"type": "HEADER", "format": "TEXT", "text": "Hi"}]}, 100, 2388043),
            ({"components": [{"type": "BODY", "text": "{{1}} is here"}]}, 100, 2388299),
            ({"components": [BODY, {"type": "FOOTER", "text": "x" * 61}]}, 100, 2388040),
            ({"components": [BODY, {"type": "FOOTER", "text": "by {{1}}."}]}, 100, 2388073),
            ({"components": [{"type": "BODY", "text": "Dear {{1}}, welcome."}]}, 100, 2388043),
            ({"components": [{**BODY, "example": {"body_text": [["Ada"]]}}]}, 100, 2388043),
            ({"components": [{**BODY, "text": "On {{1}} {{2}} it is."}]}, 100, 2388293),
            ({"components": [{**BODY, "text": "Hello {{1}}, your order {{3}} is here."}]}, 100, 2388072),
            ({"components": [{**BODY, "text": "Hello {{name}}, your order {{2}} is here."}]}, 100, 2388072),
            ({"components": [BODY], "parameter_format": "NAMED"}, 100, 2388072),
            ({"components": [{"type": "BODY", "text": "One\n\n\nTwo"}]}, 100, 2388072),
            ({"components": [{"type": "BODY"}]}, 100, 2388043),
            ({"components": [BODY, BODY]}, 100, None),
            ({"components": [BODY, {"type": "HEADER", "format": "TEXT", "text": "*Hello*"}]}, 100, 2388047),
            ({"components": [BODY, {"type": "HEADER", "format": "TEXT", "text": "Hello 🎉"}]}, 100, 2388047),
            ({"components": [BODY, {"type": "HEADER", "format": "SONG"}]}, 100, None),
            ({"components": [BODY, {"type": "FOOTER", "text": "one\ntwo"}]}, 100, 2388073),
            ({"components": [BODY, {"type": "BUTTONS", "buttons": [{**QUICK, "text": "x" * 26}]}]}, 100, 2388040),
            ({"components": [BODY, {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY"}]}]}, 100, 2388043),
            ({"components": [BODY, {"type": "BUTTONS", "buttons": [{"type": "SONG", "text": "x"}]}]}, 100, None),
            ({"components": [BODY, {"type": "BUTTONS", "buttons": [CALL, CALL]}]}, 100, None),
            ({"components": [BODY, {"type": "BUTTONS", "buttons": [QUICK, CALL, QUICK]}]}, 100, None),
            ({"components": [BODY, {"type": "CAROUSEL", "cards": []}]}, 100, None),
            (
                {"components": [BODY, {"type": "CAROUSEL", "cards": [CARD, {"components": CARD["components"][:1]}]}]},
                100,
                None,
            ),
            ({"language": "german"}, 100, None),
            ({"parameter_format": "BOTH"}, 100, None),
            ({"components": [BODY, {"type": "HEADER", "format": "IMAGE"}]}, 100, 2388043),
            ({"components": [BODY, {"type": "HEADER", "format": "TEXT", "text": "No. {{1}}"}]}, 100, 2388043),
            ({"components": [BODY, {"type": "BUTTONS", "buttons": [LINK]}]}, 100, 2388043),
            ({"components": [BODY, {"type": "BUTTONS", "buttons": [QUICK] * 11}]}, 100, None),
            ({"components": [BODY, {"type": "BUTTONS", "buttons": []}]}, 100, None),
            ({"message_send_ttl_seconds": 64589313404}, 100, None),
            ({"message_send_ttl_seconds": "--5"}, 100, None),
            ({"language": ""}, 100, None),
        ],
    )
    async def test_what_breaks_a_rule_is_refused(
        self, meta: Meta, account: Account, change: dict[str, Any], code: int, subcode: int | None
    ) -> None:
        body = template("a_name") | change
        refused = await meta.error("POST", f"{account.waba_id}/message_templates", account.token, json=body)
        assert refused == (400, code, subcode)

    async def test_a_name_and_language_exist_once(self, meta: Meta) -> None:
        account = await meta.onboarded()
        path = f"{account.waba_id}/message_templates"
        await meta.ok("POST", path, account.token, json=template("twice"))
        assert (await meta.error("POST", path, account.token, json=template("twice")))[1:] == (100, 2388024)
        assert await meta.ok("POST", path, account.token, json=template("twice", language="de"))

    async def test_an_account_has_so_many_names(self, meta: Meta, database: Database) -> None:
        account = await meta.onboarded()
        path = f"{account.waba_id}/message_templates"
        await meta.ok("POST", path, account.token, json=template("the_first"))
        async with database.working() as db:
            await db.execute(
                """WITH new AS (INSERT INTO sandbox.node (id, kind, waba_id)
                                SELECT $1 || n, 'template', $1 FROM generate_series(100, 346) n RETURNING id)
                   INSERT INTO sandbox.template (id, waba_id, name, language, category, components, created_at, updated_at)
                   SELECT id, $1, 'one_' || id, 'de', 'UTILITY', '[]', now(), now() FROM new""",
                account.waba_id,
            )
        assert await meta.ok("POST", path, account.token, json=template("the_last"))
        assert (await meta.error("POST", path, account.token, json=template("one_more")))[1:] == (100, 2388019)
        assert await meta.ok("POST", path, account.token, json=template("the_first", language="de"))


class TestTheList:
    async def test_it_is_filtered_and_projected(self, meta: Meta) -> None:
        account = await meta.onboarded()
        path = f"{account.waba_id}/message_templates"
        for name, language in (("summer", "en_US"), ("summer", "de"), ("winter", "de")):
            await meta.ok("POST", path, account.token, json=template(name, language=language))
        query = {"name": "summer", "language": "de", "fields": "name,language"}
        (only,) = (await meta.ok("GET", path, account.token, params=query))["data"]
        assert {"name": only["name"], "language": only["language"]} == {"name": "summer", "language": "de"}
        assert set(only) == {"id", "name", "language"}
        assert (await meta.ok("GET", path, account.token, params={"status": "DISABLED"}))["data"] == []

    async def test_one_language_or_a_whole_name_is_deleted(self, meta: Meta) -> None:
        account = await meta.onboarded()
        path = f"{account.waba_id}/message_templates"
        ids = [
            (await meta.ok("POST", path, account.token, json=template("gone", language=one)))["id"]
            for one in ("de", "fr", "es")
        ]
        assert await meta.ok("DELETE", path, account.token, params={"name": "gone", "hsm_id": ids[0]}) == {
            "success": True
        }
        left = (await meta.ok("GET", path, account.token, params={"name": "gone"}))["data"]
        assert {one["id"] for one in left} == set(ids[1:])
        assert await meta.ok("DELETE", path, account.token, params={"name": "gone"}) == {"success": True}
        assert (await meta.error("DELETE", path, account.token, params={"name": "gone"}))[1] == 100
        assert (await meta.error("DELETE", path, account.token))[1] == 100

    async def test_one_is_edited_and_judged_again(self, meta: Meta) -> None:
        account = await meta.onboarded()
        made = await approved(meta, account, "edited_one")
        other = {"type": "BODY", "text": "Your order is here."}
        assert (await meta.error("POST", made, account.token, json={"category": "MARKETING"}))[1] == 100
        assert await meta.ok("POST", made, account.token, json={"components": [other]}) == {
            "success": True,
            "id": made,
            "name": "edited_one",
            "category": "UTILITY",
        }
        shown = await meta.ok("GET", made, account.token)
        assert shown["components"] == [other]
        assert (await meta.error("POST", made, account.token, json={"components": [BODY]}))[1] == 100
