"""The cards that this provider knows: Stripe's own test numbers, each with what comes of charging it."""

import re
from typing import Literal

import msgspec

Deed = Literal["pays", "declines", "has_no_funds", "confirms"]
BRANDS = (("4", "visa"), ("5", "mastercard"), ("34", "amex"), ("37", "amex"))
NOT_DIGIT = re.compile(r"\D")


class TestCard(msgspec.Struct, frozen=True):
    """`accepted`: it can be saved."""

    number: str
    says: str
    deed: Deed
    accepted: bool = True


CARDS = (
    TestCard("4242424242424242", "pays", "pays"),
    TestCard("5555555555554444", "pays, a Mastercard", "pays"),
    TestCard("378282246310005", "pays, an American Express", "pays"),
    TestCard("4000002760003184", "asks to confirm each payment", "confirms"),
    TestCard("4000000000000341", "can be saved, declines each payment", "declines"),
    TestCard("4000000000009995", "can be saved, has no funds", "has_no_funds"),
    TestCard("4000000000000002", "cannot be saved: declined at once", "declines", accepted=False),
)
REFUSALS: dict[str, tuple[str, str]] = {
    "declines": ("card_declined", "Your card was declined."),
    "has_no_funds": ("insufficient_funds", "Your card has insufficient funds."),
    "confirms": ("authentication_required", "Your card was declined. This transaction requires authentication."),
}


def find(typed: str) -> TestCard | None:
    """None: not one of the test numbers; a real card has no business here."""
    digits = NOT_DIGIT.sub("", typed)
    return next((one for one in CARDS if one.number == digits), None)


def brand(number: str) -> str:
    return next((name for start, name in BRANDS if number.startswith(start)), "unknown")
