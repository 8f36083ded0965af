"""The demo world, and the credentials that open it."""

import asyncio
from decimal import Decimal

import msgspec

from partnerhub.app import parts
from partnerhub.db.pool import Database
from partnerhub.demo.sandbox import Sandbox, session
from partnerhub.demo.signup import connect
from partnerhub.domain import billing, channel_keys, channels, clients, partners
from partnerhub.domain.access import passwords, users
from partnerhub.domain.newcomers import SigningUp, add_partner, new_password
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault
from partnerhub.settings import Settings

CUSTOMER = "15550100200"
FUNDS = Decimal(100)
REPLY = "Thank you, I got your message."


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What one side of the world is called. `mail` is the host of its e-mail addresses."""

    brand: str
    client: str
    mail: str
    payment_model: str
    number: str


class Side(msgspec.Struct, kw_only=True):
    """One partner with its client and channel; the field names are those of the credentials file."""

    partner_id: str
    partner_username: str
    partner_password: str
    partner_api_key: str
    platform_secret: str
    client_id: str
    client_email: str
    client_password: str
    channel_id: str = ""
    waba_id: str = ""
    d360_api_key: str = ""


ACME = Plan(
    brand="Acme Messaging", client="Lisbon Bakery", mail="example.com", payment_model="direct", number="15550100100"
)
RIVAL = Plan(
    brand="Rival Reach", client="Porto Books", mail="rival.example.com", payment_model="partner", number="15550100101"
)


async def fill(settings: Settings) -> dict[str, object]:
    """Make a world and return its credentials; once for an installation."""
    database, vault = parts.database(settings), parts.vault(settings)
    await database.open()
    try:
        async with session(settings) as http, asyncio.timeout(60):
            sandbox = Sandbox(http, settings.sandbox_url)
            await sandbox.customer(CUSTOMER, "Maria Silva", REPLY)  # first: if it is closed, nothing is half made
            acme, rival = await asyncio.gather(
                _side(database, vault, sandbox, settings, ACME),
                _side(database, vault, sandbox, settings, RIVAL),
            )
    finally:
        await database.close()
    shown = ("partner_id", "partner_api_key", "client_id", "channel_id", "waba_id", "d360_api_key")
    return {
        "base_url": settings.url,
        "messaging_url": settings.messaging_base,
        "graph_url": settings.graph_base,
        **msgspec.to_builtins(acme),
        "customer": CUSTOMER,
        "rival": {name: getattr(rival, name) for name in shown},
    }


async def _side(database: Database, vault: Vault, sandbox: Sandbox, settings: Settings, plan: Plan) -> Side:
    side = await _people(database, vault, settings, plan)
    shared = await sandbox.share(plan.client, plan.number)
    side.channel_id, side.waba_id = await connect(database, vault, side.partner_id, side.client_id, shared)
    async with database.writing(side.partner_id) as db:
        now, channel = clock.now(), side.channel_id
        await channels.grant_permission(db, side.partner_id, channel, actor="client", now=now)
        _, side.d360_api_key = await channel_keys.create(db, side.partner_id, channel, vault=vault, now=now)
        payer = side.client_id if plan.payment_model == "direct" else None
        await billing.fund(db, side.partner_id, payer, FUNDS, "usd", now=now)
    return side


async def _people(database: Database, vault: Vault, settings: Settings, plan: Plan) -> Side:
    """The partner, its owner and key; its client and that client's owner."""
    asked = SigningUp(
        brand=plan.brand, email=f"partner@{plan.mail}", name="Pat Partner", country="US", payment_model=plan.payment_model
    )  # fmt: skip
    made = await add_partner(database, vault, asked)
    password, email = new_password(), f"client@{plan.mail}"
    client_id = await _client(database, settings, plan, made.partner_id, email, await passwords.hashed(password, email))
    return Side(
        partner_id=made.partner_id,
        partner_username=made.email,
        partner_password=made.password,
        partner_api_key=made.api_key,
        platform_secret=made.platform_secret,
        client_id=client_id,
        client_email=email,
        client_password=password,
    )


async def _client(
    database: Database, settings: Settings, plan: Plan, partner_id: str, email: str, password_hash: str
) -> str:
    now, person = clock.now(), "Clara Client"
    async with database.writing(partner_id) as db:
        back = f"{settings.sandbox_url}/partner/back"
        await partners.set_redirect_url(db, partner_id, back, any_target=True)  # a page of our own sandbox
        client_id = await clients.create(
            db,
            partner_id,
            name=plan.client,
            contact_info={"email": email, "country": "PT", "city": "Lisbon", "full_name": person},
            contact_user={"name": person, "email": email},
            partner_payload="demo-client-1",
            organisation=None,
            now=now,
        )
        await users.create(
            db, partner_id, email=email, name=person, password_hash=password_hash, client_id=client_id, now=now
        )
    return client_id
