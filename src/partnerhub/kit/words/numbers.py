"""Numbers, money and days as readers of the spoken language write them."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from partnerhub.kit.words.languages import spoken


def whole(number: int) -> str:
    """`12345` → `12,345`, in German `12.345`."""
    return format_decimal(number, locale=spoken())


def money(amount: Decimal, currency: str) -> str:
    """`1234.5` and `eur` → `€1,234.50`, in German `1.234,50 €`."""
    return format_currency(amount, currency.upper(), locale=spoken())


def written(day: date) -> str:
    """`Nov 22, 2026`, in German `22.11.2026`."""
    return format_date(day, locale=spoken())
