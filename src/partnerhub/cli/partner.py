"""`partnerhub partner`, `fund`, `refund`: the operator brings in a partner, and books money that came or went otherwise."""

from decimal import Decimal

from partnerhub.app import parts
from partnerhub.domain import clients, payments
from partnerhub.domain.access import tokens
from partnerhub.domain.billing import Currency
from partnerhub.domain.invoices import issuer_of
from partnerhub.domain.newcomers import NewPartner, SigningUp, add_partner
from partnerhub.kit import clock
from partnerhub.settings import Settings

SHOWN = """
  Partner ID        {partner_id}
  Hub               {url}/login   {email}   {password}
  API key           {api_key}
  Platform secret   {platform_secret}

Keep these: the password, the key and the secret are not shown again.
"""


async def add(settings: Settings, asked: SigningUp) -> NewPartner:
    """Needs a migrated database; the server need not run."""
    database = parts.database(settings)
    await database.open()
    try:
        async with database.entering() as db:
            await tokens.signing_key(db, parts.vault(settings))  # the first thing sealed tells another secret later
        return await add_partner(database, parts.vault(settings), asked)
    finally:
        await database.close()


async def fund(
    settings: Settings, partner_id: str, amount: Decimal, currency: Currency, *, client: str, text: str
) -> Decimal:  # fmt: skip
    """The new balance; without `text` the money went back. Raises a Problem, or LookupError when there is no such partner."""
    database = parts.database(settings)
    await database.open()
    try:
        async with database.writing(partner_id) as db:
            if client and not await clients.get_name(db, partner_id, client):
                raise LookupError(client)
            if not text:
                return await payments.refund_by_hand(db, partner_id, client, amount, currency, now=clock.now())
            return await payments.fund_by_hand(
                db, partner_id, client, amount, currency, issuer_of(settings), text=text, now=clock.now()
            )
    finally:
        await database.close()


def shown(made: NewPartner, settings: Settings) -> str:
    return SHOWN.format(
        partner_id=made.partner_id,
        url=settings.url,
        email=made.email,
        password=made.password,
        api_key=made.api_key,
        platform_secret=made.platform_secret,
    )
