"""The provider's own pages: where a card is typed, and where the bank asks to confirm a payment."""

from datetime import date
from typing import Any

from litestar import Response
from litestar.response import Redirect

from partnerhub.db.pool import Database
from partnerhub.kit import clock
from partnerhub.kit.urls import with_query
from partnerhub.sandbox.pages import render
from partnerhub.sandbox.payments import cards, intents, store
from partnerhub.sandbox.payments.intents import HIDDEN
from partnerhub.sandbox.payments.store import Thing

PLACEHOLDER = "{CHECKOUT_SESSION_ID}"


async def show_checkout(database: Database, session_id: str) -> Response[Any]:
    async with database.working_write() as db:
        session = await store.find(db, session_id)
    return _over() if session is None or session["status"] != "open" else _checkout(session)


async def take_card(database: Database, session_id: str, form: dict[str, str]) -> Response[Any]:
    """The number is looked up in the list of test cards and forgotten."""
    async with database.working_write() as db:
        session = await store.find(db, session_id)
        if session is None or session["status"] != "open":
            return _over()
        card, expiry = cards.find(form.get("number", "")), _expiry(form.get("expiry", ""))
        if fault := _fault(card, expiry, form.get("cvc", "")):
            return _checkout(session, fault)
        assert card is not None  # noqa: S101  else there is a fault
        assert expiry is not None  # noqa: S101
        known = {"brand": cards.brand(card.number), "last4": card.number[-4:]}
        kept = {"object": "payment_method", "type": "card", "customer": session["customer"], HIDDEN: card.deed}
        kept["card"] = {**known, "exp_month": expiry.month, "exp_year": expiry.year}
        method = await store.add(db, "pm", session["customer"], kept, clock.now())
        await store.change(db, session, status="complete", setup_intent={"payment_method": method})
    return _to(session["success_url"].replace(PLACEHOLDER, session["id"]))


async def show_confirmation(database: Database, intent_id: str) -> Response[Any]:
    async with database.working_write() as db:
        intent = await store.find(db, intent_id)
    if intent is None or intent["status"] != "requires_action":
        return _over()
    amount = f"{intent['amount'] // 100:,}.{intent['amount'] % 100:02d} {intent['currency'].upper()}"
    return render("payments/confirm.html", intent=intent, amount=amount)


async def confirm(database: Database, intent_id: str, form: dict[str, str]) -> Response[Any]:
    async with database.working_write() as db:
        intent = await store.find(db, intent_id)
        if intent is None or intent["status"] != "requires_action":
            return _over()
        if form.get("answer") == "yes":
            await intents.succeeded(db, intent)
        else:
            await intents.refused(
                db, intent, "payment_intent_authentication_failure", "You did not confirm the payment at your bank."
            )
    return _to(with_query(intent["return_url"], [("payment_intent", intent["id"])]))


def _fault(card: cards.TestCard | None, expiry: date | None, cvc: str) -> str:
    if card is None:
        return "Use one of the test cards below. Never type a real card here."
    if expiry is None or (expiry.year, expiry.month) < (clock.now().year, clock.now().month):
        return "Enter an expiry in the future, like 12/34."
    if not (cvc.isascii() and cvc.isdecimal() and len(cvc) in {3, 4}):
        return "Enter any three or four digits as the CVC."
    return "" if card.accepted else "Your card was declined. Try another card."


def _expiry(typed: str) -> date | None:
    """`12/34` → the first of December 2034."""
    month, _, year = typed.replace(" ", "").partition("/")
    if not (month.isdecimal() and year.isdecimal() and len(month) <= 2 and len(year) == 2):  # noqa: PLR2004
        return None
    return date(2000 + int(year), int(month), 1) if 1 <= int(month) <= 12 else None  # noqa: PLR2004


def _checkout(session: Thing, fault: str = "") -> Response[Any]:
    status = 402 if fault else 200
    return render("payments/checkout.html", status, session=session, fault=fault, cards=cards.CARDS)


def _to(address: str) -> Redirect:
    return Redirect(address, status_code=303)


def _over() -> Response[Any]:
    return render("payments/over.html", 410)
