"""A new partner with its first user and key: for the operator's command and for the demo."""

import secrets

import msgspec

from partnerhub.db.pool import Database
from partnerhub.domain import audit, partners, webhooks
from partnerhub.domain.access import keys, passwords, users
from partnerhub.domain.audit.pruning import OPERATOR
from partnerhub.kit import clock, ids
from partnerhub.kit.crypto import Vault


class NewPartner(msgspec.Struct, frozen=True, kw_only=True):
    """What its people need; the secrets are shown this once."""

    partner_id: str
    email: str
    password: str
    api_key: str
    platform_secret: str


async def add_partner(
    database: Database, vault: Vault, *, brand: str, email: str, name: str, country: str, payment_model: str
) -> NewPartner:
    """One transaction. `country` is ISO 3166 alpha-2; `payment_model` is direct or partner. Raises users.EmailTaken."""
    password, platform_secret = new_password(), webhooks.new_platform_secret()
    password_hash = await passwords.hashed(password, email)
    partner_id, now = ids.random_id(6, "PA"), clock.now()
    async with database.writing(partner_id) as db:
        sealed = vault.seal(platform_secret)
        await partners.create(
            db, partner_id, brand_name=brand, country=country, payment_model=payment_model, platform_secret=sealed
        )
        await users.create(db, partner_id, email=email, name=name, password_hash=password_hash, now=now)
        _, api_key = await keys.create(db, partner_id, "First key", vault=vault, now=now)
        await audit.begin(db, partner_id, vault)
        await audit.record(db, partner_id, OPERATOR, action="partners.create", subject=partner_id, now=now)
    return NewPartner(
        partner_id=partner_id, email=email, password=password, api_key=api_key, platform_secret=platform_secret
    )


def new_password() -> str:
    """96 random bits, in characters that are easy to copy."""
    return secrets.token_urlsafe(12)
