"""Bodies as integrations send them, or do not, in every stack (contract partner-api §17.1, §17.2, §17.3)."""

import msgspec
import pytest
from tests.contract.conftest import FORM, JSON, Integration
from tests.contract.models import Channel, Client, Key, Keys, Meta, Partner

NOTHING: tuple[tuple[bytes | None, dict[str, str]], ...] = (
    (None, {"Content_Type": JSON}),
    (b"", {"Content_Type": JSON}),
    (b"{}", {"Content_Type": JSON}),
    (b"{}", {"Content_Type": f"{JSON}; charset=utf-8"}),
    (None, {}),
)


@pytest.mark.parametrize(("body", "headers"), NOTHING)
def test_a_channels_key_is_made_of_nothing(us: Integration, body: bytes | None, headers: dict[str, str]) -> None:
    answer = us.ask("POST", us.keys, body, **headers)
    key = msgspec.json.decode(answer.body, type=Key)
    assert (answer.status, key.address) == (201, us.demo.messaging_url)
    assert key.id.isdigit()
    assert key.app_id.isdigit()
    assert "api_keys" not in answer.json, "integrations read the key at the top"
    (shown,) = msgspec.json.decode(us.ask("GET", us.keys).body, type=Keys).api_keys
    assert (shown.id, shown.api_key[:8]) == (key.id, key.api_key[:8])
    assert shown.api_key != key.api_key


@pytest.mark.parametrize("body", [b"{}", b"", None])
def test_a_delete_may_carry_a_body(us: Integration, body: bytes | None) -> None:
    us.ask("POST", us.keys)
    answer = us.ask("DELETE", us.keys, body, Content_Type=JSON)
    told = msgspec.json.decode(answer.body, type=Meta).meta
    assert (answer.status, told.http_code, told.success) == (200, 200, True)
    assert us.ask("GET", us.keys).json == {"api_keys": []}


def test_nulls_leave_the_partner_as_it_is(us: Integration) -> None:
    before = us.ask("GET", us.partner).json
    answer = us.send("PATCH", us.partner, {"webhook_url": None, "partner_redirect_url": None})
    assert (answer.status, answer.json) == (200, before)
    assert msgspec.json.decode(answer.body, type=Partner).id == us.demo.partner_id


@pytest.mark.parametrize("given", [{"partner_payload": "crm-7", "max_channels": None}, {"max_channels": 3}])
def test_nulls_leave_the_client_as_it_is(us: Integration, given: dict[str, object]) -> None:
    us.send("PATCH", us.client, {"partner_payload": "before", "max_channels": 2})
    answer = us.send("PATCH", us.client, {"partner_payload": None, **given})
    client = msgspec.json.decode(answer.body, type=Client)
    assert answer.status == 200
    assert client.partner_payload == (given.get("partner_payload") or "before")
    assert client.max_channels == (given.get("max_channels") or 2)


def test_a_form_changes_what_json_changes(us: Integration) -> None:
    answer = us.ask("PATCH", us.client, b"partner_payload=a+b%26c&max_channels=5", Content_Type=FORM)
    client = msgspec.json.decode(answer.body, type=Client)
    assert (answer.status, client.partner_payload, client.max_channels) == (200, "a b&c", 5)


@pytest.mark.parametrize("kind", [FORM, "text/plain", "application/octet-stream", "application/vnd.api+json"])
def test_json_is_read_whatever_it_is_called(us: Integration, kind: str) -> None:
    """curl calls every body a form unless it is told otherwise."""
    answer = us.ask("PATCH", us.client, b' {"partner_payload": "a=b&c", "max_channels": 6}', Content_Type=kind)
    client = msgspec.json.decode(answer.body, type=Client)
    assert (answer.status, client.partner_payload, client.max_channels) == (200, "a=b&c", 6)
    back = us.ask("POST", us.channel + "/control/cancellation_request", b'{"enabled": false}', Content_Type=kind)
    assert back.json["hub_status"] == "live", "a body that is not read would cancel the channel"


def test_a_form_may_come_in_parts(us: Integration) -> None:
    """As PHP's curl sends fields that it is given as an array."""
    part = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    fields = {"partner_payload": "a&b=c é", "max_channels": "8"}
    body = "".join(part.format(*one) for one in fields.items()) + "--b--\r\n"
    answer = us.ask("PATCH", us.client, body.encode(), Content_Type="multipart/form-data; boundary=b")
    client = msgspec.json.decode(answer.body, type=Client)
    assert (answer.status, client.partner_payload, client.max_channels) == (200, "a&b=c é", 8)


def test_a_text_of_any_language_comes_back_as_it_went(us: Integration) -> None:
    payload = 'Ærøskøbing "日本" 😀 \\ / \t'
    answer = us.send("PATCH", us.client, {"partner_payload": payload})
    assert msgspec.json.decode(answer.body, type=Client).partner_payload == payload


@pytest.mark.parametrize("body", [b"{}", b"", b'{"enabled":true}', b'{"enabled":null}'])
def test_a_cancellation_may_say_nothing_and_is_taken_back(us: Integration, body: bytes) -> None:
    asked = us.ask("POST", us.channel + "/control/cancellation_request", body, Content_Type=JSON)
    channel = msgspec.json.decode(asked.body, type=Channel)
    assert (asked.status, asked.json["hub_status"]) == (200, "pending_deletion")
    assert channel.terminated_at > channel.cancelled_at
    for path, given in (("reactivate", b"{}"), ("cancellation_request", b'{"enabled":false}')):
        back = us.ask("POST", f"{us.channel}/control/{path}", given, Content_Type=JSON)
        assert (back.status, back.json["hub_status"]) == (200, "live")
        assert "terminated_at" not in back.json, "left out, never null"


def test_a_cancellation_without_the_client_in_its_path_is_not_found(us: Integration) -> None:
    path = f"{us.partner}/channels/{us.demo.channel_id}/control/cancellation_request"
    assert us.send("POST", path, {}).status == 404


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"text"', b"null", b"\xff"])
def test_what_is_no_object_is_a_bad_request_that_says_so(us: Integration, body: bytes) -> None:
    answer = us.ask("PATCH", us.client, body, Content_Type=JSON)
    told = msgspec.json.decode(answer.body, type=Meta).meta
    assert (answer.status, told.http_code, told.success) == (400, 400, False)
    assert told.details
