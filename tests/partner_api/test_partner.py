"""GET and PATCH /partners/{id}, webhook_url (contract partner-api §5)."""

from typing import Any

import aiohttp
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.world import World

from partnerhub.db.pool import Db
from partnerhub.domain import webhooks

HOOK = "https://example.com/webhook?secret=1"


@pytest.fixture
def path(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}"


class TestPartner:
    async def test_reads_itself(self, api: aiohttp.ClientSession, path: str, acme: World) -> None:
        status, body = await ask(api, "GET", path)
        assert status == 200
        assert body["id"] == acme.partner.partner_id
        assert body["brand_name"] == "Acme"
        assert body["settings"] == {
            "account_sharing": {"business_manager_id": None, "solution_id": None},
            "default_data_localization_region": None,
            "partner_change_request": {"auto_approve": False},
            "standard_tiered_pricing_enabled": True,
        }
        for flag in ("onboarding_deeplink_add_params", "blocked_new_submission", "payment_required"):
            assert isinstance(body[flag], bool), "strictly typed clients cannot read null here (§17.3)"

    async def test_changes_both_urls(self, api: aiohttp.ClientSession, path: str) -> None:
        urls = {"webhook_url": HOOK, "partner_redirect_url": "https://example.com/back?a=1"}
        status, body = await ask(api, "PATCH", path, json=urls)
        assert status == 200
        assert {key: body[key] for key in urls} == urls
        assert {key: (await ask(api, "GET", path))[1][key] for key in urls} == urls

    async def test_reads_both_urls_of_one_moment(
        self, api: aiohttp.ClientSession, path: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Both are changed after the one was read and before the other is."""
        read_url = webhooks.partner_url

        async def changed_in_between(db: Db, partner_id: str) -> str | None:
            monkeypatch.undo()
            await ask(api, "PATCH", path, json={"webhook_url": HOOK, "partner_redirect_url": "https://b.example"})
            return await read_url(db, partner_id)

        await ask(
            api, "PATCH", path, json={"webhook_url": "https://a.example", "partner_redirect_url": "https://a.example"}
        )
        monkeypatch.setattr(webhooks, "partner_url", changed_in_between)
        _, body = await ask(api, "GET", path)
        assert (body["webhook_url"], body["partner_redirect_url"]) == ("https://a.example", "https://a.example")

    async def test_leaves_what_is_null_or_absent(self, api: aiohttp.ClientSession, path: str) -> None:
        await ask(api, "PATCH", path, json={"webhook_url": HOOK})
        status, body = await ask(
            api, "PATCH", path, json={"webhook_url": None, "partner_redirect_url": "https://b.example"}
        )
        assert (status, body["webhook_url"], body["partner_redirect_url"]) == (200, HOOK, "https://b.example")

    async def test_takes_a_form(self, api: aiohttp.ClientSession, path: str) -> None:
        status, body = await ask(api, "PATCH", path, data={"webhook_url": HOOK})
        assert (status, body["webhook_url"]) == (200, HOOK)

    @pytest.mark.parametrize(
        ("body", "mentions"),
        [
            ({"webhook_url": 5}, "webhook_url"),
            ({"webhook_url": "not a url"}, "webhook_url"),
            ({"webhook_url": "ftp://example.com"}, "webhook_url"),
            ({"partner_redirect_url": "javascript:alert(1)"}, "partner_redirect_url"),
            ({"partner_redirect_url": "/relative"}, "partner_redirect_url"),
            ({"partner_redirect_url": "https://a.example*"}, "partner_redirect_url"),
            ({"partner_redirect_url": "https://a.example:0/"}, "partner_redirect_url"),
            ({"partner_redirect_url": "https://a.example/?b=<c>"}, "partner_redirect_url"),
            ({"logo_url": "https://a.example*/"}, "logo_url"),
            ({"partner_redirect_url": "https://a.example/?client=x"}, "client"),
            ({"partner_redirect_url": "https://a.example/\u0000"}, "NUL"),
            (["webhook_url"], "object"),
        ],
    )
    async def test_names_the_field_that_is_wrong(
        self, api: aiohttp.ClientSession, path: str, body: Any, mentions: str
    ) -> None:
        assert_error(*await ask(api, "PATCH", path, json=body), 400, mentions)

    async def test_refuses_what_is_not_json(self, api: aiohttp.ClientSession, path: str) -> None:
        assert_error(
            *await ask(api, "PATCH", path, data=b"{", headers={"Content-Type": "application/json"}), 400, "JSON"
        )


class TestWebhookUrl:
    async def test_is_null_until_it_is_set(self, api: aiohttp.ClientSession, path: str) -> None:
        assert await ask(api, "GET", path + "/webhook_url") == (200, {"webhook_url": None})
        status, body = await ask(api, "POST", path + "/webhook_url", json={"webhook_url": HOOK})
        assert status == 200
        assert body["webhook_url"] == HOOK
        assert body["id"] == path.rpartition("/")[2], "an integration takes the id as its sign of success (§5.3)"
        assert await ask(api, "GET", path + "/webhook_url") == (200, {"webhook_url": HOOK})

    async def test_is_required(self, api: aiohttp.ClientSession, path: str) -> None:
        assert_error(*await ask(api, "POST", path + "/webhook_url", json={}), 400, "webhook_url")


class TestAuthentication:
    @pytest.mark.parametrize("name", ["x-api-key", "X-API-KEY", "X-Api-Key", "D360-API-KEY"])
    async def test_takes_the_key_in_any_case(
        self, nobody: aiohttp.ClientSession, path: str, acme: World, name: str
    ) -> None:
        assert (await ask(nobody, "GET", path, headers={name: acme.partner.partner_key}))[0] == 200

    @pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
    async def test_takes_the_key_as_bearer(
        self, nobody: aiohttp.ClientSession, path: str, acme: World, scheme: str
    ) -> None:
        headers = {"Authorization": f"{scheme} {acme.partner.partner_key}"}
        assert (await ask(nobody, "GET", path, headers=headers))[0] == 200

    @pytest.mark.parametrize(
        "headers",
        [{}, {"Authorization": ""}, {"Authorization": "Bearer"}, {"Authorization": "Bearer x.y.z"}, {"x-api-key": "x"}],
    )
    async def test_refuses_what_is_no_key(
        self, nobody: aiohttp.ClientSession, path: str, headers: dict[str, str]
    ) -> None:
        assert_error(*await ask(nobody, "GET", path, headers=headers), 401)

    async def test_refuses_a_key_with_one_wrong_character(
        self, nobody: aiohttp.ClientSession, path: str, acme: World
    ) -> None:
        key = acme.partner.partner_key
        wrong = key[:10] + ("a" if key[10] != "a" else "b") + key[11:]
        assert_error(*await ask(nobody, "GET", path, headers={"x-api-key": wrong}), 401)

    async def test_refuses_a_channel_key(self, nobody: aiohttp.ClientSession, path: str, acme: World) -> None:
        headers = {"D360-API-KEY": acme.partner.d360_api_key}
        assert_error(*await ask(nobody, "GET", path, headers=headers), 401)

    async def test_forbids_the_rivals_path_whether_it_exists_or_not(
        self, api: aiohttp.ClientSession, acme: World
    ) -> None:
        there = await ask(api, "GET", f"/api/v2/partners/{acme.rival.partner_id}")
        nowhere = await ask(api, "GET", "/api/v2/partners/nothinPA")
        assert_error(*there, 403)
        for _, body in (there, nowhere):
            body["meta"].pop("360dialog_trace_id")
        assert there == nowhere
