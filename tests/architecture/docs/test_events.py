"""docs/events.md shows every event that a partner can get, as it is really sent."""

import ast
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from tests import world
from tests.architecture.source.reading import modules
from tests.documented_events import DOCUMENTED, TEXT, shape
from tests.partner_api.billing.delivering import work
from tests.world import VAULT, Side

from partnerhub.db.pool import Database, Db
from partnerhub.domain import billing, channels, partner_changes, payments, templates, webhooks
from partnerhub.domain.audit import Origin
from partnerhub.domain.channels import Said
from partnerhub.domain.invoices import Issuer
from partnerhub.domain.onboarding import failures
from partnerhub.domain.onboarding.states import Failed, Started
from partnerhub.domain.partner_changes import Post
from partnerhub.domain.payments import card_store, payer_store
from partnerhub.domain.payments.booking import settle
from partnerhub.domain.payments.opening import Wish
from partnerhub.domain.webhooks import standing
from partnerhub.domain.webhooks.standing.telling import NAMES
from partnerhub.kit import clock
from partnerhub.upstream.payments import Card, Declined
from partnerhub.upstream.receivers.answers import Answer

SAID_OF_TEMPLATES = {
    "message_template_status_update": {"event": "PAUSED", "reason": "NONE"},
    "template_category_update": {"previous_category": "UTILITY", "new_category": "MARKETING"},
    "message_template_quality_update": {"previous_quality_score": "GREEN", "new_quality_score": "YELLOW"},
}
NOBODY = Issuer(lines="", country="", vat_percent=0, card_fee_percent=0)
NAME_AT = {"tell": 2, "warn": 3}  # which argument of a call is the event's name


def emitted() -> Iterator[str]:
    """Names given to `publish` and, in rooms, to `tell` and `warn`, as they stand in the source."""
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                given = node.args[NAME_AT[called] :][:1] if called in NAME_AT else []
                given += [one.value for one in node.keywords if called == "publish" and one.arg == "type"]
                for value in given:
                    yield from (one.value for one in ast.walk(value) if isinstance(one, ast.Constant))


def test_every_event_that_the_source_can_send_has_an_example() -> None:
    assert set(DOCUMENTED) == set(emitted()) | set(NAMES.values())


def test_the_table_has_every_event_about_clients_in_it() -> None:
    table = re.findall(r"^\| \[`(\w+)`\]\(#(\w+)\) \|", TEXT, re.MULTILINE)
    assert sorted(name for name, _ in table) == sorted(name for name in DOCUMENTED if not name.startswith("endpoint."))
    assert all(name == place for name, place in table)


@pytest.fixture
async def sent(database: Database) -> dict[str, dict[str, Any]]:
    """Every event of a world in which everything happened once, by name."""
    side = await world.make_side(database, VAULT, "Acme")
    await live_through(database, side)
    async with database.reading(side.partner_id) as db:
        rows = await db.fetch("SELECT body FROM event WHERE audience = 'partner'")
    return {body["event"]: body for body in (json.loads(row["body"]) for row in rows)}


async def live_through(database: Database, side: Side) -> None:
    """What `world` leaves out of a channel's life."""
    now = clock.now()
    async with database.writing(side.partner_id) as db:
        where = (db, side.partner_id)
        await channels.request_cancellation(*where, side.client_id, side.channel_id, now=now)
        await channels.revoke_cancellation(*where, side.client_id, side.channel_id, now=now)
        await channels.revoke_permission(*where, side.channel_id, actor="test", now=now)
        await told_by_meta(db, side)
        await told_of_a_template(db, side)
        await channels.request_cancellation(*where, side.client_id, side.channel_id, now=now - timedelta(days=40))
        await channels.terminate(*where, side.channel_id, now=now)
        await webhooks.set_target(*where, "channel", side.channel_id, "https://a.example/", {}, VAULT)
        failed = Failed(code="pin_mismatch", before=Started(code=b""), details="Two-step verification PIN Mismatch")
        await failures.tell(*where, side.client_id, "sup_1", failed, now=now)
    await told_of_an_endpoint(database, side)
    await told_of_money(database, side)
    await told_of_a_move(database, side)


async def told_by_meta(db: Db, side: Side) -> None:
    """What follows from account-level webhooks."""
    now, partner_id, channel_id = clock.now(), side.partner_id, side.channel_id
    violation = {"violation_type": "ALCOHOL"}
    await channels.warn(db, partner_id, side.waba_id, "account_violation", violation, now=now)
    kind = "RESTRICTED_BIZ_INITIATED_MESSAGING"
    restriction = {"violation_type": kind, "restriction_info": [{"restriction_type": kind, "expiration": 1}]}
    await channels.warn(db, partner_id, side.waba_id, "account_restriction", restriction, now=now)
    await channels.block_templates(db, partner_id, channel_id, "restriction", now=now)
    await channels.unblock_templates(db, partner_id, channel_id, "restriction", now=now)
    await channels.note(db, partner_id, channel_id, Said(current_quality_rating="YELLOW"), now=now)
    await channels.note(db, partner_id, channel_id, Said(new_name_status="DECLINED"), now=now)


async def told_of_a_template(db: Db, side: Side) -> None:
    external_id = await db.fetchval("SELECT external_id FROM waba_template WHERE id = $1", side.template_id)
    for field, said in SAID_OF_TEMPLATES.items():
        value = msgspec.json.encode({"message_template_id": int(external_id), **said})
        await templates.hear(db, side.partner_id, side.waba_id, field, value, clock.now())


async def told_of_money(database: Database, side: Side) -> None:
    """A card that cannot be charged and renews nothing, and a little by hand."""
    now, where = clock.now(), (side.partner_id, side.client_id)
    async with database.writing(side.partner_id) as db:
        await payer_store.add(db, side.partner_id, await payments.payer_of(db, *where))
        card = Card(token="pm_1", customer="cus_1", brand="visa", last4="0341", month=12, year=2034)
        await card_store.add(db, *where, "card_1", card, now)
        payment_id = await payments.authorise(db, *where, Wish(once="1"), now=now)
        asked = await payments.find_payment(db, *where, payment_id)
        assert asked
        await settle(db, side.partner_id, asked, Declined("", "card_declined", "Your card was declined."), NOBODY, now)
        await payments.set_renewal(db, *where, renews=False, below=Decimal(10), by=Decimal(50), now=now)
        await payments.fund_by_hand(db, *where, Decimal(9), "usd", NOBODY, text="Bank transfer", now=now)
    while await payments.tell_low(database, now=now):
        pass
    async with database.writing(side.partner_id) as db:
        await billing.refund(db, *where, Decimal(9), "usd", now=now)
    await work(database)


async def told_of_an_endpoint(database: Database, side: Side) -> None:
    async with database.working_write() as db:
        endpoint_id = await db.fetchval("SELECT id FROM endpoint WHERE partner_id = $1", side.partner_id)
        for answer in (*[Answer(500, "status")] * 10, Answer(200, None), Answer(410, "status")):
            await standing.judge(db, side.partner_id, endpoint_id, [answer])


async def told_of_a_move(database: Database, side: Side) -> None:
    """Taken back, refused, and then accepted."""
    now, post, origin = clock.now(), Post(vault=VAULT, url="http://hub.test"), Origin(actor="user:test")
    rival = await world.make_side(database, VAULT, "Rival")
    for end in (None, partner_changes.refuse, partner_changes.accept):
        async with database.writing(side.partner_id) as db:
            where = (db, side.partner_id, side.client_id)
            asked = await partner_changes.ask(*where, rival.partner_id, origin=origin, post=post, now=now)
            if end is None:
                await partner_changes.withdraw(*where, origin=origin, now=now)
        if end is not None:
            async with database.writing(rival.partner_id) as db:
                await end(db, rival.partner_id, asked.id, origin=origin, post=post, now=now)


async def test_every_example_has_the_shape_of_what_is_sent(sent: dict[str, dict[str, Any]]) -> None:
    assert set(sent) == set(DOCUMENTED)
    for name, body in sent.items():
        assert shape(body) == shape(DOCUMENTED[name]), name
        assert body["event"] == DOCUMENTED[name]["event"] == name
