"""Portfolios, WABAs and numbers: make them, look at them, and have a client share them."""

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from partnerhub.db.pool import Db, Row
from partnerhub.kit import clock
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.control.problems import NoSuchThing, digits
from partnerhub.sandbox.given import WithConfig, WithDatabase
from partnerhub.sandbox.graph.phones.nodes import fields_of as phone_fields
from partnerhub.sandbox.graph.wabas import fields_of as waba_fields
from partnerhub.sandbox.store import phones, wabas
from partnerhub.sandbox.world import making, numbers, signup


class BusinessIn(msgspec.Struct):
    name: str


class WabaIn(msgspec.Struct):
    name: str
    business_id: str = ""
    business_name: str = ""
    currency: str = "USD"
    timezone_id: str = "1"
    country: str = "US"


class PhoneIn(msgspec.Struct):
    waba_id: str
    phone_number: str = ""
    verified_name: str = ""
    verified: bool = True


class CodeIn(msgspec.Struct):
    waba_id: str = ""
    phone_number_id: str = ""
    waba_name: str = "Sandbox Shop"
    business_name: str = ""
    phone_number: str = ""
    verified_name: str = ""


@get("/businesses")
async def list_businesses(database: WithDatabase) -> dict[str, Any]:
    """Every business portfolio."""
    async with database.working() as db:
        rows = await wabas.businesses(db)
    return {"data": [{"id": row["id"], "name": row["name"], "messaging_limit": row["messaging_limit"]} for row in rows]}


@post("/businesses")
async def make_business(data: JSONBody[BusinessIn], database: WithDatabase) -> dict[str, Any]:
    """Make a business portfolio: {"name"}."""
    async with database.working_write() as db:
        return {"id": await making.business(db, data.name, clock.now())}


@get("/wabas")
async def list_wabas(database: WithDatabase) -> dict[str, Any]:
    """Every WABA."""
    async with database.working() as db:
        return {"data": [waba_fields(row) for row in await wabas.every(db)]}


@post("/wabas")
async def make_waba(data: JSONBody[WabaIn], database: WithDatabase) -> dict[str, Any]:
    """Make a WABA: {"name", "business_id" or "business_name"}."""
    now = clock.now()
    async with database.working_write() as db:
        business = await _business(db, data.business_id, data.business_name or data.name)
        waba_id = await making.waba(
            db,
            business,
            data.name,
            now,
            currency=data.currency,
            timezone_id=data.timezone_id,
            country=data.country,
        )
    return {"id": waba_id, "business_id": business}


@get("/phones")
async def list_phones(database: WithDatabase, config: WithConfig, waba_id: FromQuery[str]) -> dict[str, Any]:
    """The numbers of a WABA: ?waba_id=."""
    async with database.working() as db:
        return {"data": [_shown(row, config) for row in await phones.of_waba(db, waba_id)]}


@get("/phones/{phone_id:str}")
async def show_phone(phone_id: FromPath[str], database: WithDatabase, config: WithConfig) -> dict[str, Any]:
    """One number, with what a person would read on its screen: the code of the last SMS, and the PIN."""
    async with database.working() as db:
        row = await phones.find(db, phone_id)
    if row is None:
        raise NoSuchThing
    return _shown(row, config)


@post("/phones")
async def make_phone(data: JSONBody[PhoneIn], database: WithDatabase) -> dict[str, Any]:
    """Add a number to a WABA: {"waba_id", "phone_number", "verified_name", "verified"}."""
    async with database.working_write() as db:
        phone_id, chosen = await _phone(db, data.waba_id, data.phone_number, data.verified_name, verified=data.verified)
    return {"id": phone_id, "phone_number": chosen}


@post("/codes")
async def make_code(data: JSONBody[CodeIn], database: WithDatabase, config: WithConfig) -> dict[str, Any]:
    """A client shares a WABA, as at the end of Embedded Signup; the code is good for 30 seconds. What is not named is made."""
    now = clock.now()
    async with database.working_write() as db:
        waba_id = data.waba_id
        if not waba_id:
            business = await _business(db, "", data.business_name or data.waba_name)
            waba_id = await making.waba(db, business, data.waba_name, now)
        elif await wabas.find(db, waba_id) is None:
            raise NoSuchThing
        phone_id = data.phone_number_id
        if data.phone_number or (not data.waba_id and not phone_id):
            phone_id, _ = await _phone(
                db, waba_id, data.phone_number, data.verified_name or data.waba_name, verified=True
            )
        outcome = await signup.share(db, config, waba_id, phone_id or None, now)
        numbers_there = [row["id"] for row in await phones.of_waba(db, waba_id)]
    message = {"type": "WA_EMBEDDED_SIGNUP", "event": "FINISH", "data": outcome.data}
    return {
        "code": outcome.code,
        "expires_in": 30,
        **outcome.data,
        "phone_number_ids": numbers_there,
        "message": message,
    }


async def _business(db: Db, business_id: str, name: str) -> str:
    if not business_id:
        return await making.business(db, name, clock.now())
    if await wabas.find_business(db, business_id) is None:
        raise NoSuchThing
    return business_id


async def _phone(db: Db, waba_id: str, given: str, name: str, *, verified: bool) -> tuple[str, str]:
    waba = await wabas.find(db, waba_id)
    if waba is None:
        raise NoSuchThing
    chosen = digits(given) if given else numbers.invented()
    return await making.phone(db, waba_id, chosen, name or waba["name"], clock.now(), verified=verified), chosen


def _shown(row: Row, config: Config) -> dict[str, Any]:
    secret = {"code": row["otp"], "pin": row["pin"], "phone_number": row["digits"], "waba_id": row["waba_id"]}
    secret |= {"registered": row["registered"], "data_localization_region": row["data_localization_region"]}
    return {**phone_fields(row, config), **secret}
