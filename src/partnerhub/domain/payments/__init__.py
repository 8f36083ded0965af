"""Paying by card (contract hub-and-onboarding §1.8, §2 Funds and Billing): cards, top-ups, auto-renewal.

- *payer*: a client (direct payment) or the partner itself (partner payment), with its wishes about renewal
- *card*: a token at the payment provider, its brand, last four digits and expiry; never its number
- *payment*: written before the provider is asked, booked once. `advance` takes it as far as it goes: paid, declined by
  every card, or waiting for the person to confirm. The worker takes up what was left in between.
"""

from partnerhub.domain.payments.by_hand import fund_by_hand, refund_by_hand
from partnerhub.domain.payments.card_store import cards_of
from partnerhub.domain.payments.cards import add_card, card_page, make_primary, remove_card
from partnerhub.domain.payments.charging import Till, advance, take_up
from partnerhub.domain.payments.low import tell_low
from partnerhub.domain.payments.model import AUTHORISED, Payer, Payment, SavedCard
from partnerhub.domain.payments.opening import NoCard, WrongAmount, authorise, top_up
from partnerhub.domain.payments.payer_store import find_payer
from partnerhub.domain.payments.payers import payer_of, set_renewal
from partnerhub.domain.payments.payment_store import find_payment, payments_of
from partnerhub.domain.payments.quoting import LEAST, MOST, Quote, quote
from partnerhub.domain.payments.renewing import renew_due, set_charging, stop_unrenewed

__all__ = [
    "AUTHORISED",
    "LEAST",
    "MOST",
    "NoCard",
    "Payer",
    "Payment",
    "Quote",
    "SavedCard",
    "Till",
    "WrongAmount",
    "add_card",
    "advance",
    "authorise",
    "card_page",
    "cards_of",
    "find_payer",
    "find_payment",
    "fund_by_hand",
    "make_primary",
    "payer_of",
    "payments_of",
    "quote",
    "refund_by_hand",
    "remove_card",
    "renew_due",
    "set_charging",
    "set_renewal",
    "stop_unrenewed",
    "take_up",
    "tell_low",
    "top_up",
]
