"""The monthly closing invoice: what the messages of a calendar month (UTC) cost an account."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from partnerhub.db.pool import Database, Db
from partnerhub.domain.billing.model import NOTHING, cents
from partnerhub.domain.invoices import closing_store as store
from partnerhub.domain.invoices.closing_store import Open
from partnerhub.domain.invoices.issuing import Draft, issue
from partnerhub.domain.invoices.model import Issuer
from partnerhub.kit.words import t

AT_ONCE = 50
FROM_BALANCE = t("Paid from the prepaid balance. VAT was charged with the top-ups.")
LATE = timedelta(hours=6)  # after a month's end: what was delivered in it has been metered by then


async def close_months(database: Database, issuer: Issuer, *, now: datetime) -> int:
    """One round over accounts without an invoice for the last month; returns how many got one."""
    first, end = last_month(now - LATE)
    async with database.working() as db:
        waiting = await store.open_accounts(db, first, end, limit=AT_ONCE)
    for partner_id, account in waiting:
        async with database.writing(partner_id) as db:
            await _close(db, partner_id, account, first, end, issuer, now)
    return len(waiting)


def last_month(now: datetime) -> tuple[date, date]:
    """Its first day, and the first day that is not in it."""
    end = now.astimezone(UTC).date().replace(day=1)
    return (end - timedelta(days=1)).replace(day=1), end


async def _close(db: Db, partner_id: str, account: Open, first: date, end: date, issuer: Issuer, now: datetime) -> None:
    """Nothing when another worker was first."""
    standing = await store.hold(db, partner_id, account, first)
    if standing is None:
        return
    lines = await store.lines(db, partner_id, account, first, end)
    total = cents(sum((line.amount for line in lines), NOTHING))
    due = min(total, cents(max(-standing.balance, NOTHING)))
    draft = Draft(
        kind="closing", currency=account.currency, lines=lines, due=due, period=first,
        state="paid" if due == 0 else "pending" if standing.renews else "unpaid", note=_note(total, due),
    )  # fmt: skip
    await issue(db, partner_id, account.client_id, draft, issuer, now=now)


def _note(total: Decimal, due: Decimal) -> str:
    return str(FROM_BALANCE) if due < total else ""
