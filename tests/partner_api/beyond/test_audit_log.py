"""The audit log: /audit_log."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.domain.access import passwords, users
from partnerhub.kit import clock, ids


@pytest.fixture
def partner(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}"


async def entries(api: aiohttp.ClientSession, partner: str, **params: str) -> list[Any]:
    status, body = await ask(api, "GET", partner + "/audit_log", params=params)
    assert status == 200, body
    return body["audit_log"]


async def test_a_change_is_written_down_with_who_from_where_and_what(
    api: aiohttp.ClientSession, partner: str, acme: World
) -> None:
    asked = {"partner_payload": "crm-2"}
    async with api.patch(f"{partner}/clients/{acme.partner.client_id}", json=asked) as answer:
        request_id = answer.headers["x-request-id"]
    (entry,) = await entries(api, partner)
    assert entry["detail"]["asked"].pop("partner_payload") == "crm-2"
    assert not any(entry["detail"].pop("asked").values())
    assert entry | {"id": "", "at": ""} == {
        "id": "", "at": "", "actor": f"key:{acme.partner.partner_key_id}", "action": "clients.change",
        "subject": acme.partner.client_id, "request_id": request_id, "address": "127.0.0.1",
        "detail": {"client_id": acme.partner.client_id},
        "changes": [
            {
                "of": "client", "id": acme.partner.client_id,
                "before": {"partner_payload": "yourSystemIdentifier"}, "after": {"partner_payload": "crm-2"},
            }
        ],
    }  # fmt: skip


async def test_secrets_are_not_written_down(api: aiohttp.ClientSession, partner: str) -> None:
    await ask(api, "PUT", partner + "/webhook_headers", json={"headers": {"Authorization": "Basic tulip"}})
    made = (await ask(api, "POST", partner + "/platform_secret/rotation"))[1]
    key = (await ask(api, "POST", partner + "/partner_keys", json={"name": "x"}))[1]
    found = await entries(api, partner)
    assert [one["action"] for one in found] == ["partner_keys.create", "secret.rotate", "headers.replace"]
    for secret in ("tulip", made["platform_secret"], key["api_key"]):
        assert secret not in str(found)


async def test_what_did_not_happen_is_not_written_down(api: aiohttp.ClientSession, partner: str) -> None:
    await ask(api, "PUT", partner + "/webhook_headers", json={"headers": {"Host": "evil"}})
    await ask(api, "DELETE", partner + "/partner_keys/none")
    await ask(api, "GET", partner + "/clients")
    assert await entries(api, partner) == []


async def test_a_repetition_is_written_down_once(api: aiohttp.ClientSession, partner: str) -> None:
    for _ in range(3):
        headers = {"Idempotency-Key": "abc"}
        assert (await ask(api, "POST", partner + "/partner_keys", json={"name": "x"}, headers=headers))[0] == 201
    assert len(await entries(api, partner)) == 1


async def test_a_large_body_and_one_that_is_not_read_are_told_in_short(
    api: aiohttp.ClientSession, partner: str, acme: World
) -> None:
    async with api.delete(f"{partner}/onboarding_links/{acme.partner.link_id}", data=b"{not json") as answer:
        assert answer.status == 200
    await ask(
        api, "POST", partner + "/onboarding_links", json={"name": "x" * 2000, "email": "y" * 2000, "state": "z" * 99}
    )
    long, none = await entries(api, partner)
    assert long["detail"]["asked"].endswith("bytes")
    assert none["detail"]["asked"] is None


async def test_the_log_is_paged_and_filtered(api: aiohttp.ClientSession, partner: str, acme: World) -> None:
    before = clock.now()
    for name in ("a", "b", "c"):
        await ask(api, "POST", partner + "/partner_keys", json={"name": name})
    first = (await ask(api, "GET", partner + "/audit_log", params={"limit": "2"}))[1]
    assert [one["detail"]["asked"]["name"] for one in first["audit_log"]] == ["c", "b"]
    second = (await ask(api, "GET", partner + "/audit_log", params={"cursor": first["next_cursor"]}))[1]
    assert [one["detail"]["asked"]["name"] for one in second["audit_log"]] == ["a"]
    assert second["next_cursor"] is None
    assert len(await entries(api, partner, since=before.isoformat(), action="partner_keys.create")) == 3
    assert len(await entries(api, partner, actor=f"key:{acme.partner.partner_key_id}")) == 3
    made = first["audit_log"][0]["changes"][0]["id"]
    assert [one["subject"] for one in await entries(api, partner, subject=made)] == [made]
    for none in (
        {"actor": "user:x"},
        {"action": "x"},
        {"subject": "x"},
        {"until": (before - timedelta(days=1)).isoformat()},
    ):
        assert await entries(api, partner, **none) == []
    for cursor in ("x", "9" * 30, "-1", "9" * 30 + "-1"):
        assert_error(*await ask(api, "GET", partner + "/audit_log", params={"cursor": cursor}), 400, "cursor")


async def test_a_token_by_password_is_written_down_with_its_user(
    api: aiohttp.ClientSession, partner: str, acme: World, database: Database
) -> None:
    email, password = f"{ids.random_id(8).lower()}@partner.example", "123StrongPass4Me!"
    hashed = await passwords.hashed(password)
    async with database.writing(acme.partner.partner_id) as db:
        user_id = await users.create(
            db, acme.partner.partner_id, email=email, name="Pat", password_hash=hashed, now=clock.now()
        )
    status, body = await ask(api, "POST", "/api/v2/token", json={"username": email, "password": password})
    assert status == 200
    bearer = {"authorization": f"Bearer {body['access_token']}", "x-api-key": ""}
    await ask(api, "POST", partner + "/partner_keys", json={"name": "x"}, headers=bearer)
    found = await entries(api, partner, actor=f"user:{user_id}")
    assert [(one["action"], one["address"]) for one in found] == [
        ("partner_keys.create", "127.0.0.1"), ("tokens.create", "127.0.0.1"),
    ]  # fmt: skip
