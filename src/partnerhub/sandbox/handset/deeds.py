"""What a person does with the handset: forms, each of which leads back to the page it came from."""

from typing import Any
from urllib.parse import quote, urlencode

from litestar import Response, post
from litestar.params import FromPath
from litestar.response import Redirect

from partnerhub.db.pool import Database, Db, Row
from partnerhub.kit import clock
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.control.problems import digits as checked
from partnerhub.sandbox.given import WithConfig, WithDatabase
from partnerhub.sandbox.handset import sending, store
from partnerhub.sandbox.handset.pages import business, person
from partnerhub.sandbox.store import customers as customer_store
from partnerhub.sandbox.store import messages
from partnerhub.sandbox.trial import keys
from partnerhub.sandbox.wire.http import MAX_BODY, AnyRequest, read
from partnerhub.sandbox.world import customers, numbers, preferences

PREFIX = "/sandbox/handset"
CHAT = "/{digits:str}/{phone_id:str}"


@post("/", status_code=303)
async def make_person(request: AnyRequest, database: WithDatabase) -> Response[Any]:
    """Somebody who is played here: they answer and read when the one who plays them does."""
    given, _ = await read(request)
    phone = checked(str(given["phone"])) if given.get("phone") else numbers.invented()
    async with database.working_write() as db:
        name = str(given.get("name") or "Somebody")[:60]
        if await customer_store.find(db, phone) is None:
            await customers.make(db, phone, name, clock.now(), answers=False, reads=False)
    return Redirect(f"{PREFIX}/{phone}", status_code=303)


@post("/{digits:str}", status_code=303)
async def change_person(request: AnyRequest, digits: FromPath[str], database: WithDatabase) -> Response[Any]:
    """What the person does by itself; a switch that is off is not in the form."""
    given, _ = await read(request)
    async with database.working_write() as db:
        row = await person(db, digits)
        await customers.make(
            db,
            digits,
            str(given.get("name") or row["name"])[:60],
            clock.now(),
            reply_text=str(given.get("reply_text") or row["reply_text"]),
            window="strict" if "strict" in given else "open",
            answers="answers" in given,
            reads="reads" in given,
            fails_with=_failure(str(given.get("fails_with", ""))),
        )
    return Redirect(f"{PREFIX}/{digits}", status_code=303)


def _failure(given: str) -> int | None:
    return next((code for code in customers.FAILURES if str(code) == given), None)


@post(CHAT + "/messages", status_code=303, request_max_body_size=MAX_BODY)
async def send(
    request: AnyRequest, digits: FromPath[str], phone_id: FromPath[str], database: WithDatabase, config: WithConfig
) -> Response[Any]:
    """Text, a file, or a file with a text; in answer to `reply_to`."""
    given, files = await read(request)
    said, file = str(given.get("text", "")), files.get("file")

    async def made(db: Db, phone: Row) -> sending.Message:
        if file is not None and file.content:
            return await sending.medium(db, phone, file, said, clock.now())
        return sending.text(said)

    return await _sent(database, config, digits, phone_id, made, about=str(given.get("reply_to", "")))


@post(CHAT + "/choices", status_code=303)
async def choose(
    request: AnyRequest, digits: FromPath[str], phone_id: FromPath[str], database: WithDatabase, config: WithConfig
) -> Response[Any]:
    """A button or a row of a list is tapped."""
    given, _ = await read(request)
    about = str(given.get("message_id", ""))

    async def made(db: Db, phone: Row) -> sending.Message:
        message = await messages.find(db, about)
        if message is None or (message["phone_id"], message["customer"]) != (phone_id, digits):
            raise sending.CannotSend("The message is gone.")
        return await sending.choice(db, phone, message, str(given.get("choice", "")), clock.now())

    return await _sent(database, config, digits, phone_id, made, about=about)


@post(CHAT + "/reactions", status_code=303)
async def react(
    request: AnyRequest, digits: FromPath[str], phone_id: FromPath[str], database: WithDatabase, config: WithConfig
) -> Response[Any]:
    """An emoji at a message; none takes it back."""
    given, _ = await read(request)

    async def made(_db: Db, _phone: Row) -> sending.Message:
        return sending.reaction(str(given.get("message_id", "")), str(given.get("emoji", ""))[:16])

    return await _sent(database, config, digits, phone_id, made)


@post(CHAT + "/places", status_code=303)
async def share_place(
    request: AnyRequest, digits: FromPath[str], phone_id: FromPath[str], database: WithDatabase, config: WithConfig
) -> Response[Any]:
    given, _ = await read(request)

    async def made(_db: Db, _phone: Row) -> sending.Message:
        named = (str(given.get(name, "")) for name in ("name", "latitude", "longitude"))
        return sending.place(*named)

    return await _sent(database, config, digits, phone_id, made, about=str(given.get("reply_to", "")))


@post(CHAT + "/contacts", status_code=303)
async def share_contact(
    request: AnyRequest, digits: FromPath[str], phone_id: FromPath[str], database: WithDatabase, config: WithConfig
) -> Response[Any]:
    given, _ = await read(request)

    async def made(_db: Db, _phone: Row) -> sending.Message:
        return sending.contact(str(given.get("name", "")), str(given.get("number", "")))

    return await _sent(database, config, digits, phone_id, made)


@post(CHAT + "/preferences", status_code=303)
async def prefer(
    request: AnyRequest, digits: FromPath[str], phone_id: FromPath[str], database: WithDatabase, config: WithConfig
) -> Response[Any]:
    """The person wants no marketing messages of the business, or wants them again."""
    given, _ = await read(request)
    async with database.working_write() as db:
        customer, phone = await person(db, digits), await business(db, phone_id)
        await preferences.say(db, config, phone, customer, clock.now(), stop=given.get("marketing") == "stop")
    return _back(digits, phone_id)


@post(CHAT + "/seen", status_code=303)
async def see(digits: FromPath[str], phone_id: FromPath[str], database: WithDatabase) -> Response[Any]:
    """The chat is looked at: what has arrived is read, and the business is told."""
    async with database.working_write() as db:
        await person(db, digits)
        for message_id in await store.see(db, phone_id, digits):
            await messages.plan(db, message_id, [("status", '{"status":"read"}', 0)])
    return _back(digits, phone_id)


async def _sent(
    database: Database, config: Config, digits: str, phone_id: str, made: Any, *, about: str = ""
) -> Response[Any]:
    """`made`: what is sent, known once the number is. What a phone would not send is told on the chat's page."""
    try:
        async with database.working_write() as db:
            await person(db, digits)
            phone = await business(db, phone_id)
            kind, content = await made(db, phone)
            quoted = await messages.find(db, about) if about else None
            if quoted is not None:
                author = digits if quoted["direction"] == "in" else quoted["business"]
                content = {"context": {"from": author, "id": about}, **content}
            await customers.write(db, config, phone_id, digits, kind, content, clock.now())
            await keys.asked(db, phone, digits, content, clock.now())
    except sending.CannotSend as refusal:
        return _back(digits, phone_id, refused=refusal.message)
    return _back(digits, phone_id)


def _back(digits: str, phone_id: str, **query: str) -> Response[Any]:
    tail = f"?{urlencode(query)}" if query else ""
    return Redirect(f"{PREFIX}/{quote(digits)}/{quote(phone_id)}{tail}#end", status_code=303)
