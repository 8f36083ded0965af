"""What the room speaks of: payers, cards, payments."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

import msgspec

from partnerhub.domain.billing.model import Currency

Kind = Literal["top_up", "renewal", "authorisation"]
State = Literal["pending", "confirming", "paid", "failed"]
AUTHORISED = Decimal(1)  # held on a new client's card and released at once (contract §3.5 step 2)
# Auto-renewal as it is until somebody changes it (contract §1.8): below, by.
PARTNERS = (Decimal(200), Decimal(100))
CLIENTS = (Decimal(10), Decimal(50))
BRANDS = {"visa": "Visa", "mastercard": "Mastercard", "amex": "American Express"}


class Payer(msgspec.Struct, frozen=True, kw_only=True):
    """`client_id` is empty for the partner itself. `customer`: at the provider, None before the first card."""

    client_id: str
    customer: str | None = None
    currency: Currency
    renews: bool = True
    renew_below: Decimal
    renew_by: Decimal
    terms_accepted_at: datetime | None = None


class SavedCard(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    token: str
    brand: str
    last4: str
    expires_month: int
    expires_year: int
    added_at: datetime

    @property
    def name(self) -> str:
        return f"{BRANDS.get(self.brand, self.brand.capitalize())} ···· {self.last4}"

    def is_over(self, now: datetime) -> bool:
        return (self.expires_year, self.expires_month) < (now.year, now.month)


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    """`token` and `customer` are what it is asked with; `token` is None once the card was removed."""

    id: str
    client_id: str
    kind: Kind
    currency: Currency
    amount: Decimal
    fee: Decimal
    tax: Decimal
    tax_percent: int
    tax_note: str
    return_url: str
    falls_back: bool
    card_id: str
    card: str
    tried: list[str]
    state: State
    provider_id: str | None
    confirm_url: str | None
    code: str | None
    reason: str | None
    created_at: datetime
    settled_at: datetime | None
    token: str | None
    customer: str | None

    @property
    def total(self) -> Decimal:
        return self.amount + self.fee + self.tax

    @property
    def is_over(self) -> bool:
        return self.state in {"paid", "failed"}

    @property
    def reference(self) -> str:
        """Of this attempt, at the provider: each card is another one."""
        return f"{self.id}-{len(self.tried)}"
