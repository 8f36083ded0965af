"""Webhooks go where they are wanted, again until they are taken, and tell what Meta decided (contract B.2, B.6)."""

from typing import Any

import pytest
from tests.sandbox.meta import VERIFY_TOKEN, Account, Meta


async def overridden(meta: Meta, path: str, account: Account, hook: str) -> None:
    body = {"override_callback_uri": meta.app.base + hook, "verify_token": VERIFY_TOKEN}
    if path == account.phone_id:
        await meta.ok("POST", path, account.token, json={"webhook_configuration": body})
    else:
        await meta.ok("POST", f"{path}/subscribed_apps", account.token, json=body)


async def reached(meta: Meta, account: Account) -> str:
    """The path at which a message to the account arrives."""
    customer = await meta.customer()
    await meta.control("POST", f"customers/{customer}/messages", json={"to": account.digits, "text": "Hi"})
    paths: list[str] = []

    def wanted(path: str, change: dict[str, Any]) -> bool:
        mine = customer == change["value"].get("messages", [{}])[0].get("from")
        paths.extend([path] if mine else [])
        return mine

    await meta.app.first(wanted)
    return paths[0]


class TestOverrides:
    async def test_a_numbers_address_beats_its_wabas_and_that_the_apps(self, meta: Meta) -> None:
        account = await meta.onboarded()
        assert await reached(meta, account) == "/meta/webhook"
        await overridden(meta, account.waba_id, account, "/of-waba")
        assert await reached(meta, account) == "/of-waba"
        await overridden(meta, account.phone_id, account, "/of-phone")
        assert await reached(meta, account) == "/of-phone"
        targets = await meta.ok("GET", account.phone_id, account.token, params={"fields": "webhook_configuration"})
        assert targets["webhook_configuration"] == {
            "phone_number": meta.app.base + "/of-phone",
            "whatsapp_business_account": meta.app.base + "/of-waba",
            "application": meta.app.base + "/meta/webhook",
        }
        await meta.ok(
            "POST", account.phone_id, account.token, json={"webhook_configuration": {"override_callback_uri": ""}}
        )
        assert await reached(meta, account) == "/of-waba"
        await meta.ok("POST", f"{account.waba_id}/subscribed_apps", account.token)
        assert await reached(meta, account) == "/meta/webhook"

    async def test_what_concerns_the_account_always_goes_to_the_app(self, meta: Meta) -> None:
        account = await meta.onboarded()
        await overridden(meta, account.waba_id, account, "/of-waba")
        await meta.control("POST", f"wabas/{account.waba_id}/review", json={"decision": "DEFERRED"})
        assert await meta.app.first(
            lambda path, change: path == "/meta/webhook" and change["value"].get("decision") == "DEFERRED"
        )

    async def test_an_address_must_answer_its_challenge(self, meta: Meta) -> None:
        account = await meta.onboarded()
        path = f"{account.waba_id}/subscribed_apps"
        for wrong in (
            {"override_callback_uri": meta.app.base + "/x", "verify_token": "wrong"},
            {"override_callback_uri": "http://localhost:1/nobody", "verify_token": VERIFY_TOKEN},
        ):
            assert (await meta.error("POST", path, account.token, json=wrong))[1] == 2200
        assert (await meta.error("POST", path, account.token, json={"override_callback_uri": "x"}))[1] == 100
        assert "override_callback_uri" not in (await meta.ok("GET", path, account.token))["data"][0]

    async def test_nothing_is_told_of_a_waba_without_a_subscription(self, meta: Meta) -> None:
        account, customer = await meta.onboarded(), await meta.customer()
        await meta.ok("DELETE", f"{account.waba_id}/subscribed_apps", account.token)
        await meta.control("POST", f"customers/{customer}/messages", json={"to": account.digits, "text": "Hi"})
        sent = (await meta.control("GET", "webhooks", params={"waba_id": account.waba_id}))["data"]
        assert sent == []


class TestDelivery:
    async def test_what_is_not_taken_comes_again_the_same(self, meta: Meta) -> None:
        account = await meta.onboarded()
        await overridden(meta, account.phone_id, account, "/flaky")
        meta.app.answers["/flaky"] = [500]
        assert await reached(meta, account) == "/flaky"
        await meta.app.first(lambda path, _: [one for one, _ in meta.app.got].count(path) == 2 and path == "/flaky")
        bodies = [body for path, body in meta.app.got if path == "/flaky"]
        assert bodies[0] == bodies[1]

    async def test_one_can_be_sent_again_by_hand(self, meta: Meta) -> None:
        account = await meta.onboarded()
        await overridden(meta, account.phone_id, account, "/again")
        await reached(meta, account)
        logged = (await meta.control("GET", "webhooks", params={"waba_id": account.waba_id, "field": "messages"}))[
            "data"
        ][0]
        assert logged["body"]["entry"][0]["id"] == account.waba_id
        await meta.control("POST", f"webhooks/{logged['id']}/redelivery")
        await meta.app.first(lambda path, _: path == "/again" and [one for one, _ in meta.app.got].count(path) == 2)


DECISIONS: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
    ("wabas/{waba}/ban", {"state": "SCHEDULE_FOR_DISABLE"}, "account_update", {"event": "DISABLED_UPDATE"}),
    ("wabas/{waba}/restriction", {}, "account_update", {"event": "ACCOUNT_RESTRICTION"}),
    ("wabas/{waba}/violation", {"type": "SPAM"}, "account_update", {"violation_info": {"violation_type": "SPAM"}}),
    ("wabas/{waba}/review", {"decision": "REJECTED"}, "account_review_update", {"decision": "REJECTED"}),
    ("wabas/{waba}/limit", {"tier": "TIER_10K"}, "phone_number_quality_update", {"current_limit": "TIER_10K"}),
    (
        "phones/{phone}/quality",
        {"rating": "RED", "event": "FLAGGED"},
        "phone_number_quality_update",
        {"event": "FLAGGED"},
    ),
    ("phones/{phone}/name", {"decision": "REJECTED"}, "phone_number_name_update", {"decision": "REJECTED"}),
]


class TestDecisions:
    @pytest.mark.parametrize(("path", "body", "field", "told"), DECISIONS)
    async def test_each_is_told_to_the_app(
        self, meta: Meta, path: str, body: dict[str, Any], field: str, told: dict[str, Any]
    ) -> None:
        account = await meta.onboarded()
        await meta.control("POST", path.format(waba=account.waba_id, phone=account.phone_id), json=body)
        logged = (await meta.control("GET", "webhooks", params={"waba_id": account.waba_id, "field": field}))["data"]
        value = logged[0]["body"]["entry"][0]["changes"][0]["value"]
        assert told.items() <= value.items()
        assert await meta.app.first(lambda _, change: change == {"field": field, "value": value})

    async def test_they_change_what_the_graph_shows(self, meta: Meta) -> None:
        account = await meta.onboarded()
        await meta.control("POST", f"phones/{account.phone_id}/quality", json={"rating": "RED", "event": "FLAGGED"})
        await meta.control("POST", f"wabas/{account.waba_id}/limit", json={"tier": "TIER_100K"})
        await meta.ok("POST", account.phone_id, account.token, json={"new_display_name": "New Name"})
        await meta.control("POST", f"phones/{account.phone_id}/name", json={"decision": "APPROVED"})
        fields = "quality_rating,status,verified_name,whatsapp_business_manager_messaging_limit"
        shown = await meta.ok("GET", account.phone_id, account.token, params={"fields": fields})
        assert shown == {
            "id": account.phone_id,
            "quality_rating": "RED",
            "status": "FLAGGED",
            "verified_name": "New Name",
            "whatsapp_business_manager_messaging_limit": "TIER_100K",
        }

    async def test_a_name_decided_by_hand_stays_though_another_verdict_was_on_its_way(self, meta: Meta) -> None:
        account = await meta.onboarded()
        await meta.ok("POST", account.phone_id, account.token, json={"new_display_name": "Reject Nothing"})
        await meta.control("POST", f"phones/{account.phone_id}/name", json={"decision": "APPROVED"})
        await meta.ok("POST", account.phone_id, account.token, json={"new_display_name": "Judged Later"})
        await meta.app.first(lambda _, change: change["value"].get("requested_verified_name") == "Judged Later")
        asked = {"waba_id": account.waba_id, "field": "phone_number_name_update"}
        told = [
            one["body"]["entry"][0]["changes"][0]["value"]
            for one in (await meta.control("GET", "webhooks", params=asked))["data"]
        ]
        assert [(one["requested_verified_name"], one["decision"]) for one in told] == [
            ("Judged Later", "APPROVED"),
            ("Reject Nothing", "APPROVED"),
        ]

    async def test_what_is_not_there_cannot_be_decided_on(self, meta: Meta) -> None:
        for path in ("wabas/1/violation", "phones/1/quality", "templates/1/quality"):
            body = {"rating": "RED", "score": "RED"}
            async with meta.http.post(f"{meta.base}/sandbox/api/{path}", json=body) as response:
                assert response.status == 404
                assert "error" in await response.json()
