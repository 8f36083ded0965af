"""Add to the balance: an amount, what it costs, and then one payment, however often the button is pressed."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import invoices, payments
from partnerhub.domain.payments import LEAST, MOST, Payment, Quote, quote
from partnerhub.domain.payments.opening import Wish
from partnerhub.domain.payments.quoting import read
from partnerhub.kit import clock, ids
from partnerhub.kit.problems import NotFound, Problem
from partnerhub.surfaces.hub.funds.purse import InPurse, Purse, funds_page, till
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.onboarding.answers import leads_away
from partnerhub.surfaces.hub.parts import Hub, InHub, Page

LONGEST = 64


class NoSuchPayment(NotFound):
    """There is no such payment in your account."""


class PayForm(msgspec.Struct):
    once: str = ""
    amount: str = ""
    card: str = ""


InPayForm = Annotated[PayForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


async def show(request: Page, hub: InHub, purse: InPurse) -> Template:
    """The form; with an amount, what that costs and the button that pays."""
    amount, card = request.query_params.get("amount", ""), request.query_params.get("card", "")
    leads_away(request)
    async with hub.database.reading(purse.partner_id) as db:
        return await _page(db, hub, purse, amount[:LONGEST], card[:LONGEST])


async def pay(request: Page, hub: InHub, purse: InPurse, data: InPayForm) -> Response[Any]:
    counter = till(hub)
    back = f"{hub.settings.url}{purse.here}/payments"
    wish = Wish(once=data.once[:LONGEST], amount=data.amount[:LONGEST], card_id=data.card[:LONGEST], return_url=back)
    try:
        async with hub.database.writing(purse.partner_id) as db:
            payment_id = await payments.top_up(
                db, purse.partner_id, purse.client_id, wish, counter.issuer, now=clock.now()
            )
            await note(request, db, purse, "payments.create", payment_id)
    except Problem as problem:
        leads_away(request)
        async with hub.database.reading(purse.partner_id) as db:
            return await _page(db, hub, purse, wish.amount, wish.card_id, error=problem.sentence)
    payment = await payments.advance(counter, purse.partner_id, payment_id, clock.now)
    return Redirect(payment.confirm_url, status_code=303) if payment.confirm_url else purse.to(f"payments/{payment_id}")


async def result(hub: InHub, purse: InPurse, payment_id: FromPath[str]) -> Template:
    """What came of it; a person who comes back from the bank is asked after once more."""
    payment = await _own(hub, purse, payment_id)
    if not payment.is_over and hub.payments:
        payment = await payments.advance(till(hub), purse.partner_id, payment_id, clock.now)
    async with hub.database.reading(purse.partner_id) as db:
        return await funds_page("payment.html", db, hub, purse, payment=payment)


async def _own(hub: Hub, purse: Purse, payment_id: str) -> Payment:
    async with hub.database.reading(purse.partner_id) as db:
        found = await payments.find_payment(db, purse.partner_id, purse.client_id, payment_id)
    if found is None:
        raise NoSuchPayment
    return found


async def _page(db: Db, hub: Hub, purse: Purse, amount: str, card: str, *, error: str = "") -> Template:
    given, quoted = read(amount), None
    if amount and not error:
        if given is None or not LEAST <= given <= MOST:
            error = payments.WrongAmount().sentence
        else:
            quoted = await _quoted(db, hub, purse, amount)
    return await funds_page(
        "top_up.html", db, hub, purse, status=400 if error else 200, amount=amount, card=card, error=error, quoted=quoted,
        once=ids.random_id(24), payer=await payments.payer_of(db, purse.partner_id, purse.client_id),
        cards=await payments.cards_of(db, purse.partner_id, purse.client_id),
        details=await invoices.details_of(db, purse.partner_id, purse.client_id),
    )  # fmt: skip


async def _quoted(db: Db, hub: Hub, purse: Purse, amount: str) -> Quote | None:
    given = read(amount)
    details = await invoices.details_of(db, purse.partner_id, purse.client_id)
    return quote(given, invoices.issuer_of(hub.settings), details) if given else None
