"""What messages cost, who pays, and what is left.

- *usage*: delivered messages of a channel and a UTC day, by category, country and Meta's pricing type, with their price
- *rate card*: the installation's own prices; there is no markup on them
- *account*: prepaid funds in one currency, a client's (direct payment) or the partner's own (partner payment)
- *movement*: everything that changed a balance: funding, renewal, charge, refund

`charge` meters what was delivered and takes it from the account that pays. When that falls to zero, and no card will fill it
by itself, messages are refused at once, and `tell_some` tells `template_messaging_disabled` for each of its channels; `fund`
turns it round.
"""

from partnerhub.domain.billing.balance import Balance, of_client, of_partner, usage_of_channel
from partnerhub.domain.billing.funds import NotPayer, TooMuch, book, fund, open_account, refund, renews_no_more
from partnerhub.domain.billing.metering import Delivered, charge
from partnerhub.domain.billing.model import Currency, Period, UsageRow
from partnerhub.domain.billing.store import hold, unpaid_among
from partnerhub.domain.billing.store import of_client as funds_of_client
from partnerhub.domain.billing.telling import tell_some
from partnerhub.domain.billing.usage_store import PricePoint

__all__ = [
    "Balance",
    "Currency",
    "Delivered",
    "NotPayer",
    "Period",
    "PricePoint",
    "TooMuch",
    "UsageRow",
    "book",
    "charge",
    "fund",
    "funds_of_client",
    "hold",
    "of_client",
    "of_partner",
    "open_account",
    "refund",
    "renews_no_more",
    "tell_some",
    "unpaid_among",
    "usage_of_channel",
]
