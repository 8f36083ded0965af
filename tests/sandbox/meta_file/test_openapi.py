"""Answers of the sandbox against Meta's own OpenAPI file; where reality differs from the file, that is said here."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.sandbox.meta import Account, Meta
from tests.sandbox.meta_file.openapi import FILE, Spec, loaded
from tests.sandbox.meta_file.spoken import ELSEWHERE, PHONE, READS, WRITES, made
from tests.sandbox.test_media import form

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="Meta's OpenAPI file is not in ../shared")

COMPATIBILITY = Path(__file__).parents[3] / "docs" / "compatibility.md"
ROW = re.compile(r"^\| `(GET|POST|DELETE) (/\S*)` \| not played", re.MULTILINE)
# Where Meta's file says one thing and Meta's pages, clients and recorded answers another, we follow these.
KNOWN = {
    "$.data[].status: missing",  # a number's default fields have no status
    "$.file_size: not string",  # a number in answers
    "$.calling.status: not in enum",  # capitals, in all pages and clients
    "$.calling.call_icon_visibility: not in enum",
    "$.calling.callback_permission_status: not in enum",
    "$.storage_configuration.status: not in enum",
    "$.permission.status: not in enum",  # no_permission and temporary
    *(f"$.{name}: missing" for name in ("code", "prefilled_message", "deep_link_url")),  # one QR code stands in `data`
}


@pytest.fixture(scope="module")
async def spec() -> Spec:
    return await loaded()


@pytest.fixture(scope="module")
async def account(meta: Meta) -> Account:
    return await meta.onboarded()


@pytest.fixture(scope="module")
async def things(meta: Meta, account: Account) -> dict[str, str]:
    return await made(meta, account)


@pytest.mark.parametrize(("path", "real"), READS, ids=[path for path, _ in READS])
async def test_what_is_read_fits(meta: Meta, spec: Spec, things: dict[str, str], path: str, real: str) -> None:
    answer = await meta.ok("GET", real.format(**things))
    assert set(spec.faults(path, "get", "200", answer)) <= KNOWN


async def test_what_writes_answer_fits(meta: Meta, spec: Spec) -> None:
    things = await made(meta, await meta.onboarded())
    faults: dict[str, list[str]] = {}
    for method, path, real, body in WRITES:
        text = msgspec.json.encode(body).decode()
        for name, value in things.items():
            text = text.replace(f"{{{name}}}", value)
        answer = await meta.ok(method.upper(), real.format(**things), json=msgspec.json.decode(text))
        found = set(spec.faults(path, method, "200", answer)) - KNOWN
        faults |= {f"{method} {path}": sorted(found)} if found else {}
    assert faults == {}


async def test_what_media_answer_fits(meta: Meta, spec: Spec, account: Account) -> None:
    answer = await meta.ok("POST", f"{account.phone_id}/media", account.token, data=form())
    assert spec.faults(PHONE + "/media", "post", "200", answer) == []
    shown = await meta.ok("GET", answer["id"], account.token)
    assert set(spec.faults("/{Media-ID}", "get", "200", shown)) <= KNOWN


def test_every_operation_is_played_or_said_not_to_be(spec: Spec) -> None:
    played = {("get", path) for path, _ in READS} | {(method, path) for method, path, _, _ in WRITES} | ELSEWHERE
    listed = {(method.lower(), path) for method, path in ROW.findall(COMPATIBILITY.read_text())}
    operations = {
        (method, path.removeprefix("/{Version}"))
        for path, methods in spec.whole["paths"].items()
        for method in methods
        if path.startswith("/{Version}") and method in {"get", "post", "delete"}
    }
    assert operations - played == listed
    assert played <= operations


async def test_the_check_itself_finds_faults(spec: Spec) -> None:
    wrong: dict[str, Any] = {"messaging_product": "whatsapp", "contacts": "none", "messages": [{"id": 7}]}
    assert len(spec.faults(PHONE + "/messages", "post", "200", wrong)) >= 2
