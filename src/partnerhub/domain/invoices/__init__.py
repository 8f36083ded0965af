"""Invoices (contract hub-and-onboarding §1.8): who got what from whom, for how much, and what of it is still due.

- *prepayment*: one for each top-up, paid when it is issued
- *closing*: one a month and account, of what messages cost; paid from the balance, due as far as that is below zero
- *details*: to whom they are made out. Each payer's invoices are numbered without gaps.
"""

from partnerhub.domain.invoices.closing import close_months
from partnerhub.domain.invoices.details import FixedDetails, change, details_of
from partnerhub.domain.invoices.issuing import Draft, issue, settle
from partnerhub.domain.invoices.model import Details, Invoice, Issuer, Line, issuer_of
from partnerhub.domain.invoices.store import find, of_payer
from partnerhub.domain.invoices.tax import EU, Tax, tax_of

__all__ = [
    "EU",
    "Details",
    "Draft",
    "FixedDetails",
    "Invoice",
    "Issuer",
    "Line",
    "Tax",
    "change",
    "close_months",
    "details_of",
    "find",
    "issue",
    "issuer_of",
    "of_payer",
    "settle",
    "tax_of",
]
