"""Ids that users have at a business: two letters of their country, a point, digits. One user, one id."""

import hashlib

from partnerhub.sandbox.world import numbers

ANY_COUNTRY = "US"


def of(digits: str) -> str:
    """`DE.493027…`, the same each time; users who are on WhatsApp and who are not have one."""
    country = numbers.region(digits) or ""
    letters = country if country.isalpha() else ANY_COUNTRY
    return f"{letters}.{int(hashlib.sha256(digits.encode()).hexdigest()[:15], 16)}"
