"""What each page shows, its fields filled in so that pressing on is enough; and what it makes of the form."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.sandbox.dialog.answers import DEFAULT_NAME, Answers
from partnerhub.sandbox.store import phones, wabas
from partnerhub.sandbox.world import numbers

NEW = "new"
SHOWN_AT_MOST = 30
MAX_NAME = 100


class Refused(Exception):
    """The form needs another look; the text says why."""


async def show(db: Db, page: str, answers: Answers) -> dict[str, Any]:
    """What the page's template needs beside the answers."""
    return await SHOWN[page](db, answers)


async def take(db: Db, page: str, answers: Answers, form: dict[str, str]) -> Answers:
    """The answers with this page's; what later pages answered is forgotten where it no longer fits."""
    return await TAKEN[page](db, answers, form)


async def _show_nothing(_db: Db, _answers: Answers) -> dict[str, Any]:
    return {}


async def _show_businesses(db: Db, answers: Answers) -> dict[str, Any]:
    rows = (await wabas.businesses(db))[:SHOWN_AT_MOST]
    chosen = answers.business_id or answers.suggested("business", "id")
    known = chosen in {row["id"] for row in rows}
    name = answers.suggested("business", "name") or DEFAULT_NAME
    own = "" if answers.business_id else answers.business_name
    return {"businesses": rows, "chosen": chosen if known else NEW, "name": own or name}


async def _show_wabas(db: Db, answers: Answers) -> dict[str, Any]:
    rows = await wabas.of_business(db, answers.business_id) if answers.business_id else []
    chosen = answers.waba_id or (rows[0]["id"] if rows and not answers.waba_name else NEW)
    return {
        "wabas": rows[:SHOWN_AT_MOST],
        "chosen": chosen,
        "name": ("" if answers.waba_id else answers.waba_name) or answers.business_name,
    }


async def _show_phones(db: Db, answers: Answers) -> dict[str, Any]:
    rows = (
        [row for row in await phones.of_waba(db, answers.waba_id) if not row["registered"]] if answers.waba_id else []
    )
    suggested = numbers.digits_of(
        answers.suggested("business", "phone", "code") + answers.suggested("business", "phone", "number")
    )
    digits = answers.digits or suggested or numbers.invented()
    chosen = answers.phone_id or (rows[0]["id"] if rows and not answers.digits and not suggested else NEW)
    name = answers.display_name or answers.suggested("phone", "displayName") or answers.business_name
    return {"phones": rows[:SHOWN_AT_MOST], "chosen": chosen, "number": numbers.display(digits), "name": name}


async def _show_otp(_db: Db, answers: Answers) -> dict[str, Any]:
    return {"number": numbers.display(answers.digits), "code": answers.otp}


async def _show_summary(_db: Db, answers: Answers) -> dict[str, Any]:
    return {"number": numbers.display(answers.digits) if answers.digits else ""}


async def _take_login(_db: Db, answers: Answers, _form: dict[str, str]) -> Answers:
    return _with(answers, logged_in=True)


async def _take_business(db: Db, answers: Answers, form: dict[str, str]) -> Answers:
    chosen, name = form.get("business", NEW), ""
    if chosen == NEW:
        chosen, name = "", _name(form, "business_name", "Give the business portfolio a name.")
    else:
        row = await wabas.find_business(db, chosen)
        if row is None:
            raise Refused("Choose a business portfolio.")
        name = row["name"]
    kept = (
        answers
        if chosen == answers.business_id
        else _with(answers, waba_id="", waba_name="", phone_id="", digits="", verified=False)
    )
    return _with(kept, business_id=chosen, business_name=name)


async def _take_waba(db: Db, answers: Answers, form: dict[str, str]) -> Answers:
    chosen, name = form.get("waba", NEW), ""
    if chosen == NEW:
        chosen, name = "", _name(form, "waba_name", "Give the WhatsApp Business account a name.")
    else:
        row = await wabas.find(db, chosen)
        if row is None or row["business_id"] != answers.business_id:
            raise Refused("Choose a WhatsApp Business account.")
        name = row["name"]
    kept = answers if chosen == answers.waba_id else _without_phone(answers)
    return _with(kept, waba_id=chosen, waba_name=name)


async def _take_phone(db: Db, answers: Answers, form: dict[str, str]) -> Answers:
    chosen = form.get("phone", NEW)
    name = _name(form, "display_name", "Give the number a display name.")
    otp = f"{secrets.randbelow(10**6):06d}"
    if chosen != NEW:
        row = await phones.find(db, chosen)
        if row is None or row["waba_id"] != answers.waba_id or row["registered"]:
            raise Refused("Choose a phone number.")
        verified = row["code_verification_status"] == "VERIFIED"
        return _with(
            answers,
            phone_id=chosen,
            digits=row["digits"],
            display_name=row["verified_name"],
            otp="" if verified else otp,
            verified=verified,
        )
    digits = numbers.digits_of(form.get("phone_number", ""))
    if digits is None:
        raise Refused("Enter the phone number with its country code.")
    if await phones.find_by_digits(db, digits) is not None:
        raise Refused("This phone number is on a WhatsApp Business account already.")
    return _with(answers, phone_id="", digits=digits, display_name=name, otp=otp, verified=False)


async def _take_otp(_db: Db, answers: Answers, form: dict[str, str]) -> Answers:
    if not secrets.compare_digest(form.get("code", "").replace("-", "").strip().encode(), answers.otp.encode()):
        raise Refused("That is not the code of the message below.")
    return _with(answers, verified=True)


def _without_phone(answers: Answers) -> Answers:
    return _with(answers, phone_id="", digits="", otp="", verified=False)


def _name(form: dict[str, str], field: str, refusal: str) -> str:
    name = form.get(field, "").strip()
    if not 0 < len(name) <= MAX_NAME:
        raise Refused(refusal)
    return name


def _with(answers: Answers, **changes: Any) -> Answers:
    return msgspec.structs.replace(answers, **changes)


SHOWN: dict[str, Callable[[Db, Answers], Awaitable[dict[str, Any]]]] = {
    "login": _show_nothing,
    "business": _show_businesses,
    "waba": _show_wabas,
    "phone": _show_phones,
    "otp": _show_otp,
    "confirm": _show_summary,
}
TAKEN: dict[str, Callable[[Db, Answers, dict[str, str]], Awaitable[Answers]]] = {
    "login": _take_login,
    "business": _take_business,
    "waba": _take_waba,
    "phone": _take_phone,
    "otp": _take_otp,
}
