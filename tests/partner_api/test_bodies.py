"""What a request body may look like (contract partner-api §17), and what may not be in it."""

import gzip
from typing import Any

import aiohttp
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.world import World

FORM = {"content-type": "application/x-www-form-urlencoded"}
JSON = {"content-type": "application/json"}
PARTS = {"content-type": "multipart/form-data; boundary=b"}


def part(name: str, value: bytes) -> bytes:
    return b'--b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n--b--\r\n' % (name.encode(), value)


@pytest.fixture
def path(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}/clients/{acme.partner.client_id}"


async def test_a_form_says_numbers_in_text(api: aiohttp.ClientSession, path: str) -> None:
    status, body = await ask(api, "PATCH", path, data={"max_channels": "7"})
    assert (status, body["max_channels"]) == (200, 7)


@pytest.mark.parametrize("headers", [FORM, PARTS])
async def test_a_number_left_blank_in_a_form_is_left_out(
    api: aiohttp.ClientSession, path: str, headers: dict[str, str]
) -> None:
    given = b"max_channels=&partner_payload=blank"
    if headers is PARTS:
        given = part("max_channels", b"").removesuffix(b"--b--\r\n") + part("partner_payload", b"blank")
    status, body = await ask(api, "PATCH", path, data=given, headers=headers)
    assert (status, body.get("partner_payload")) == (200, "blank")


@pytest.mark.parametrize("given", [b"7", b"7.0", b"70e-1"])
async def test_a_whole_number_may_be_written_with_a_point(api: aiohttp.ClientSession, path: str, given: bytes) -> None:
    status, body = await ask(api, "PATCH", path, data=b'{"max_channels": %b}' % given, headers=JSON)
    assert (status, body["max_channels"]) == (200, 7)


@pytest.mark.parametrize("wrong", ["7", 7.5, True, [], {}])
async def test_json_says_numbers_as_numbers(api: aiohttp.ClientSession, path: str, wrong: Any) -> None:
    status, body = await ask(api, "PATCH", path, json={"max_channels": wrong})
    assert_error(status, body, 400, "max_channels: Expected `int | null`")


@pytest.mark.parametrize(
    ("headers", "given", "mentions"),
    [
        (FORM, b"partner_payload=a%00b", "NUL"),
        (FORM, b"partner_payload=%ff", "UTF-8"),
        (FORM, b"\xff=1", "UTF-8"),
        (JSON, b'{"partner_payload": "a\\u0000b"}', "NUL"),
        (JSON, b'{"partner_payload": "\xff"}', "JSON"),
        (JSON, b'{"partner_payload": "\\ud800"}', "JSON"),
        (JSON, b"[" * 100_000, "JSON"),
        (JSON, b'{"partner_payload": "a"', "JSON"),
        (JSON, b"[1]", "JSON object"),
        (FORM, b'{"partner_payload": ', "JSON"),
        (PARTS, b"--b\r\nno head", "form"),
        (PARTS, part("partner_payload", b"a\0b"), "NUL"),
        (PARTS, part("partner_payload", b"\xff"), "UTF-8"),
        (PARTS, part('partner_payload"; filename="a.txt', b"a"), "file"),
        ({"content-type": "multipart/form-data"}, part("partner_payload", b"a"), "form"),
    ],
)
async def test_bytes_that_cannot_be_read_are_refused(
    api: aiohttp.ClientSession, path: str, headers: dict[str, str], given: bytes, mentions: str
) -> None:
    status, body = await ask(api, "PATCH", path, data=given, headers=headers)
    assert_error(status, body, 400, mentions)


@pytest.mark.parametrize("given", [b"", b"{}", b"[]", b"[ ]"])
async def test_nothing_is_changed_by_nothing_however_it_is_written(
    api: aiohttp.ClientSession, path: str, given: bytes
) -> None:
    """PHP writes an object without members as a list."""
    assert (await ask(api, "PATCH", path, data=given, headers=JSON))[0] == 200


@pytest.mark.parametrize("headers", [JSON, FORM])
async def test_a_byte_order_mark_is_passed_over(api: aiohttp.ClientSession, path: str, headers: dict[str, str]) -> None:
    given = b'\xef\xbb\xbf{"partner_payload": "marked"}'
    status, body = await ask(api, "PATCH", path, data=given, headers=headers)
    assert (status, body["partner_payload"]) == (200, "marked")


async def test_a_compressed_body_is_refused_by_its_coding(api: aiohttp.ClientSession, path: str) -> None:
    given, headers = gzip.compress(b'{"partner_payload": "a"}'), {**JSON, "content-encoding": "gzip"}
    status, body = await ask(api, "PATCH", path, data=given, headers=headers)
    assert_error(status, body, 400, "encoded (gzip)")


async def test_a_field_that_is_missing_is_named(api: aiohttp.ClientSession, acme: World) -> None:
    path = f"/api/v2/partners/{acme.partner.partner_id}/partner_keys"
    status, body = await ask(api, "POST", path, json={})
    assert_error(status, body, 400, "name: is required")


async def test_a_field_inside_another_is_named(api: aiohttp.ClientSession, acme: World) -> None:
    path = f"/api/v2/partners/{acme.partner.partner_id}/partner_keys"
    status, body = await ask(api, "POST", path, json={"name": "a", "scopes": [1]})
    assert_error(status, body, 400, "scopes[0]: Expected `str`, got `int`")


async def test_options_tells_the_methods_to_anyone(nobody: aiohttp.ClientSession, path: str) -> None:
    async with nobody.options(path) as answer:
        assert answer.status == 204
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "PATCH", "OPTIONS"}
