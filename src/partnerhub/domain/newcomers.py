"""New partners: brought in by the operator, or by themselves on the sign-up page, if the operator lets them."""

import secrets
from datetime import datetime

import msgspec

from partnerhub.db.pool import Database, Db
from partnerhub.domain import audit, letters, partners, webhooks
from partnerhub.domain.access import attempts, hub_store, keys, passwords, users
from partnerhub.domain.access.users import Invited
from partnerhub.domain.audit import Origin
from partnerhub.domain.audit.pruning import OPERATOR
from partnerhub.domain.letters import Letter
from partnerhub.kit import clock, ids
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import TooMany
from partnerhub.kit.texts import is_email
from partnerhub.kit.words import said, t

PAYMENT_MODELS = ("partner", "direct")
KNOWN = t("""\
Hello,

somebody, probably you, asked for a Partner Hub with this e-mail. There is an account with it already:
{url}/login

If you forgot its password, choose a new one:
{url}/login/password

If it was not you, do nothing.
""")


class NewPartner(msgspec.Struct, frozen=True, kw_only=True):
    """What its people need; the secrets are shown this once."""

    partner_id: str
    email: str
    password: str
    api_key: str
    platform_secret: str


class SigningUp(msgspec.Struct, frozen=True, kw_only=True):
    """`country` is ISO 3166 alpha-2; `payment_model` is direct or partner."""

    brand: str
    country: str
    payment_model: str
    name: str
    email: str


def asked_of(*, brand: str, country: str, payment_model: str, name: str, email: str) -> SigningUp:
    """As it was typed, without blanks too many."""
    return SigningUp(
        brand=" ".join(brand.split()), name=" ".join(name.split()), country=country.strip().upper(),
        payment_model=payment_model, email=email.strip().lower(),
    )  # fmt: skip


def errors_of(asked: SigningUp) -> dict[str, str]:
    """A sentence for each field at fault."""
    errors: dict[str, str] = {}
    for field, value, longest in (
        ("brand", asked.brand, partners.LONGEST_NAME),
        ("name", asked.name, users.LONGEST_NAME),
    ):
        if not 0 < len(value) <= longest or not value.isprintable():
            errors[field] = t("Enter at most {most} characters, on one line.", most=longest)
    if asked.country not in partners.COUNTRIES:
        errors["country"] = t("Enter a country in two letters, as DE.") if asked.country else t("Choose a country.")
    if asked.payment_model not in PAYMENT_MODELS:
        errors["payment_model"] = t("Choose who pays.")
    if not is_email(asked.email):
        errors["email"] = t("Enter an e-mail address, as ada@company.example.")
    return errors


async def add_partner(database: Database, vault: Vault, asked: SigningUp) -> NewPartner:
    """By the operator, in one transaction. Raises users.EmailTaken."""
    password, email = new_password(), asked.email
    password_hash = await passwords.hashed(password, email)
    partner_id, now = ids.random_id(6, "PA"), clock.now()
    async with database.writing(partner_id) as db:
        platform_secret = await _begin(db, partner_id, asked, vault)
        await users.create(db, partner_id, email=email, name=asked.name, password_hash=password_hash, now=now)
        _, api_key = await keys.create(db, partner_id, "First key", vault=vault, now=now)
        await audit.record(db, partner_id, OPERATOR, action="partners.create", subject=partner_id, now=now)
    return NewPartner(
        partner_id=partner_id, email=email, password=password, api_key=api_key, platform_secret=platform_secret
    )


async def sign_up(
    database: Database, vault: Vault, asked: SigningUp, *, url: str, origin: Origin, now: datetime
) -> None:
    """A partner whose owner gets a letter with a link. Who has an account already gets a letter that says so instead:

    whoever asks is told the same. `url`: the hub's.
    """
    if await _has_account(database, vault, asked.email, url=url, now=now):
        return
    partner_id = ids.random_id(6, "PA")
    async with database.writing(partner_id) as db:
        await _begin(db, partner_id, asked, vault)
        owner = Invited(email=asked.email, name=asked.name, role="owner")
        await users.invite(db, partner_id, owner, scopes=None, vault=vault, url=url, now=now)
        await audit.record(db, partner_id, origin, action="partners.create", subject=partner_id, now=now)


async def slow_down(database: Database, vault: Vault, address: str, *, now: datetime) -> None:
    """Count one sign-up from a network address; each makes the next wait twice as long. Raises TooMany."""
    subject = attempts.subject(vault, f"sign-up from {address}")
    async with database.entering() as db:
        if seconds := await attempts.seconds_locked(db, subject, now=now):
            raise TooMany(t("Please wait {wait} and try again.", wait=attempts.in_words(seconds)), retry_after=seconds)
        await attempts.failed(db, subject, now=now)


def new_password() -> str:
    """96 random bits, in characters that are easy to copy."""
    return secrets.token_urlsafe(12)


async def _begin(db: Db, partner_id: str, asked: SigningUp, vault: Vault) -> str:
    """The partner without people; its platform secret."""
    platform_secret = webhooks.new_platform_secret()
    await partners.create(
        db, partner_id, brand_name=asked.brand, country=asked.country, payment_model=asked.payment_model,
        platform_secret=vault.seal(platform_secret),
    )  # fmt: skip
    await audit.begin(db, partner_id, vault)
    return platform_secret


async def _has_account(database: Database, vault: Vault, email: str, *, url: str, now: datetime) -> bool:
    """And if so, they are told by a letter."""
    async with database.entering() as db:
        hubs = await hub_store.of_email(db, email)
    if not hubs:
        return False
    text = said(t(KNOWN, url=url))
    letter = Letter(recipient=email, subject=said(t("You have an account at PartnerHub")), text=text)
    async with database.writing(hubs[0].partner_id) as db:
        await letters.post(db, hubs[0].partner_id, letter, vault=vault, now=now)
    return True
