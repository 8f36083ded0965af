"""A number's QR codes, its key for flows and its compliance information."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.sandbox.meta import Account, Meta
from tests.sandbox.meta_file.openapi import FILE, Spec, loaded

PHONE = "/{Phone-Number-ID}"
PERSON = {"name": "Chandravati P.", "email": "a@example.com", "mobile_number": "+912212345678"}
COMPLIANCE: dict[str, Any] = {
    "messaging_product": "whatsapp",
    "entity_name": "Lucky Shrub",
    "entity_type": "PARTNERSHIP",
    "is_registered": True,
    "grievance_officer_details": PERSON,
    "customer_care_details": {"email": "b@example.com", "mobile_number": "+912212345679"},
}


@pytest.fixture(scope="module")
async def account(meta: Meta) -> Account:
    return await meta.onboarded()


@pytest.fixture(scope="module")
async def spec() -> Spec:
    if not FILE.exists():
        pytest.skip("Meta's OpenAPI file is not in ../shared")
    return await loaded()


async def test_a_code_is_made_changed_listed_and_deleted(meta: Meta, account: Account, spec: Spec) -> None:
    path, qr = f"{account.phone_id}/message_qrdls", PHONE + "/message_qrdls"
    given = {"prefilled_message": "The spring offer", "generate_qr_image": "SVG"}
    made = await meta.ok("POST", path, account.token, json=given)
    assert spec.faults(qr, "post", "200", made) == []
    assert made["deep_link_url"] == f"https://wa.me/message/{made['code']}"
    code = made["code"]
    await meta.ok("POST", path, account.token, json={"code": code, "prefilled_message": "The summer offer"})
    listed = await meta.ok("GET", path, account.token)
    assert spec.faults(qr, "get", "200", listed) == []
    assert [one["prefilled_message"] for one in listed["data"]] == ["The summer offer"]
    assert await meta.ok("GET", f"{path}/{code}?fields=code", account.token) == {"data": [{"code": code}]}
    assert await meta.ok("DELETE", f"{path}/{code}", account.token) == {"success": True}
    for method in ("GET", "DELETE"):
        assert (await meta.error(method, f"{path}/{code}", account.token))[:2] == (400, 100)


@pytest.mark.parametrize("given", [{}, {"prefilled_message": "x" * 141}, {"prefilled_message": "x", "code": "NOTHING"}])
async def test_a_code_needs_a_message(meta: Meta, account: Account, given: dict[str, str]) -> None:
    assert (await meta.error("POST", f"{account.phone_id}/message_qrdls", account.token, json=given))[:2] == (400, 100)


async def test_a_public_key_is_set_by_form_and_read(meta: Meta, account: Account, spec: Spec) -> None:
    path = f"{account.phone_id}/whatsapp_business_encryption"
    assert await meta.ok("GET", path, account.token) == {"data": []}
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    await meta.ok("POST", path, account.token, data={"business_public_key": pem})
    shown = await meta.ok("GET", path, account.token)
    assert spec.faults(PHONE + "/whatsapp_business_encryption", "get", "200", shown) == []
    assert shown["data"][0]["business_public_key"] == pem
    assert (await meta.error("POST", path, account.token, data={"business_public_key": "x"}))[:2] == (400, 100)


async def test_compliance_is_set_and_read(meta: Meta, account: Account, spec: Spec) -> None:
    path = f"{account.phone_id}/business_compliance_info"
    assert await meta.ok("GET", path, account.token) == {"data": []}
    assert await meta.ok("POST", path, account.token, json=COMPLIANCE) == {"success": True}
    shown = await meta.ok("GET", path, account.token)
    assert shown["data"] == [COMPLIANCE]
    incomplete = {name: value for name, value in COMPLIANCE.items() if name != "entity_name"}
    for wrong in (incomplete, {**COMPLIANCE, "entity_type": "CLUB"}):
        assert (await meta.error("POST", path, account.token, json=wrong))[:2] == (400, 100)
