"""One partner with its clients and channels, and a rival partner with its own: made anew for whoever asks."""

import itertools
from dataclasses import dataclass, field
from datetime import timedelta

from partnerhub.db.pool import Database
from partnerhub.domain import audit, channel_keys, channels, clients, partners, wabas, webhooks
from partnerhub.domain.access import keys, users
from partnerhub.domain.access.users import Invited
from partnerhub.domain.flows import store as flows
from partnerhub.domain.onboarding import Parameters, links
from partnerhub.domain.templates import draft_store, model
from partnerhub.domain.templates import store as templates
from partnerhub.domain.templates.draft_store import Draft
from partnerhub.domain.webhooks import replays
from partnerhub.domain.webhooks.endpoints import options
from partnerhub.domain.webhooks.endpoints.ids import name_of
from partnerhub.kit import clock, ids
from partnerhub.kit.crypto import Vault
from partnerhub.upstream.graph import Graph

MASTER = b"a master secret for tests, only!"
VAULT = Vault(MASTER)
NO_META = Graph("http://127.0.0.1:9", "v23.0")  # a port that nothing answers on
_mobiles = itertools.count(20_000_000)


# A number that the partner shared, onboarded long ago.
SHARED = (
    "INSERT INTO onboarding_signup (partner_id, id, client_id, code, step, state, created_at, modified_at)"
    """ VALUES ($1, $2, $3, '-', 'live', '{"step": "live", "channel_ids": []}', now(), now())"""
)


@dataclass(kw_only=True)
class Side:
    """What one partner has. `channel_id` is live and shared; `phone_number_id` and ids that are `external` are Meta's."""

    partner_id: str
    partner_key: str
    partner_key_id: str = ""
    user_id: str = ""
    client_id: str = ""
    waba_id: str = ""
    waba_external_id: str = ""
    template_id: str = ""
    draft_id: str = ""
    template_external_id: str = ""
    flow_id: str = ""
    channel_id: str = ""
    phone_number_id: str = ""
    phone_number: str = ""
    d360_api_key: str = ""
    platform_secret: str = "a platform secret"
    event_id: str = ""
    endpoint_id: str = ""
    replay_id: str = ""
    link_id: str = ""
    link_token: str = ""
    signup_id: str = ""
    change_id: str = ""
    more_channels: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class World:
    partner: Side
    rival: Side


def mobile() -> str:
    """The digits of a number that no test of this process had before: of random ones, two are alike some day."""
    return f"49151{next(_mobiles)}"


async def make(database: Database, vault: Vault = VAULT) -> World:
    """A new world; nothing in it is shared with any other."""
    return World(partner=await make_side(database, vault, "Acme"), rival=await make_side(database, vault, "Rival"))


async def make_side(database: Database, vault: Vault, name: str) -> Side:
    partner_id = ids.random_id(6, "PA")
    now = clock.now()
    async with database.writing(partner_id) as db:
        await partners.create(
            db,
            partner_id,
            brand_name=name,
            country="DE",
            payment_model="direct",
            platform_secret=vault.seal("a platform secret"),
        )
        await audit.begin(db, partner_id, vault)
        key_id, secret = await keys.create(db, partner_id, "tests", vault=vault, now=now)
        invited = Invited(email=f"{partner_id}@invited.example", name="Ivy", role="read_only")
        user_id = await users.invite(db, partner_id, invited, scopes=None, vault=vault, url="http://hub.test", now=now)
    side = Side(partner_id=partner_id, partner_key=secret, partner_key_id=key_id, user_id=user_id)
    await add_client(database, side, name, vault)
    async with database.writing(partner_id) as db:
        side.event_id = await db.fetchval("SELECT max(id) FROM event WHERE partner_id = $1", partner_id)
        side.link_id = await links.create(
            db, partner_id, Parameters(name=name), success_url=None, failure_url=None, max_uses=1,
            expires_at=now + timedelta(days=1), vault=vault, any_target=False, now=now,
        )  # fmt: skip
        day = timedelta(days=1)
        begun = await replays.create(db, partner_id, since=now - day, until=now - day / 2, now=now)
        await replays.cancel(db, partner_id, begun.id, now)
        side.replay_id = begun.id
        side.link_token = (await links.get(db, partner_id, side.link_id, vault)).token
        side.signup_id = ids.prefixed_uuid7("shr")
        await db.execute(SHARED, partner_id, side.signup_id, side.client_id)
    return side


async def add_client(database: Database, side: Side, name: str, vault: Vault = VAULT) -> str:
    """A client with a WABA and one live, shared channel with a key; becomes the side's own."""
    now = clock.now()
    async with database.writing(side.partner_id) as db:
        side.client_id = await clients.create(
            db,
            side.partner_id,
            name=f"{name} client",
            contact_info={"email": f"{ids.random_id(8).lower()}@client.example", "country": "DE"},
            contact_user={"name": "Ada", "email": "ada@client.example"},
            partner_payload="yourSystemIdentifier",
            organisation=None,
            now=now,
        )
        side.waba_external_id = ids.numeric_id()
        side.waba_id = await wabas.put(
            db,
            side.partner_id,
            side.client_id,
            external_id=side.waba_external_id,
            name=f"{name} WABA",
            namespace="092819ec_f801_461b_b975_3a2d464f50a8",
            currency="USD",
            timezone_id=1,
            fb_business_id=ids.numeric_id(),
            fb_account_status="verified",
            status="approved",
            graph_token=vault.seal("EAAtest"),
            now=now,
        )
    await add_template(database, side)
    side.channel_id = await add_channel(database, side)
    async with database.writing(side.partner_id) as db:
        await channels.grant_permission(db, side.partner_id, side.channel_id, actor="test", now=now)
        _, side.d360_api_key = await channel_keys.create(db, side.partner_id, side.channel_id, vault=vault, now=now)
    return side.client_id


async def add_channel(database: Database, side: Side, *, live: bool = True) -> str:
    """One more channel of the side's client; without `live` it stays as onboarding found it."""
    now = clock.now()
    side.phone_number_id, side.phone_number = ids.numeric_id(), mobile()
    async with database.writing(side.partner_id) as db:
        await db.execute("UPDATE client SET max_channels = 100 WHERE id = $1", side.client_id)
        channel_id = await channels.create(
            db,
            side.partner_id,
            client_id=side.client_id,
            waba_id=side.waba_id,
            external_id=side.phone_number_id,
            phone_number="+" + side.phone_number,
            phone_name="Acme Support",
            current_limit="TIER_250",
            current_quality_rating="GREEN",
            is_on_biz_app=False,
            now=now,
        )
        if live:
            await channels.mark_ready(db, side.partner_id, channel_id, now=now)
            await channels.mark_running(db, side.partner_id, channel_id, now=now)
            await channels.mark_live(db, side.partner_id, channel_id, now=now)
    side.more_channels.append(channel_id)
    return channel_id


async def add_endpoint(database: Database, side: Side, vault: Vault = VAULT) -> None:
    """The partner's own webhook endpoint, without a URL yet."""
    async with database.writing(side.partner_id) as db:
        await webhooks.set_partner_headers(db, side.partner_id, {}, vault)
        (one,) = await options.page(db, side.partner_id, before=None, standing=None, limit=2)
    side.endpoint_id = name_of(one.id)


async def add_template(database: Database, side: Side) -> None:
    """One template and one flow of the side's WABA, as if Meta had just been asked for all."""
    now, side.template_id, side.flow_id = clock.now(), model.new_id(), ids.numeric_id()
    side.template_external_id = ids.numeric_id()
    template = model.Template(
        id=side.template_id,
        external_id=side.template_external_id,
        name="welcome",
        language="en",
        category="UTILITY",
        status="approved",
        modified_at=now,
    )
    async with database.writing(side.partner_id) as db:
        await templates.add(db, side.partner_id, side.waba_id, template)
        for kind in ("templates", "figures"):
            await wabas.errand_done(
                db, side.partner_id, side.waba_id, kind, began=now, now=now, due=now + timedelta(days=1)
            )  # fmt: skip
        await flows.add(db, side.partner_id, side.waba_id, [side.flow_id])
        side.draft_id = draft_store.new_id()
        await draft_store.put(db, side.partner_id, Draft(
            id=side.draft_id, waba_id=side.waba_id, name="unsent", language="en", category="UTILITY", written="{}",
            author="test", modified_at=now,
        ))  # fmt: skip
