"""Accounts whose channels are to be told of a change, in the database."""

from partnerhub.db.pool import Db
from partnerhub.domain.billing.model import Account
from partnerhub.domain.billing.store import ACCOUNT, account_of


async def claim(db: Db) -> Account | None:
    """Any account with channels to tell, whosever it is; held until the transaction ends."""
    row = await db.fetchrow(
        f"SELECT {ACCOUNT} FROM funds_account WHERE telling ORDER BY partner_id LIMIT 1 FOR UPDATE SKIP LOCKED"
    )
    return account_of(row) if row else None


async def channels_to_tell(db: Db, partner_id: str, account: Account, *, limit: int) -> list[str]:
    """Those that this account pays for, and that do not know yet how it is."""
    rows = await db.fetch(
        "SELECT ch.id FROM channel ch JOIN waba w ON w.partner_id = ch.partner_id AND w.id = ch.waba_id"
        " CROSS JOIN LATERAL funds_of(ch.partner_id, ch.client_id, billed_in(w.currency)) f"
        " WHERE ch.partner_id = $1 AND ch.hub_status NOT IN ('terminated', 'deleted')"
        " AND f.client_id = $2 AND f.currency = $3 AND ($2 = '' OR ch.client_id = $2)"
        " AND ('balance' = ANY(ch.template_blocks)) <> $4 ORDER BY ch.id LIMIT $5",
        partner_id, account.client_id, account.currency, account.stopped_at is not None, limit,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def set_used_up_told(db: Db, partner_id: str, account: Account) -> bool:
    """Whether its payer knows that it is used up, by the account as it is now. False: nothing changed by that."""
    return bool(
        await db.fetchval(
            "UPDATE funds_account SET used_up_told = $4 WHERE partner_id = $1 AND client_id = $2 AND currency = $3"
            " AND used_up_told <> $4 RETURNING true",
            partner_id, account.client_id, account.currency, account.stopped_at is not None,
        )
    )  # fmt: skip


async def set_told(db: Db, partner_id: str, account: Account) -> None:
    await db.execute(
        "UPDATE funds_account SET telling = false WHERE partner_id = $1 AND client_id = $2 AND currency = $3",
        partner_id, account.client_id, account.currency,
    )  # fmt: skip
