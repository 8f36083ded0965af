"""The move itself: the client leaves one partner and arrives at the other, in one transaction.

It gets new ids, as do its WABAs and numbers: what they were stays with the old partner, ended, with usage, invoices and history.
At Meta nothing changes. Messages that arrive during the move wait for its end and then belong to the new partner.
"""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import billing, channel_keys, channels, partners, templates, wabas, webhooks
from partnerhub.domain.channels.notice import tell
from partnerhub.domain.partner_changes import moving_store as store
from partnerhub.domain.partner_changes import people_store
from partnerhub.domain.partner_changes import purse as purses
from partnerhub.domain.partner_changes.crossing import NotPending
from partnerhub.domain.partner_changes.model import Request
from partnerhub.domain.partner_changes.people_store import People
from partnerhub.domain.partner_changes.purse import Purse
from partnerhub.kit import ids
from partnerhub.kit.problems import Conflict


class OtherPaymentModel(Conflict):
    """Destination partner is using a different payment processor. Its clients must pay in the same way as you do now."""

    code = "other_payment_model"


class OnTheWay(Conflict):
    """A number is just being connected. Let that come to its end first."""

    code = "onboarding_under_way"


class _Waba(msgspec.Struct):
    id: str


class _Channel(msgspec.Struct):
    id: str
    waba_id: str
    account_mode: str
    permission_granted_at: str | None


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """What the client takes along: rows as JSON, PINs by channel."""

    client: str
    wabas: list[str]
    channels: list[str]
    pins: dict[str, bytes]
    people: People
    purse: Purse


def new_client_id() -> str:
    return ids.random_id(8, "CL")


async def leave(db: Db, partner_id: str, request: Request, payment_model: str, *, now: datetime) -> Left:
    """At the source everything of the client ends; `payment_model` is the target's.

    Raises NotPending, OtherPaymentModel, OnTheWay, BalanceOwed, Paying.
    """
    client_id = request.source_client_id
    if (await partners.get(db, partner_id)).payment_model != payment_model:
        raise OtherPaymentModel
    client = await store.hold_client(db, partner_id, client_id)
    if client is None:
        raise NotPending
    await billing.hold(
        db, partner_id, client_id
    )  # before its channels: who tells of used-up funds holds them in this order
    if await store.is_onboarding(db, partner_id, client_id):
        raise OnTheWay
    found = await store.wabas_of(db, partner_id, client_id)
    numbers = await store.channels_of(db, partner_id, client_id)
    pins = await store.pins_of(db, partner_id, client_id)
    for number in numbers:
        await _end(db, partner_id, msgspec.json.decode(number, type=_Channel), request, now)
    for one in found:
        await wabas.remove(db, partner_id, msgspec.json.decode(one, type=_Waba).id, now=now)
    purse = await purses.take(db, partner_id, client_id, now=now)
    people = await people_store.take(db, partner_id, client_id)
    await store.end_client(db, partner_id, client_id, now)
    return Left(client=client, wabas=found, channels=numbers, pins=pins, people=people, purse=purse)


async def arrive(db: Db, partner_id: str, request: Request, left: Left, *, now: datetime) -> None:
    """At the target it is a new client, and each number tells of itself as one that was just onboarded."""
    client_id = str(request.target_client_id)
    doc = await store.put_client(db, partner_id, client_id, left.client, now)
    data = msgspec.json.encode({"client": msgspec.Raw(doc)})
    await webhooks.publish(db, partner_id, type="client_created", data=data, client_id=client_id, now=now)
    await people_store.put(db, partner_id, client_id, left.people, now)
    moved: dict[str, str] = {}
    for one in left.wabas:
        waba_id = ids.random_id(6, "WA")
        moved[msgspec.json.decode(one, type=_Waba).id] = waba_id
        await store.put_waba(db, partner_id, waba_id, client_id, one, now)
        await templates.follow(db, partner_id, waba_id, now=now)
    for one in left.channels:
        was = msgspec.json.decode(one, type=_Channel)
        channel_id = await _begin(db, partner_id, client_id, moved[was.waba_id], one, was, now)
        if pin := left.pins.get(was.id):
            await store.put_pin(db, partner_id, channel_id, pin)
    await purses.put(db, partner_id, client_id, left.purse, now=now)


async def _end(db: Db, partner_id: str, channel: _Channel, request: Request, now: datetime) -> None:
    """Its keys are refused from the next request on."""
    await channel_keys.end(db, partner_id, channel.id, now=now)
    await channels.revoke_permission(db, partner_id, channel.id, actor=f"user:{request.asked_by}", now=now)
    doc = await store.end_channel(db, partner_id, channel.id, now)
    await tell(db, partner_id, "cancellation_processed", doc, now)


async def _begin(db: Db, partner_id: str, client_id: str, waba_id: str, row: str, was: _Channel, now: datetime) -> str:
    channel_id = ids.random_id(6, "CH")
    doc = await store.put_channel(db, partner_id, channel_id, client_id, waba_id, row, now)
    await tell(db, partner_id, "channel_created", doc, now)
    await tell(db, partner_id, "channel_submitted", doc, now)
    if was.account_mode == "live":
        await tell(db, partner_id, "channel_running", doc, now)
        await tell(db, partner_id, "channel_live", doc, now)
    await channels.want_sync(db, partner_id, channel_id, now)
    return channel_id
