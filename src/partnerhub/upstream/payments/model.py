"""What a payment provider is asked, and what it says."""

import msgspec


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """`token` stands for the card at the provider; it is of no use to anyone else."""

    token: str
    customer: str
    brand: str
    last4: str
    month: int
    year: int


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """`cents` of `currency` from the card `token`. `reference` is ours and is kept with the payment.

    With a `return_url` a person is there to confirm and is sent back to it; without one nobody is. `hold`: the amount is
    only reserved.
    """

    reference: str
    customer: str
    token: str
    cents: int
    currency: str
    text: str
    return_url: str = ""
    hold: bool = False


class Paid(msgspec.Struct, frozen=True):
    """Or reserved, for a hold."""

    id: str


class ToConfirm(msgspec.Struct, frozen=True):
    """The person must confirm at `url`, a page of the bank's or the provider's."""

    id: str
    url: str


class Declined(msgspec.Struct, frozen=True):
    """`code` as the provider says it: card_declined, expired_card, authentication_required. `message` is for people."""

    id: str
    code: str
    message: str


Outcome = Paid | ToConfirm | Declined


class NoAnswer(Exception):
    """The payment provider did not answer. Whether something was charged is found out later."""
