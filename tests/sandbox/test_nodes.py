"""Objects of the Graph: fields, cursors, headers, errors (contract B.2, B.7)."""

import pytest
from tests.sandbox.meta import SYSTEM_TOKEN, Meta


class TestFields:
    async def test_a_number_without_fields_shows_the_default_ones(self, meta: Meta) -> None:
        account = await meta.onboarded()
        shown = await meta.ok("GET", f"v23.0/{account.phone_id}", account.token)
        assert set(shown) == {
            "verified_name",
            "code_verification_status",
            "display_phone_number",
            "quality_rating",
            "platform_type",
            "throughput",
            "webhook_configuration",
            "id",
        }
        assert shown["quality_rating"] == "GREEN"
        assert shown["platform_type"] == "CLOUD_API"

    async def test_only_what_is_asked_for_is_shown_and_always_the_id(self, meta: Meta) -> None:
        account = await meta.onboarded()
        fields = {"fields": "name,owner_business_info{id},health_status"}
        shown = await meta.ok("GET", account.waba_id, account.token, params=fields)
        assert set(shown) == {"id", "name", "owner_business_info", "health_status"}
        assert shown["owner_business_info"] == {"id": account.business_id}
        assert shown["health_status"]["can_send_message"] == "AVAILABLE"

    async def test_an_unknown_field_and_a_broken_list_are_refused(self, meta: Meta) -> None:
        account = await meta.onboarded()
        assert await meta.error("GET", account.waba_id, params={"fields": "id,colour"}) == (400, 100, None)
        assert await meta.error("GET", account.waba_id, params={"fields": "id,owner_business_info{id"}) == (
            400,
            2500,
            None,
        )

    async def test_every_documented_field_of_a_waba_can_be_asked_for(self, meta: Meta) -> None:
        account = await meta.onboarded()
        fields = (
            "account_review_status,business_verification_status,country,creation_time,currency,id,is_enabled_for_insights,"
            "message_template_namespace,name,on_behalf_of_business_info,owner_business_info,ownership_type,primary_funding_id,"
            "status,timezone_id,whatsapp_business_manager_messaging_limit,marketing_messages_lite_api_status"
        )
        assert set(await meta.ok("GET", account.waba_id, account.token, params={"fields": fields})) == set(
            fields.split(",")
        )


class TestLists:
    async def test_cursors_lead_through_a_list_and_back(self, meta: Meta) -> None:
        account = await meta.onboarded()
        for _ in range(4):
            await meta.control("POST", "phones", json={"waba_id": account.waba_id, "phone_number": meta.number()})
        path = f"{account.waba_id}/phone_numbers"
        whole = [one["id"] for one in (await meta.ok("GET", path, account.token))["data"]]
        assert len(whole) == 5
        first = await meta.ok("GET", path, account.token, params={"limit": 2, "fields": "id"})
        assert [one["id"] for one in first["data"]] == whole[:2]
        assert "previous" not in first["paging"]
        async with meta.http.get(first["paging"]["next"]) as response:
            second = await response.json()
        assert [one["id"] for one in second["data"]] == whole[2:4]
        before = {"limit": 2, "fields": "id", "before": second["paging"]["cursors"]["before"]}
        assert (await meta.ok("GET", path, account.token, params=before))["data"] == first["data"]
        after = {"limit": 2, "after": second["paging"]["cursors"]["after"]}
        last = await meta.ok("GET", path, account.token, params=after)
        assert [one["id"] for one in last["data"]] == whole[4:]
        assert "next" not in last["paging"]

    async def test_a_bad_limit_or_cursor_is_refused(self, meta: Meta) -> None:
        account = await meta.onboarded()
        for query in ({"limit": "x"}, {"limit": 0}, {"after": "nonsense"}):
            assert (await meta.error("GET", f"{account.waba_id}/phone_numbers", params=query))[1] == 100

    async def test_a_summary_counts_when_it_is_asked_for(self, meta: Meta) -> None:
        account = await meta.onboarded()
        path = f"{account.waba_id}/message_templates"
        assert "summary" not in await meta.ok("GET", path)
        summary = (await meta.ok("GET", path, params={"summary": "total_count,message_template_count"}))["summary"]
        assert {"total_count", "message_template_count", "message_template_limit", "are_translations_complete"} <= set(
            summary
        )

    async def test_the_partner_finds_the_wabas_that_clients_share(self, meta: Meta) -> None:
        older, newer = await meta.onboarded(), await meta.onboarded()
        path = f"{older.business_id}/client_whatsapp_business_accounts"
        ids = [one["id"] for one in (await meta.ok("GET", path, params={"limit": 1000}))["data"]]
        assert ids.index(newer.waba_id) < ids.index(older.waba_id)
        filtering = '[{"field":"creation_time","operator":"LESS_THAN","value":1}]'
        assert (await meta.ok("GET", path, params={"filtering": filtering}))["data"] == []
        owned = await meta.ok("GET", f"{older.business_id}/owned_whatsapp_business_accounts")
        assert [one["id"] for one in owned["data"]] == [older.waba_id]


class TestTheWire:
    async def test_answers_carry_graphs_own_headers(self, meta: Meta) -> None:
        account = await meta.onboarded()
        headers = {"Authorization": f"Bearer {SYSTEM_TOKEN}"}
        async with meta.http.get(f"{meta.base}/sandbox/graph/v22.0/{account.waba_id}", headers=headers) as response:
            assert response.headers["facebook-api-version"] == "v22.0"
            assert response.headers["x-fb-trace-id"]
            assert account.waba_id in response.headers["x-business-use-case-usage"]
            assert response.headers["content-type"] == "application/json; charset=UTF-8"

    @pytest.mark.parametrize("path", ["999999999999999", "v23.0/999999999999999/phone_numbers"])
    async def test_what_does_not_exist_looks_like_what_one_may_not_see(self, meta: Meta, path: str) -> None:
        assert await meta.error("GET", path) == (400, 100, 33)

    async def test_an_unknown_edge_and_a_wrong_method_are_refused(self, meta: Meta) -> None:
        account = await meta.onboarded()
        assert await meta.error("GET", f"{account.waba_id}/flavours") == (400, 2500, None)
        assert await meta.error("DELETE", account.phone_id) == (400, 100, 33)

    @pytest.mark.parametrize("body", [b"{not json", b"[1]", b'"text"', b"\xff"])
    async def test_a_body_that_is_no_json_object_is_refused(self, meta: Meta, body: bytes) -> None:
        account = await meta.onboarded()
        headers = {"Content-Type": "application/json"}
        path = f"{meta.base}/sandbox/graph/{account.phone_id}/messages"
        async with meta.http.post(path, data=body, headers=headers) as response:
            assert response.status == 400
            assert (await response.json())["error"]["code"] == 100

    async def test_the_method_may_be_a_parameter(self, meta: Meta) -> None:
        account = await meta.onboarded()
        path = f"{account.waba_id}/subscribed_apps"
        assert await meta.ok("POST", path, account.token, params={"method": "delete"}) == {"success": True}
        assert (await meta.ok("GET", path, account.token))["data"] == []


class TestUsersOfAWaba:
    async def test_one_is_assigned_listed_and_taken_off(self, meta: Meta) -> None:
        account = await meta.onboarded()
        path = f"{account.waba_id}/assigned_users"
        query = {"user": "1220001", "tasks": '["MANAGE"]'}
        assert await meta.ok("POST", path, params=query) == {"success": True}
        assert (await meta.ok("GET", path))["data"] == [{"id": "1220001", "name": "Sandbox User", "tasks": ["MANAGE"]}]
        assert await meta.ok("DELETE", path, params={"user": "1220001"}) == {"success": True}
        assert (await meta.error("POST", path, params={"user": "1", "tasks": '["FLY"]'}))[1] == 100
