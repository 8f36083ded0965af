"""Numbers that a partner verifies beforehand: added, verified, shared, and taken by a client's WABA (contract B.1)."""

import pytest
from tests.sandbox.meta import Meta

SMS = {"code_method": "SMS", "language": "en_US"}


@pytest.fixture
async def added(meta: Meta) -> tuple[str, str, str]:
    """The business, the number's id, and its digits."""
    business, digits = (await meta.control("POST", "businesses", json={"name": "Partner"}))["id"], meta.number()
    made = await meta.ok("POST", f"{business}/add_phone_numbers", json={"phone_number": f"+{digits}"})
    return business, made["id"], digits


async def code_of(meta: Meta, number: str) -> str:
    listed = (await meta.control("GET", "preverified_numbers"))["data"]
    return next(one["otp"] for one in listed if one["id"] == number)


async def verified(meta: Meta, number: str) -> None:
    await meta.ok("POST", f"{number}/request_code", json=SMS)
    await meta.ok("POST", f"{number}/verify_code", json={"code": await code_of(meta, number)})


async def test_one_is_verified_and_taken_without_a_code(meta: Meta, added: tuple[str, str, str]) -> None:
    business, number, digits = added
    account = await meta.onboarded()
    path = f"{business}/preverified_numbers?fields=id,verification_status,availability_status"
    waiting = {"id": number, "verification_status": "PENDING", "availability_status": "AVAILABLE"}
    assert (await meta.ok("GET", path))["data"] == [waiting]
    take = {"preverified_id": number, "verified_name": "Bakery"}
    assert (await meta.error("POST", f"{account.waba_id}/phone_numbers", account.token, json=take))[1] == 100

    await verified(meta, number)
    phone = (await meta.ok("POST", f"{account.waba_id}/phone_numbers", account.token, json=take))["id"]
    shown = await meta.ok("GET", f"{phone}?fields=code_verification_status", account.token)
    assert shown["code_verification_status"] == "VERIFIED"
    pin = {"messaging_product": "whatsapp", "pin": "123456"}
    assert await meta.ok("POST", f"{phone}/register", account.token, json=pin) == {"success": True}
    assert (await meta.ok("GET", path + "&availability_status=IN_USE"))["data"][0]["id"] == number
    again = {"phone_number": digits}
    assert (await meta.error("POST", f"{business}/add_phone_numbers", json=again))[1] == 100


async def test_wrong_codes_are_refused_and_counted(meta: Meta, added: tuple[str, str, str]) -> None:
    _, number, _ = added
    await meta.ok("POST", f"{number}/request_code", json=SMS)
    code = await code_of(meta, number)
    wrong = {"code": f"{(int(code) + 1) % 10**6:06d}"}
    told = [(await meta.error("POST", f"{number}/verify_code", json=wrong))[1:] for _ in range(6)]
    assert told == [(136025, 2388093)] * 5 + [(136025, 2388091)]
    await verified(meta, number)
    assert (await meta.error("POST", f"{number}/request_code", json=SMS))[1] == 136024


async def test_one_is_shared_with_another_business_and_taken_away(meta: Meta, added: tuple[str, str, str]) -> None:
    business, number, digits = added
    other = (await meta.control("POST", "businesses", json={"name": "Reseller"}))["id"]
    share = {"preverified_id": number, "partner_business_id": other}
    assert await meta.ok("POST", f"{business}/share_preverified_numbers", json=share) == {"success": True}
    assert (await meta.ok("GET", f"{number}/partners"))["data"] == [{"id": other, "name": "Reseller"}]
    assert [one["id"] for one in (await meta.ok("GET", f"{other}/preverified_numbers"))["data"]] == [number]
    read = await meta.ok("GET", number)
    assert (read["country_prefix"], read["is_input_id_valid"]) == (49, True)
    assert "".join(filter(str.isdigit, read["display_phone_number"])) == digits
    assert await meta.ok("DELETE", number) == {"success": True}
    assert (await meta.error("GET", number))[1:] == (100, 33)


async def test_only_the_partners_own_token_manages_them(meta: Meta, added: tuple[str, str, str]) -> None:
    business, number, _ = added
    account = await meta.onboarded()
    calls = (
        ("GET", f"{business}/preverified_numbers"),
        ("POST", f"{business}/add_phone_numbers"),
        ("POST", f"{business}/share_preverified_numbers"),
        ("GET", number),
        ("DELETE", number),
        ("GET", f"{number}/partners"),
        ("POST", f"{number}/verify_code"),
    )
    for method, path in calls:
        assert (await meta.error(method, path, account.token))[:2] == (403, 200), path
