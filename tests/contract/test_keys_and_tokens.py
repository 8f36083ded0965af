"""How integrations prove who they are, in every stack (contract partner-api §1, §17.3, §17.4)."""

from urllib.parse import quote
from uuid import uuid4

import msgspec
import pytest
from tests.contract.conftest import FORM, JSON, Integration
from tests.contract.models import Meta, Refusal, Token


def login(us: Integration) -> bytes:
    return msgspec.json.encode({"username": us.demo.partner_username, "password": us.demo.partner_password})


def test_a_token_is_had_for_json_beside_an_empty_authorization_header(us: Integration) -> None:
    answer = us.bare("POST", "/api/v2/token", login(us), Content_Type=JSON, Authorization="")
    assert answer.status == 200, "an integration takes no other success"
    token = msgspec.json.decode(answer.body, type=Token)
    assert (token.expires_in, token.access_token.count(".")) == (86400, 2)
    assert b'"expires_in":86400' in answer.body


def test_a_token_is_had_for_a_form(us: Integration) -> None:
    form = f"username={quote(us.demo.partner_username)}&password={quote(us.demo.partner_password)}"
    answer = us.bare("POST", "/api/v2/token", form.encode(), Content_Type=FORM)
    assert answer.status == 200
    assert msgspec.json.decode(answer.body, type=Token).token_type == "Bearer"


def test_a_fresh_token_is_never_refused(us: Integration) -> None:
    token = us.bare("POST", "/api/v2/token", login(us), Content_Type=JSON).json["access_token"]
    for path in ("", "/channels", "/clients", "/balance"):
        for scheme in ("Bearer", "bearer"):
            answer = us.bare("GET", us.partner + path, Authorization=f"{scheme} {token}", Content_Type=JSON)
            assert answer.status == 200, "a client that gets 401 here asks for tokens without end"


def test_a_wrong_password_is_told_in_both_shapes(us: Integration) -> None:
    stranger = {"username": f"{uuid4().hex}@nobody.example", "password": "wrong"}
    answer = us.bare("POST", "/api/v2/token", msgspec.json.encode(stranger), Content_Type=JSON)
    told = msgspec.json.decode(answer.body, type=Refusal)
    assert (answer.status, told.meta.http_code, told.error) == (401, 401, "invalid_grant")
    assert told.error_description == told.meta.developer_message


@pytest.mark.parametrize("name", ["x-api-key", "X-API-KEY", "X-Api-Key", "D360-API-KEY"])
def test_a_key_is_found_under_each_name(us: Integration, name: str) -> None:
    assert us.bare("GET", us.partner, **{name: us.demo.partner_api_key}).status == 200


def test_a_key_is_taken_as_bearer(us: Integration) -> None:
    assert us.bare("GET", us.partner, Authorization=f"Bearer {us.demo.partner_api_key}").status == 200


def test_a_key_counts_beside_an_empty_authorization_header(us: Integration) -> None:
    assert us.ask("GET", us.partner, Authorization="", Content_Type=JSON).status == 200


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": ""}, {"x-api-key": "wrong"}, {"Authorization": "Bearer x.y.z"}]
)
def test_whoever_has_none_is_told_in_meta(us: Integration, headers: dict[str, str]) -> None:
    answer = us.bare("GET", us.partner + "/channels", **headers)
    told = msgspec.json.decode(answer.body, type=Meta).meta
    assert (answer.status, told.http_code, told.success) == (401, 401, False)
    assert told.developer_message


def test_another_partner_is_forbidden_and_told_in_meta(us: Integration) -> None:
    answer = us.ask("GET", f"/api/v2/partners/{us.demo.rival.partner_id}/channels")
    told = msgspec.json.decode(answer.body, type=Meta).meta
    assert (answer.status, told.http_code, told.success) == (403, 403, False)
