"""`partnerhub partner`: the operator brings in a partner."""

from partnerhub.app import parts
from partnerhub.domain.access import tokens
from partnerhub.domain.newcomers import NewPartner, add_partner
from partnerhub.settings import Settings

SHOWN = """
  Partner ID        {partner_id}
  Hub               {url}/login   {email}   {password}
  API key           {api_key}
  Platform secret   {platform_secret}

Keep these: the password, the key and the secret are not shown again.
"""


async def add(settings: Settings, *, brand: str, email: str, name: str, country: str, payment_model: str) -> NewPartner:
    """Needs a migrated database; the server need not run."""
    database = parts.database(settings)
    await database.open()
    try:
        async with database.entering() as db:
            await tokens.signing_key(db, parts.vault(settings))  # the first thing sealed tells another secret later
        return await add_partner(
            database,
            parts.vault(settings),
            brand=brand,
            email=email,
            name=name,
            country=country.upper(),
            payment_model=payment_model,
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
