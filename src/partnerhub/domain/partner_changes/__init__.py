"""Partner change: a client moves to another partner with all its numbers (contract hub-and-onboarding §1.10).

- *source*, *target*: the partner the client leaves, and the one it goes to. Each holds a row of the *request*, and
  reads only its own.
- *asking*: a user of the client names the target, and may take that back while it is pending.
- *settling*: the target accepts or refuses; its setting `partner_change_auto_approve` accepts at once.
- *moving*: the client is made anew at the target. What it was stays with the source, ended, for its books.

A connection acts for one partner at a time here, too: `crossing.cross` leads it to the other side of a pending request and
nowhere else, until the transaction ends.
"""

from partnerhub.domain.partner_changes.asking import (
    BalanceOwed,
    Destination,
    NoSuchPartner,
    OtherPaymentModel,
    ask,
    destination,
    withdraw,
)
from partnerhub.domain.partner_changes.crossing import NoSuchRequest, NotPending
from partnerhub.domain.partner_changes.model import Request, Status
from partnerhub.domain.partner_changes.settling import accept, refuse
from partnerhub.domain.partner_changes.store import LISTING, find_doc, latest_of_client, name_of, of_partner, waiting
from partnerhub.domain.partner_changes.telling import Post

__all__ = [
    "LISTING",
    "BalanceOwed",
    "Destination",
    "NoSuchPartner",
    "NoSuchRequest",
    "NotPending",
    "OtherPaymentModel",
    "Post",
    "Request",
    "Status",
    "accept",
    "ask",
    "destination",
    "find_doc",
    "latest_of_client",
    "name_of",
    "of_partner",
    "refuse",
    "waiting",
    "withdraw",
]
