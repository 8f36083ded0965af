"""Between the password and the code a browser holds a ticket: whose password was right, and when. It opens nothing by itself."""

from datetime import UTC, datetime, timedelta

import msgspec

from partnerhub.kit.crypto import Vault, hmac_sha256_hex, same

GOOD_FOR = timedelta(minutes=10)


class Ticket(msgspec.Struct, frozen=True):
    """`made_at` in whole milliseconds, rounded down."""

    partner_id: str
    user_id: str
    made_at: datetime


def ticket_for(vault: Vault, partner_id: str, user_id: str, *, now: datetime) -> str:
    text = f"{partner_id}.{user_id}.{int(now.timestamp() * 1000)}"
    return f"{text}.{_signature(vault, text)}"


def ticket_of(vault: Vault, given: str, *, now: datetime) -> Ticket | None:
    """None when we did not make it, or it is too old."""
    text, _, signature = given.rpartition(".")
    if not same(signature, _signature(vault, text)):
        return None
    partner_id, user_id, made = text.split(".")
    ticket = Ticket(partner_id, user_id, datetime.fromtimestamp(int(made) / 1000, UTC))
    return ticket if now - ticket.made_at <= GOOD_FOR else None


def _signature(vault: Vault, text: str) -> str:
    return hmac_sha256_hex(vault.derive("second step"), text.encode())
