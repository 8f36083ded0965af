"""Customers: make them, read their chats, let them write."""

from typing import Any, Literal

import msgspec
from litestar import delete, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from partnerhub.db.pool import Db, Row
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput
from partnerhub.sandbox.control import samples
from partnerhub.sandbox.control.problems import NoSuchThing, digits
from partnerhub.sandbox.given import WithConfig, WithDatabase
from partnerhub.sandbox.store import customers as store
from partnerhub.sandbox.store import messages, phones
from partnerhub.sandbox.trial import keys
from partnerhub.sandbox.world import customers, numbers, preferences

MAX_PAGE = 200


class CustomerIn(msgspec.Struct):
    phone: str = ""
    name: str = "Sandbox Customer"
    reply_text: str = customers.REPLY
    answers: bool = True
    reads: bool = True
    service_window: Literal["open", "strict"] = "open"
    fails_with: int | None = None


class PreferenceIn(msgspec.Struct):
    to: str
    marketing: Literal["stop", "resume"] = "stop"


class MessageIn(msgspec.Struct):
    """Beside `to` and `text`: a whole message of another type, keyed by it. A medium without id is a sample."""

    to: str
    text: str = ""
    type: str = "text"
    content: dict[str, Any] | list[Any] = {}
    context: dict[str, Any] = {}


@get("/customers")
async def list_customers(database: WithDatabase) -> dict[str, Any]:
    """Every customer."""
    async with database.working() as db:
        return {"data": [_shown(row) for row in await store.every(db)]}


@post("/customers")
async def make_customer(data: JSONBody[CustomerIn], database: WithDatabase) -> dict[str, Any]:
    """Make or change a customer: {"phone", "name", "reply_text" ({text} quotes), "answers", "reads", \
"service_window" (open, strict), "fails_with": a code of Meta with which each message to them fails}.
    """
    if data.fails_with is not None and data.fails_with not in customers.FAILURES:
        raise BadInput(f"A message fails with one of {', '.join(map(str, customers.FAILURES))}.", field="fails_with")
    phone = digits(data.phone) if data.phone else numbers.invented()
    async with database.working_write() as db:
        row = await customers.make(
            db,
            phone,
            data.name,
            clock.now(),
            reply_text=data.reply_text,
            window=data.service_window,
            answers=data.answers,
            reads=data.reads,
            fails_with=data.fails_with,
        )
    return _shown(row)


@delete("/customers/{phone:str}", status_code=200)
async def remove_customer(phone: FromPath[str], database: WithDatabase) -> dict[str, Any]:
    """The number is no longer on WhatsApp."""
    async with database.working_write() as db:
        if not await store.remove(db, digits(phone)):
            raise NoSuchThing
    return {"success": True}


@post("/customers/{phone:str}/messages")
async def write(
    phone: FromPath[str], data: JSONBody[MessageIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """The customer writes to a business: {"to": number or its id, "text"} or {"to", "type": "image", "content": {"id": …}}; \
a medium without id is a sample file.
    """
    if data.type == "text" and not data.text and not data.content:
        raise BadInput("The message needs a text.", field="text")
    async with database.working_write() as db:
        if await store.find(db, digits(phone)) is None:
            raise NoSuchThing("There is no such customer; make one with POST /sandbox/api/customers.")
        called = await business(db, data.to)
        content = {
            data.type: await _content(db, called, data),
            **({"context": data.context} if data.context else {}),
        }
        message_id = await customers.write(db, config, called["id"], digits(phone), data.type, content, clock.now())
        await keys.asked(db, called, digits(phone), content, clock.now())
    return {"id": message_id, "phone_number_id": called["id"]}


async def _content(db: Db, called: Row, data: MessageIn) -> Any:
    if data.type in samples.SAMPLES and isinstance(data.content, dict) and "id" not in data.content:
        return await samples.medium(db, called, data.type, clock.now()) | data.content
    return data.content or {"body": data.text}


@post("/customers/{phone:str}/preferences", status_code=200)
async def prefer(
    phone: FromPath[str], data: JSONBody[PreferenceIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """The customer wants no marketing messages of a business, or wants them again: {"to", "marketing": "stop" or "resume"}."""
    async with database.working_write() as db:
        row = await store.find(db, digits(phone))
        if row is None:
            raise NoSuchThing
        called = await business(db, data.to)
        await preferences.say(db, config, called, row, clock.now(), stop=data.marketing == "stop")
    return {"success": True}


@get("/customers/{phone:str}/messages")
async def chat_of_customer(
    phone: FromPath[str],
    database: WithDatabase,
    phone_number_id: FromQuery[str | None] = None,
    before: FromQuery[int | None] = None,
    limit: FromQuery[int] = 50,
) -> dict[str, Any]:
    """What a customer wrote and got, the newest first: ?phone_number_id=&before=&limit=."""
    async with database.working() as db:
        rows = await messages.page(db, phone_number_id, digits(phone), before, min(max(limit, 1), MAX_PAGE))
    return {"data": [_message(row) for row in rows]}


@get("/phones/{phone_id:str}/messages")
async def chat_of_phone(
    phone_id: FromPath[str], database: WithDatabase, before: FromQuery[int | None] = None, limit: FromQuery[int] = 50
) -> dict[str, Any]:
    """What a number of a business sent and got, the newest first."""
    async with database.working() as db:
        rows = await messages.page(db, phone_id, None, before, min(max(limit, 1), MAX_PAGE))
    return {"data": [_message(row) for row in rows]}


async def business(db: Db, given: str) -> Row:
    row = await phones.find(db, given) or await phones.find_by_digits(db, numbers.digits_of(given) or "")
    if row is None:
        raise NoSuchThing("No business has this number.")
    return row


def _shown(row: Row) -> dict[str, Any]:
    return {
        "phone": row["digits"],
        "name": row["name"],
        "user_id": row["user_id"],
        "reply_text": row["reply_text"],
        "answers": row["answers"],
        "reads": row["reads"],
        "service_window": row["service_window"],
        "fails_with": row["fails_with"],
    }


def _message(row: Row) -> dict[str, Any]:
    return {
        "seq": row["seq"],
        "id": row["id"],
        "phone_number_id": row["phone_id"],
        "customer": row["customer"],
        "direction": row["direction"],
        "type": row["kind"],
        "status": row["status"],
        "created_at": clock.iso(row["created_at"]),
        "message": msgspec.Raw(row["body"].encode()),
    }
