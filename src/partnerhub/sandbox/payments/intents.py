"""Payment intents: an amount asked from a card, and what comes of it."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.sandbox.payments import store
from partnerhub.sandbox.payments.cards import REFUSALS
from partnerhub.sandbox.payments.store import Thing

HIDDEN = "deed"  # what a card does; the hub is not told


class Refused(Exception):
    """An error as the provider answers it."""

    def __init__(self, status: int, code: str, message: str, intent: Thing | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.intent = status, code, message, intent


async def make(db: Db, form: dict[str, str], confirm_base: str, now: datetime) -> Thing:
    """Asks the card at once. Raises Refused, and the intent stays all the same."""
    method = await store.find(db, form.get("payment_method", ""))
    if method is None or method["customer"] != form.get("customer"):
        raise Refused(400, "resource_missing", "No such payment method of this customer.")
    amount = form.get("amount", "")
    if not (amount.isascii() and amount.isdecimal() and int(amount) > 0):
        raise Refused(400, "parameter_invalid_integer", "Invalid positive integer: amount.")
    doc = {
        "object": "payment_intent", "amount": int(amount), "currency": form.get("currency", ""), "customer": form["customer"],
        "payment_method": method["id"], "capture_method": form.get("capture_method", "automatic"),
        "description": form.get("description"), "metadata": {"payment": form.get("metadata[payment]", "")},
        "status": "requires_payment_method", "return_url": form.get("return_url", ""),
    }  # fmt: skip
    intent = await store.add(db, "pi", form["customer"], doc, now)
    return await _charge(db, intent, method[HIDDEN], confirm_base)


async def _charge(db: Db, intent: Thing, deed: str, confirm_base: str) -> Thing:
    if deed == "confirms" and intent["return_url"]:
        action = {"type": "redirect_to_url", "redirect_to_url": {"url": f"{confirm_base}/{intent['id']}"}}
        return await store.change(db, intent, status="requires_action", next_action=action)
    if deed in REFUSALS:
        raise await refused(db, intent, *REFUSALS[deed])
    return await succeeded(db, intent)


async def succeeded(db: Db, intent: Thing) -> Thing:
    held = intent["capture_method"] == "manual"
    return await store.change(db, intent, status="requires_capture" if held else "succeeded", next_action=None)


async def refused(db: Db, intent: Thing, code: str, message: str) -> Refused:
    error = {"type": "card_error", "code": code, "message": message}
    changed = await store.change(
        db, intent, status="requires_payment_method", last_payment_error=error, next_action=None
    )
    return Refused(402, code, message, changed)


async def cancel(db: Db, intent: Thing) -> Thing:
    if intent["status"] in {"succeeded", "canceled"}:
        raise Refused(400, "payment_intent_unexpected_state", f"It is {intent['status']} already.")
    return await store.change(db, intent, status="canceled", next_action=None)
