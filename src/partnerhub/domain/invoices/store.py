"""Invoices and billing details in the database."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.domain.invoices.model import Details, Invoice, Line

DETAILS = ", ".join(Details.__struct_fields__)
INVOICE = ", ".join(Invoice.__struct_fields__)


async def find_details(db: Db, partner_id: str, client_id: str) -> Details | None:
    row = await db.fetchrow(
        f"SELECT {DETAILS} FROM billing_details WHERE partner_id = $1 AND client_id = $2", partner_id, client_id
    )
    return msgspec.convert(dict(row), Details) if row else None


async def set_details(db: Db, partner_id: str, client_id: str, given: Details) -> None:
    await db.execute(
        "INSERT INTO billing_details (partner_id, client_id, legal_name, email, address, country, vat_id)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (partner_id, client_id) DO UPDATE"
        " SET legal_name = $3, email = $4, address = $5, country = $6, vat_id = $7",
        partner_id, client_id, given.legal_name, given.email, given.address, given.country, given.vat_id,
    )  # fmt: skip


async def count(db: Db, partner_id: str, client_id: str) -> Details:
    """The details with the next invoice counted; held until the transaction ends, so that no number is left out."""
    row = await db.fetchrow(
        "INSERT INTO billing_details AS d (partner_id, client_id, invoices) VALUES ($1, $2, 1)"
        f" ON CONFLICT (partner_id, client_id) DO UPDATE SET invoices = d.invoices + 1 RETURNING {DETAILS}",
        partner_id, client_id,
    )  # fmt: skip
    return msgspec.convert(dict(row or {}), Details)


async def add(db: Db, partner_id: str, invoice: Invoice, payment_id: str | None) -> None:
    await db.execute(
        f"INSERT INTO invoice (partner_id, payment_id, {INVOICE})"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        partner_id, payment_id, invoice.id, invoice.client_id, invoice.number, invoice.kind, invoice.currency, invoice.period,
        msgspec.json.encode(invoice.lines).decode(), invoice.net, invoice.tax, invoice.tax_percent, invoice.note,
        invoice.total, invoice.due, invoice.state, invoice.issuer, invoice.buyer, invoice.issued_at, invoice.paid_at,
    )  # fmt: skip


async def set_paid(db: Db, partner_id: str, client_id: str, currency: str, now: datetime) -> None:
    """Those of an account whose balance is not below zero."""
    await db.execute(
        "UPDATE invoice i SET state = 'paid', due = 0, paid_at = $4 FROM funds_account a"
        " WHERE i.partner_id = $1 AND i.client_id = $2 AND i.currency = $3 AND i.state <> 'paid'"
        " AND a.partner_id = i.partner_id AND a.client_id = i.client_id AND a.currency = i.currency AND a.balance >= 0",
        partner_id, client_id, currency, now,
    )  # fmt: skip


async def of_payer(db: Db, partner_id: str, client_id: str, *, limit: int, skip: int = 0) -> list[Invoice]:
    """Newest first."""
    rows = await db.fetch(
        f"SELECT {INVOICE} FROM invoice WHERE partner_id = $1 AND client_id = $2"
        " ORDER BY issued_at DESC, number DESC LIMIT $3 OFFSET $4",
        partner_id, client_id, limit, skip,
    )  # fmt: skip
    return [_invoice(row) for row in rows]


async def find(db: Db, partner_id: str, client_id: str, invoice_id: str) -> Invoice | None:
    row = await db.fetchrow(
        f"SELECT {INVOICE} FROM invoice WHERE partner_id = $1 AND client_id = $2 AND id = $3",
        partner_id, client_id, invoice_id,
    )  # fmt: skip
    return _invoice(row) if row else None


def _invoice(row: Row) -> Invoice:
    return msgspec.convert({**row, "lines": msgspec.json.decode(row["lines"], type=list[Line])}, Invoice)
