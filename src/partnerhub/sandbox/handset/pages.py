"""The pages of the handset. A chat's fragment is asked for again and again; it answers 204 while nothing is new."""

import hashlib
from typing import Any

import msgspec
from litestar import Response, get
from litestar.params import FromPath, FromQuery

from partnerhub.db.pool import Db, Row
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.sandbox.control.problems import NoSuchThing
from partnerhub.sandbox.given import WithDatabase
from partnerhub.sandbox.handset import bubbles, store
from partnerhub.sandbox.handset.contents import read
from partnerhub.sandbox.pages import HEADERS, environment, render
from partnerhub.sandbox.store import customers, media, phones
from partnerhub.sandbox.trial import number
from partnerhub.sandbox.wire.envelope import CODES
from partnerhub.sandbox.wire.http import AnyRequest
from partnerhub.sandbox.world.customers import FAILURES

# Pictures and sounds may lie anywhere: a business sends links.
POLICY = HEADERS["Content-Security-Policy"].replace("img-src", "media-src 'self' http: https:; img-src http: https:")
WEBHOOKS = 12
# What a browser may show in our name; anything else is downloaded, so that no file becomes a page of this host.
SAFE = ("image/jpeg", "image/png", "image/webp", "image/gif", "audio/", "video/")
EMOJI = ("👍", "❤️", "😂", "😮", "😢", "🙏")


@get("/")
async def people(database: WithDatabase) -> Response[str]:
    async with database.working() as db:
        return render("handset/people.html", customers=await customers.every(db))


@get("/{digits:str}")
async def chats(digits: FromPath[str], database: WithDatabase) -> Response[str]:
    async with database.working_write() as db:
        customer = await person(db, digits)
        await number.ready(db, clock.now())
        rows = await store.chats(db, digits)
    listed = [(row, _last(row)) for row in rows]
    return render(
        "handset/chats.html", customer=customer, chats=listed, failures=[(code, CODES[code][1]) for code in FAILURES]
    )


@get("/{digits:str}/{phone_id:str}")
async def chat(
    digits: FromPath[str],
    phone_id: FromPath[str],
    database: WithDatabase,
    reply: FromQuery[str] = "",
    refused: FromQuery[str] = "",
) -> Response[str]:
    """`reply`: the message that the next one answers; `refused`: why the last one was not sent."""
    async with database.working() as db:
        values = await _chat(db, digits, phone_id)
    answered = next((one for one in values["bubbles"] if one.id == reply), None)
    page = render("handset/chat.html", **values, refused=refused, reply=answered, summary=bubbles.summary)
    page.headers["Content-Security-Policy"] = POLICY
    return page


@get("/{digits:str}/{phone_id:str}/thread")
async def thread(
    digits: FromPath[str], phone_id: FromPath[str], database: WithDatabase, have: FromQuery[str] = ""
) -> Response[str]:
    """`have`: the version that the page shows."""
    async with database.working() as db:
        values = await _chat(db, digits, phone_id)
    if values["version"] == have:
        return Response("", status_code=204, headers=HEADERS)
    text = environment.get_template("handset/thread.html").render(**values)
    return Response(text, media_type="text/html; charset=utf-8", headers=HEADERS)


@get("/media/{media_id:str}")
async def medium(media_id: FromPath[str], database: WithDatabase) -> Response[bytes]:
    """A picture or a file of a chat; the customer's phone needs no token."""
    async with database.working() as db:
        row, content = await media.find(db, media_id), await media.content(db, media_id)
    if row is None or content is None:
        raise NoSuchThing
    shown = row["mime_type"].startswith(SAFE)
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox", "Cache-Control": "private"}
    headers |= {} if shown else {"Content-Disposition": "attachment"}
    return Response(content, media_type=row["mime_type"] if shown else "application/octet-stream", headers=headers)


async def person(db: Db, digits: str) -> Row:
    row = await customers.find(db, digits)
    if row is None:
        raise NoSuchThing("Nobody has this phone. Choose another person.")
    return row


async def business(db: Db, phone_id: str) -> Row:
    row = await phones.find(db, phone_id)
    if row is None:
        raise NoSuchThing("No business has this number any more.")
    return row


async def _chat(db: Db, digits: str, phone_id: str) -> dict[str, Any]:
    customer, phone = await person(db, digits), await business(db, phone_id)
    shown = await bubbles.of_chat(db, phone, customer)
    values: dict[str, Any] = {
        "customer": customer,
        "phone": phone,
        "no_marketing": await customers.wants_no_marketing(db, phone_id, digits),
        "bubbles": shown,
        "unseen": await store.unseen(db, phone_id, digits),
        "webhooks": [_webhook(row) for row in await store.last_webhooks(db, phone_id, WEBHOOKS)],
        "emoji": EMOJI,
    }
    made = environment.get_template("handset/thread.html").render(**values, version="")
    return {**values, "version": hashlib.sha256(made.encode()).hexdigest()[:16]}


def _webhook(row: Row) -> dict[str, Any]:
    value = msgspec.json.decode(row["body"])["entry"][0]["changes"][0]["value"]
    told = next((one["status"] for one in value.get("statuses", [])), None)
    told = told or next((f"message · {one['type']}" for one in value.get("messages", [])), row["field"])
    pretty = msgspec.json.format(row["body"], indent=2)
    return {**dict(row), "told": told, "pretty": pretty, "at": clock.iso(row["created_at"])}


def _last(row: Row) -> str:
    """The last message of a chat in a line; a template shows as one."""
    if row["kind"] is None:
        return ""
    content = read(row["kind"], msgspec.json.decode(row["body"]), {})
    return content.body.striptags() or row["kind"].replace("_", " ").capitalize()


def of_problem(_request: AnyRequest, problem: Problem) -> Response[str]:
    return render("handset/fault.html", problem.status, message=problem.message)
