"""A payment is written down before anyone is asked for money."""

from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import invoices, partners
from partnerhub.domain.billing import NotPayer
from partnerhub.domain.invoices import Issuer
from partnerhub.domain.payments import card_store, payers, payment_store
from partnerhub.domain.payments.model import AUTHORISED, Kind, SavedCard
from partnerhub.domain.payments.quoting import LEAST, MOST, Quote, quote, read
from partnerhub.kit import ids
from partnerhub.kit.problems import BadInput, Conflict

LEASE = timedelta(minutes=2)  # longer than asking the provider takes


class WrongAmount(BadInput):
    """Enter an amount from 5 to 10,000, in whole cents."""

    code = "wrong_amount"


class NoCard(Conflict):
    """There is no card to pay with. Add one first."""

    code = "no_card"


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """`once`: a word that the form carries, so that the same form pays once. `card_id` empty: the primary, then the others."""

    once: str
    amount: str = ""
    card_id: str = ""
    return_url: str = ""


async def top_up(db: Db, partner_id: str, client_id: str, wish: Wish, issuer: Issuer, *, now: datetime) -> str:
    """The id of the payment, a new one or that of the same form. Raises NotPayer, WrongAmount, NoCard, Moved."""
    if ((await partners.get(db, partner_id)).payment_model == "direct") != bool(client_id):
        raise NotPayer
    amount = read(wish.amount)
    if amount is None or not LEAST <= amount <= MOST:
        raise WrongAmount(field="amount")
    quoted = quote(amount, issuer, await invoices.details_of(db, partner_id, client_id))
    return await _open(db, partner_id, client_id, "top_up", quoted, wish, now)


async def authorise(db: Db, partner_id: str, client_id: str, wish: Wish, *, now: datetime) -> str:
    """Holds a small amount on the card that `wish` names and releases it: proof that it pays. Raises NoCard, Moved."""
    nothing = Decimal(0)
    quoted = Quote(amount=AUTHORISED, fee=nothing, tax=nothing, tax_percent=0, tax_note="")
    return await _open(db, partner_id, client_id, "authorisation", quoted, wish, now)


async def renewal(
    db: Db, partner_id: str, client_id: str, amount: Decimal, issuer: Issuer, *, now: datetime
) -> str | None:
    """None when one is under way or there is no card."""
    quoted = quote(amount, issuer, await invoices.details_of(db, partner_id, client_id))
    payment_id = ids.prefixed_uuid7("pay")
    if not (cards := await card_store.cards_of(db, partner_id, client_id)):
        return None
    wish = Wish(once=payment_id)
    made = await _add(db, partner_id, client_id, payment_id, "renewal", quoted, wish, cards[0], now)
    return payment_id if made else None


async def _open(db: Db, partner_id: str, client_id: str, kind: Kind, quoted: Quote, wish: Wish, now: datetime) -> str:
    await payers.stay(db, partner_id, client_id)
    cards = await card_store.cards_of(db, partner_id, client_id)
    chosen = next((one for one in cards if not wish.card_id or one.id == wish.card_id), None)
    if known := await payment_store.find_once(db, partner_id, client_id, wish.once):
        return known
    if chosen is None:
        raise NoCard
    payment_id = ids.prefixed_uuid7("pay")
    if await _add(db, partner_id, client_id, payment_id, kind, quoted, wish, chosen, now):
        return payment_id
    return await payment_store.find_once(db, partner_id, client_id, wish.once) or payment_id


async def _add(
    db: Db, partner_id: str, client_id: str, payment_id: str, kind: Kind, quoted: Quote, wish: Wish, card: SavedCard,
    now: datetime,
) -> bool:  # fmt: skip
    payer = await payers.payer_of(db, partner_id, client_id)
    address = wish.return_url and f"{wish.return_url}/{payment_id}"
    return await payment_store.add(
        db, partner_id, client_id, payment_id,
        (wish.once, kind, payer.currency, quoted.amount, quoted.fee, quoted.tax, quoted.tax_percent, quoted.tax_note,
         address, not wish.card_id, card.id, card.name, now, now + LEASE),
    )  # fmt: skip
