"""Billing details: entered once; after the first invoice only e-mail and VAT ID change by the payer's own hand."""

from partnerhub.db.pool import Db
from partnerhub.domain.invoices import store
from partnerhub.domain.invoices.model import Details
from partnerhub.kit.problems import Conflict

FIXED = ("legal_name", "address", "country")


class FixedDetails(Conflict):
    """Invoices were issued to this name and address. Ask the operator to change them."""

    code = "fixed_details"


async def details_of(db: Db, partner_id: str, client_id: str) -> Details:
    """Empty ones as long as none were entered."""
    return await store.find_details(db, partner_id, client_id) or Details()


async def change(db: Db, partner_id: str, client_id: str, given: Details) -> None:
    """Raises FixedDetails. They hold from the next invoice on."""
    known = await details_of(db, partner_id, client_id)
    fixed = known.invoices and known.legal_name
    if fixed and any(getattr(known, name) != getattr(given, name) for name in FIXED):
        raise FixedDetails
    await store.set_details(db, partner_id, client_id, given)
