"""Weeks that nobody waited for: more clients, their numbers in several states, templates, chats, usage and what it cost.

Written after the world is ready. Each step looks first whether it was done, so that one that was cut short goes on at the
next start.
"""

import asyncio
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import aiohttp
import msgspec

from partnerhub.app import parts
from partnerhub.db.pool import Database, Db
from partnerhub.demo import store
from partnerhub.demo.cast import CAST, TEMPLATES, Part
from partnerhub.demo.past import chats, delivered, outcomes
from partnerhub.demo.sandbox import Sandbox, session
from partnerhub.demo.signup import connect
from partnerhub.domain import billing, channels, clients, messaging, webhooks
from partnerhub.domain.templates import draft_store
from partnerhub.domain.templates.draft_store import Draft
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault
from partnerhub.settings import Settings

WEEKS = 6
FIRST_FUNDS = Decimal(60)  # of the first client, beside what it has
UNFINISHED = "Hello {{1}}, order your bolo-rei until 20 December:"  # the text of a draft
FIRST_A_DAY = 24  # its messages
WITHIN = 90.0  # seconds


async def write(settings: Settings, world: dict[str, Any]) -> None:
    """`world`: the credentials that the demo was filled with."""
    database, vault = parts.database(settings), parts.vault(settings)
    await database.open()
    try:
        async with session(settings) as http, asyncio.timeout(WITHIN):
            sandbox = Sandbox(http, settings.sandbox_url)
            await _listen(database, settings, world["partner_id"])
            await _submit_templates(http, settings, world)
            await _begin_template(database, world["partner_id"], world["waba_id"])
            for part in CAST:
                await _join(database, vault, sandbox, world["partner_id"], part)
            await _use(database, world, clock.now())
            phone_id, waba_id = await _at_meta(database, world)
            await _chat(database, phone_id, clock.now())
            verdicts = {name: verdict for name, *_, verdict in TEMPLATES if verdict}
            await sandbox.decide_templates(waba_id, verdicts)
    finally:
        await database.close()


async def _listen(database: Database, settings: Settings, partner_id: str) -> None:
    """The partner's events go to the catcher of the sandbox, until somebody wants them elsewhere."""
    async with database.writing(partner_id) as db:
        if not await webhooks.partner_url(db, partner_id):
            await webhooks.set_partner_url(db, partner_id, f"{settings.sandbox_url}/partner/hook/events")


async def _submit_templates(http: aiohttp.ClientSession, settings: Settings, world: dict[str, Any]) -> None:
    """As the client's own program would; one that is there already is refused, and that is all."""
    headers = {"D360-API-KEY": world["d360_api_key"]}
    for name, category, text, example, _ in TEMPLATES:
        body = {"type": "BODY", "text": text, "example": {"body_text": [list(example)]}}
        given = {"name": name, "category": category, "language": "en", "components": [body]}
        async with http.post(f"{settings.messaging_base}/v1/configs/templates", json=given, headers=headers):
            pass


async def _begin_template(database: Database, partner_id: str, waba_id: str) -> None:
    """A draft that somebody has yet to finish."""
    written = {"name": "christmas_orders", "language": "en", "category": "MARKETING", "body": UNFINISHED}
    async with database.writing(partner_id) as db:
        if not await draft_store.look_for(db, partner_id, text="", waba_id=waba_id, category=""):
            draft = Draft(
                id=draft_store.new_id(), waba_id=waba_id, name=written["name"], language="en", category="MARKETING",
                written=msgspec.json.encode(written).decode(), author="demo", modified_at=clock.now(),
            )  # fmt: skip
            await draft_store.put(db, partner_id, draft)


async def _join(database: Database, vault: Vault, sandbox: Sandbox, partner_id: str, part: Part) -> None:
    """A client comes by a real signup; then Meta, and the client, do what brings the number into its state."""
    now = clock.now()
    async with database.writing(partner_id) as db:
        if await store.has_client(db, partner_id, part.client):
            return
        contact = {"email": part.email, "country": part.country, "city": part.city}
        client_id = await clients.create(
            db, partner_id, name=part.client, contact_info=contact, contact_user={"email": part.email},
            partner_payload=None, organisation=None, now=now,
        )  # fmt: skip
    shared = await sandbox.share(part.client, part.number)
    channel_id, waba_id = await connect(database, vault, partner_id, client_id, shared)
    async with database.writing(partner_id) as db:
        if part.shared:
            await channels.grant_permission(db, partner_id, channel_id, actor="client", now=now)
        if part.cancelled:
            await channels.request_cancellation(db, partner_id, client_id, channel_id, now=now)
        if part.funds:
            await billing.fund(db, partner_id, client_id, Decimal(part.funds), "usd", now=_begin(now))
    await sandbox.decide(shared, part.waba_calls, part.phone_calls)
    async with database.working_write() as db:
        place = {"partner_id": partner_id, "client_id": client_id, "channel_id": channel_id, "waba_id": waba_id}
        await _write_messages(db, place, part.a_day, now)


async def _use(database: Database, world: dict[str, Any], now: datetime) -> None:
    """What the first client has sent, and the money it was paid with."""
    partner_id, client_id = world["partner_id"], world["client_id"]
    async with database.writing(partner_id) as db:
        if await store.has_usage(db, partner_id, world["channel_id"], now - timedelta(days=1)):
            return
        place = {name: world[name] for name in ("partner_id", "client_id", "channel_id", "waba_id")}
        await billing.fund(db, partner_id, client_id, FIRST_FUNDS, "usd", now=_begin(now))
    async with database.working_write() as db:
        await _write_messages(db, place, FIRST_A_DAY, now)


async def _write_messages(db: Db, place: dict[str, str], a_day: int, now: datetime) -> None:
    """What they cost, and what became of them."""
    messages = list(delivered(place, a_day, _begin(now), now))
    await billing.charge(db, messages, now=now)
    await messaging.outcomes.add(db, list(outcomes(place, messages)))


async def _at_meta(database: Database, world: dict[str, Any]) -> tuple[str, str]:
    """Meta's ids of the first client's number and WABA."""
    async with database.reading(world["partner_id"]) as db:
        return await store.at_meta(db, world["partner_id"], world["channel_id"])


async def _chat(database: Database, phone_id: str, now: datetime) -> None:
    async with database.working_write() as db:
        if not await store.has_chats(db, phone_id, now - timedelta(days=1)):
            await store.add_chats(db, phone_id, chats(_begin(now), now))


def _begin(now: datetime) -> datetime:
    return now - timedelta(weeks=WEEKS)
