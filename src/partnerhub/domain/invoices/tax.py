"""Who pays VAT (contract §1.8): in the issuer's country everyone; elsewhere in the EU who has no VAT ID; outside nobody."""

import msgspec

from partnerhub.domain.invoices.model import Details, Issuer
from partnerhub.kit.words import t

EU = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL",
    "PL", "PT", "RO", "SE", "SI", "SK",
}  # fmt: skip
REVERSE_CHARGE = t("Reverse charge: the customer owes the VAT.")


class Tax(msgspec.Struct, frozen=True):
    percent: int
    note: str


def tax_of(issuer: Issuer, details: Details) -> Tax:
    if not issuer.vat_percent:
        return Tax(0, "")
    if details.country == issuer.country:
        return Tax(issuer.vat_percent, "")
    if not {details.country, issuer.country} <= EU:
        return Tax(0, "")
    return Tax(0, str(REVERSE_CHARGE)) if details.vat_id else Tax(issuer.vat_percent, "")
