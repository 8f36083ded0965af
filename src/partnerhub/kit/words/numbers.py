"""Numbers, money, days and times as readers of the spoken language write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal

from partnerhub.kit.words.languages import spoken


def whole(number: int) -> str:
    """`12345` → `12,345`, in German `12.345`."""
    return format_decimal(number, locale=spoken())


def decimal(number: Decimal | float, places: int) -> str:
    """`0.1365` with four places → `0.1365`, in German `0,1365`."""
    return format_decimal(number, format=f"#,##0.{'0' * places}", locale=spoken())


def money(amount: Decimal, currency: str) -> str:
    """`1234.5` and `eur` → `€1,234.50`, in German `1.234,50 €`."""
    return format_currency(amount, currency.upper(), locale=spoken())


def written(day: date, language: str | None = None, *, seconds: bool = False) -> str:
    """`Nov 22, 2026`, in German `22.11.2026`. A moment with its time in UTC: `Nov 22, 2026, 15:04 UTC`."""
    locale = language or spoken()
    if not isinstance(day, datetime):
        return format_date(day, locale=locale)
    moment = day.astimezone(UTC)
    return f"{format_date(moment, locale=locale)}, {format_time(moment, 'HH:mm:ss' if seconds else 'HH:mm', locale=locale)} UTC"


def dated(day: date, fields: str) -> str:
    """Some fields of a day, in the order that readers are used to: `yMMMM` → `November 2026`, `MMMd` → `Nov 22`."""
    return format_skeleton(fields, day, locale=spoken())
