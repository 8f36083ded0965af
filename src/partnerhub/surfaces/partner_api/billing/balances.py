"""What is left and what it was spent on: of the partner, a client, a channel (contract partner-api §5.4, §13.1, §13.2)."""

from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from litestar import Request
from litestar.params import FromPath, QueryParameter

from partnerhub.domain import billing
from partnerhub.domain.access.limits import Policy
from partnerhub.domain.billing import Balance, Period
from partnerhub.surfaces.partner_api.billing.periods import Asked
from partnerhub.surfaces.partner_api.billing.rows import UsageOut, shown, template_cost
from partnerhub.surfaces.partner_api.channels import NoSuchChannel
from partnerhub.surfaces.partner_api.clients import NoSuchClient
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.limits import spend

HOUR = 3600  # seconds
OF_WABA = Policy("waba_balance", 200, HOUR)
APP_IDS = QueryParameter(
    description="The apps of some channels (`integration.app_id`), separated by commas. Without: all.",
    schema_extra={"examples": ["104148,104150"]},
)


class FundsOut(msgspec.Struct):
    currency: str
    total: float


class RenewalOut(msgspec.Struct):
    """The newest top-up, by hand or by itself."""

    date: str
    amount: float


class BalanceOut(msgspec.Struct, kw_only=True):
    """`balance` is 0 when the partner pays for the client; `last_renewal` is missing until there was one.

    The two prices are of one message to the client's own country: a marketing template, and an answer within 24 hours.
    """

    balance: float
    currency: str
    estimated_template_cost: float
    granularity: str
    bi_price_for_currency_and_client_country: float
    ui_price_for_currency_and_client_country: float
    usage: list[UsageOut]
    last_renewal: RenewalOut | msgspec.UnsetType = msgspec.UNSET


async def of_partner(caller: Who, db: Tenant) -> list[FundsOut]:
    """The funds that pay for all clients when the partner pays; one entry for each currency."""
    return [FundsOut(currency, float(total)) for currency, total in await billing.of_partner(db, caller.partner_id)]


async def of_client(
    caller: Who, db: Tenant, client_id: FromPath[str], period: Asked, app_ids: Annotated[str | None, APP_IDS] = None
) -> BalanceOut:
    """Funds are a client's own when it pays itself. Usage is counted either way."""
    apps = [one for one in map(str.strip, app_ids.split(",")) if one.isdigit()] if app_ids else None
    found = await billing.of_client(db, caller.partner_id, client_id, period, app_ids=apps)
    return _shown(found, period) if found else _no_client()


async def of_channel(
    request: Request[Any, Any, Any],
    caller: Who,
    db: Tenant,
    client_id: FromPath[str],
    channel_id: FromPath[str],
    period: Asked,
) -> BalanceOut:
    """The client's funds, and what this channel used."""
    found = await billing.of_client(db, caller.partner_id, client_id, period, channel_id=channel_id)
    if found is None:
        raise NoSuchChannel
    await spend(request, db, caller.partner_id, OF_WABA, found.waba_id or "")
    return _shown(found, period)


def _shown(found: Balance, period: Period) -> BalanceOut:
    renewal = found.last_renewal
    return BalanceOut(
        balance=float(found.balance),
        currency=found.currency,
        estimated_template_cost=template_cost(found.usage),
        granularity=period.granularity,
        bi_price_for_currency_and_client_country=float(found.marketing_price),
        ui_price_for_currency_and_client_country=float(found.service_price),
        usage=shown(found.usage),
        last_renewal=RenewalOut(_milliseconds(renewal.at), float(renewal.amount)) if renewal else msgspec.UNSET,
    )


def _milliseconds(moment: datetime) -> str:
    """`2026-05-13T13:51:11.821Z`, as recorded."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _no_client() -> BalanceOut:
    raise NoSuchClient
