"""The payment step, with direct payment only: prices, terms, and a card on which a little is held and released (§3.5.2)."""

import re
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect

from partnerhub.domain import billing, clients, invoices, onboarding, payments
from partnerhub.domain.billing import insight_store
from partnerhub.domain.payments import AUTHORISED, Payment
from partnerhub.domain.payments.opening import Wish
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.funds import card as rate_card
from partnerhub.surfaces.hub.funds.purse import till
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.onboarding.answers import branded, leads_away, to
from partnerhub.surfaces.hub.onboarding.arrival import Guest, InGuest
from partnerhub.surfaces.hub.parts import Hub, InHub, Page

UNTICKED = t("Tick that you accept the prices and terms.")


class TermsForm(msgspec.Struct):
    terms: str = ""


async def is_needed(hub: Hub, guest: Guest) -> bool:
    """For a new client of a partner whose clients pay. Who has a number or funds already pays in another way."""
    if not guest.pays:
        return False
    async with hub.database.reading(guest.partner_id) as db:
        payer = await payments.payer_of(db, guest.partner_id, guest.client_id)
        funds = await billing.funds_of_client(db, guest.partner_id, guest.client_id)
        numbers = await onboarding.shareable(db, guest.partner_id, guest.client_id)
    return not (payer.terms_accepted_at or funds or numbers)


async def show(request: Page, hub: InHub, guest: InGuest) -> Response[Any]:
    if not await is_needed(hub, guest):
        return to(guest.path("connect"))
    return await _page(request, hub, guest)


async def accept(
    request: Page, hub: InHub, guest: InGuest,
    data: Annotated[TermsForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:  # fmt: skip
    """To the provider's page, where the card is typed."""
    if not data.terms:
        return await _page(request, hub, guest, notice=UNTICKED, status=400)
    async with hub.database.writing(guest.partner_id) as db:
        await note(request, db, guest, "terms.accept", guest.client_id)
        name = await clients.get_name(db, guest.partner_id, guest.client_id)
    back = f"{hub.settings.url}{guest.path('card')}"
    try:
        page = await payments.card_page(
            hub.database, till(hub).provider, guest.partner_id, guest.client_id, name=name, back=back
        )
    except Problem as problem:
        return await _page(request, hub, guest, notice=problem.sentence, status=problem.status)
    return Redirect(page, status_code=303)


async def card_typed(request: Page, hub: InHub, guest: InGuest) -> Response[Any]:
    """Back with a card, on which a little is held; or without one."""
    session, counter, partner_id = request.query_params.get("session", ""), till(hub), guest.partner_id
    if not re.fullmatch(r"\w{1,200}", session):
        return to(guest.path("payment"))
    added = await payments.add_card(hub.database, counter.provider, partner_id, guest.client_id, session)
    if added is None:
        return to(guest.path("payment"))
    wish = Wish(once=session, card_id=added[0], return_url=f"{hub.settings.url}{guest.path('payment')}")
    async with hub.database.writing(partner_id) as db:
        payment_id = await payments.authorise(db, partner_id, guest.client_id, wish, now=clock.now())
        await note(request, db, guest, "cards.add", added[0], card=added[1])
    payment = await payments.advance(counter, partner_id, payment_id, clock.now)
    if payment.confirm_url:
        return Redirect(payment.confirm_url, status_code=303)
    return to(guest.path("connect" if payment.state == "paid" else f"payment/{payment_id}"))


async def result(request: Page, hub: InHub, guest: InGuest, payment_id: FromPath[str]) -> Response[Any]:
    """Back from the bank; or a card that was declined, with the way to another one."""
    async with hub.database.reading(guest.partner_id) as db:
        payment = await payments.find_payment(db, guest.partner_id, guest.client_id, payment_id)
    if payment and not payment.is_over:
        payment = await payments.advance(till(hub), guest.partner_id, payment_id, clock.now)
    if payment is None or payment.state == "paid":
        return to(guest.path())
    return await _page(request, hub, guest, payment=payment)


async def _page(
    request: Page, hub: Hub, guest: Guest, *, payment: Payment | None = None, notice: str = "", status: int = 200
) -> Response[Any]:  # fmt: skip
    leads_away(request)
    async with hub.database.reading(guest.partner_id) as db:
        payer = await payments.payer_of(db, guest.partner_id, guest.client_id)
        prices = [one for one in await insight_store.rate_card(db) if one.currency == payer.currency]
    return branded(
        "payment.html", guest, status=status, error="payment_failed" if payment else "cancelled", payer=payer,
        card=rate_card(prices), payment=payment, notice=notice, held=AUTHORISED, issuer=invoices.issuer_of(hub.settings),
    )  # fmt: skip
