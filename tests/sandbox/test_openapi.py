"""Answers of the sandbox against Meta's own OpenAPI file; where reality differs from the file, that is said here."""

import asyncio
from typing import Any

import pytest
from tests.sandbox.meta import Account, Meta
from tests.sandbox.openapi import FILE, Spec
from tests.sandbox.test_media import form
from tests.sandbox.test_templates import template

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="Meta's OpenAPI file is not in ../shared")

WABA, PHONE = "/{WhatsApp-Business-Account-ID}", "/{Phone-Number-ID}"
# Where Meta's file says one thing and Meta's pages, clients and recorded answers another, we follow these.
KNOWN = {
    "$.data[].status: missing",  # a number's default fields have no status
    "$.file_size: not string",  # a number in answers
}


@pytest.fixture(scope="module")
async def spec() -> Spec:
    return await asyncio.to_thread(Spec)  # it takes seconds, in which a server would close what is idle


@pytest.fixture(scope="module")
async def account(meta: Meta) -> Account:
    account = await meta.onboarded()
    await meta.ok("POST", f"{account.waba_id}/message_templates", account.token, json=template("for_the_file"))
    return account


READS = [
    ("/{WABA-ID}", "{waba}"),
    ("/{WABA-ID}/phone_numbers", "{waba}/phone_numbers"),
    ("/{WABA-ID}/subscribed_apps", "{waba}/subscribed_apps"),
    ("/{WABA-ID}/message_templates", "{waba}/message_templates"),
    (WABA + "/assigned_users", "{waba}/assigned_users"),
    (PHONE, "{phone}"),
    (PHONE + "/block_users", "{phone}/block_users"),
    (PHONE + "/whatsapp_business_profile", "{phone}/whatsapp_business_profile"),
    ("/{Business-ID}/client_whatsapp_business_accounts", "{business}/client_whatsapp_business_accounts"),
    ("/{Business-ID}/owned_whatsapp_business_accounts", "{business}/owned_whatsapp_business_accounts"),
]
WRITES: list[tuple[str, str, dict[str, Any]]] = [
    (PHONE + "/messages", "{phone}/messages", {"to": "4915112345678", "type": "text", "text": {"body": "x"}}),
    (PHONE + "/register", "{phone}/register", {"pin": "123456"}),
    (PHONE + "/whatsapp_business_profile", "{phone}/whatsapp_business_profile", {"about": "Open"}),
    (PHONE + "/block_users", "{phone}/block_users", {"block_users": [{"user": "+4915112345678"}]}),
    ("/{WABA-ID}/subscribed_apps", "{waba}/subscribed_apps", {}),
    ("/{WABA-ID}/message_templates", "{waba}/message_templates", template("for_the_file_too")),
]


def address(path: str, account: Account) -> str:
    return path.format(waba=account.waba_id, phone=account.phone_id, business=account.business_id)


@pytest.mark.parametrize(("path", "real"), READS)
async def test_what_is_read_fits(meta: Meta, spec: Spec, account: Account, path: str, real: str) -> None:
    answer = await meta.ok("GET", address(real, account), account.token)
    assert set(spec.faults(path, "get", "200", answer)) <= KNOWN


@pytest.mark.parametrize(("path", "real", "body"), WRITES)
async def test_what_a_write_answers_fits(
    meta: Meta, spec: Spec, account: Account, path: str, real: str, body: dict[str, Any]
) -> None:
    given = {"messaging_product": "whatsapp", **body}
    answer = await meta.ok("POST", address(real, account), account.token, json=given)
    assert set(spec.faults(path, "post", "200", answer)) <= KNOWN


async def test_what_media_answer_fits(meta: Meta, spec: Spec, account: Account) -> None:
    answer = await meta.ok("POST", f"{account.phone_id}/media", account.token, data=form())
    assert spec.faults(PHONE + "/media", "post", "200", answer) == []
    shown = await meta.ok("GET", answer["id"], account.token)
    assert set(spec.faults("/{Media-ID}", "get", "200", shown)) <= KNOWN


async def test_the_check_itself_finds_faults(spec: Spec) -> None:
    wrong = {"messaging_product": "whatsapp", "contacts": "none", "messages": [{"id": 7}]}
    assert len(spec.faults(PHONE + "/messages", "post", "200", wrong)) >= 2
