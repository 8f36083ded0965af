"""What is left, as the Partner API tells it (contract partner-api §5.4, §13.1)."""

from decimal import Decimal

import msgspec

from partnerhub.db.pool import Db, one_moment
from partnerhub.domain import partners
from partnerhub.domain.billing import store, usage_store
from partnerhub.domain.billing.model import NOTHING, Currency, Period, UsageRow
from partnerhub.domain.billing.store import Renewal
from partnerhub.domain.billing.usage_store import PricePoint

# Where bills are in euro while no account says otherwise.
EURO = {
    "AT", "BE", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "HR", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PT", "SI", "SK",
}  # fmt: skip


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """`balance` is zero for a client whose partner pays. Prices are of one message to the client's own country.

    `waba_id` is of the channel that was asked for.
    """

    waba_id: str | None
    currency: Currency
    balance: Decimal
    last_renewal: Renewal | None
    marketing_price: Decimal
    service_price: Decimal
    usage: list[UsageRow]


async def of_partner(db: Db, partner_id: str) -> list[tuple[Currency, Decimal]]:
    """One for each currency in which the partner itself has funds; without any, zero in its home currency."""
    accounts = await store.of_partner(db, partner_id)
    if accounts:
        return [(one.currency, one.balance) for one in accounts]
    home = (await partners.get(db, partner_id)).country
    return [("eur" if home in EURO else "usd", NOTHING)]


async def of_client(
    db: Db,
    partner_id: str,
    client_id: str,
    period: Period,
    *,
    channel_id: str | None = None,
    app_ids: list[str] | None = None,
) -> Balance | None:
    """With the usage of all its channels, of one, or of those with these apps. None: no such client or channel.

    All of one moment: what was used is paid out of the balance. Not within a transaction.
    """
    async with one_moment(db):
        payer = await store.find_payer(db, partner_id, client_id, channel_id)
        if payer is None:
            return None
        own = payer.balance if payer.pays else None
        return Balance(
            waba_id=payer.waba_id,
            currency=payer.currency,
            balance=NOTHING if own is None else own,
            last_renewal=await store.find_renewal(db, partner_id, client_id, payer.currency) if payer.pays else None,
            marketing_price=payer.marketing_price,
            service_price=payer.service_price,
            usage=await usage_store.of_client(
                db,
                partner_id,
                client_id,
                currency=payer.currency,
                period=period,
                channel_id=channel_id,
                app_ids=app_ids,
            ),
        )


async def usage_of_channel(
    db: Db, partner_id: str, client_id: str, channel_id: str, period: Period, *, countries: list[str] | None
) -> tuple[Currency, list[PricePoint]] | None:
    """None: no such channel of this client."""
    payer = await store.find_payer(db, partner_id, client_id, channel_id)
    if payer is None:
        return None
    found = await usage_store.of_channel(
        db, partner_id, channel_id, currency=payer.currency, period=period, countries=countries
    )
    return payer.currency, found
