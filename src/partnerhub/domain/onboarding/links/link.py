"""A link for one client: made, found, revoked, opened."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from partnerhub.db.pool import Database, Db, Row
from partnerhub.domain import partners
from partnerhub.domain.onboarding import targets
from partnerhub.domain.onboarding.links import store
from partnerhub.domain.onboarding.parameters import Parameters
from partnerhub.kit import ids
from partnerhub.kit.crypto import Vault, new_secret, well_formed
from partnerhub.kit.problems import BadInput, NotFound
from partnerhub.kit.words import t

TOKEN = "PHOL"  # noqa: S105 — how one begins
LONGEST = timedelta(days=365)
MOST_USES = 1_000_000
NEWEST = "lnk_g"  # above every id: they go on in hex
Status = Literal["active", "used", "expired", "revoked"]


class NoSuchLink(NotFound):
    """Onboarding link not found."""


class UnknownLink(NotFound):
    """There is no such link. Check the link you were given."""

    code = "unknown_link"


class Link(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    partner_id: str
    token: str
    parameters: Parameters
    success_url: str | None
    failure_url: str | None
    max_uses: int
    uses: int
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def status(self, now: datetime) -> Status:
        if self.revoked_at:
            return "revoked"
        if self.uses >= self.max_uses:
            return "used"
        return "expired" if self.expires_at <= now else "active"


async def create(
    db: Db,
    partner_id: str,
    parameters: Parameters,
    *,
    success_url: str | None,
    failure_url: str | None,
    max_uses: int,
    expires_at: datetime,
    vault: Vault,
    any_target: bool,
    now: datetime,
) -> str:
    """Its id. Both URLs must be of an origin that the partner has registered, as in any onboarding URL."""
    if not 0 < max_uses <= MOST_USES:
        raise BadInput(t("max_uses must be between 1 and {most}.", most=MOST_USES), field="max_uses")
    if not now < expires_at <= now + LONGEST:
        raise BadInput(t("expires_at must be in the future, at most a year from now."), field="expires_at")
    partner = await partners.get(db, partner_id)
    for name, url in (("success_url", success_url), ("failure_url", failure_url)):
        try:
            _ = url and targets.judge(url, partner, any_target=any_target)
        except targets.RedirectRefused as error:
            raise BadInput(
                t("{name} must have the origin of your partner_redirect_url.", name=name), field=name
            ) from error
    link_id, token = ids.prefixed_uuid7("lnk"), new_secret(TOKEN)
    await store.add(
        db, partner_id, link_id,
        digest=vault.digest(token), token=vault.seal(token), parameters=msgspec.json.encode(parameters).decode(),
        success_url=success_url, failure_url=failure_url, max_uses=max_uses, now=now, expires_at=expires_at,
    )  # fmt: skip
    return link_id


async def get(db: Db, partner_id: str, link_id: str, vault: Vault) -> Link:
    """Raises NoSuchLink."""
    row = await store.find(db, partner_id, link_id)
    if row is None:
        raise NoSuchLink
    return _link(row, vault)


async def page(
    db: Db,
    partner_id: str,
    vault: Vault,
    *,
    before: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int,
) -> list[Link]:
    """Newest first."""
    return [_link(row, vault) for row in await store.page(db, partner_id, before or NEWEST, since, until, limit)]


async def opened(database: Database, vault: Vault, token: str) -> Link:
    """The link of an address, whatever its status; raises UnknownLink."""
    if not well_formed(token, TOKEN):
        raise UnknownLink
    async with database.entering() as db:
        found = await store.enter(db, vault.digest(token))
        if found is None:
            raise UnknownLink
        return await get(db, found["partner_id"], found["link_id"], vault)


def _link(row: Row, vault: Vault) -> Link:
    parameters = msgspec.json.decode(row["parameters"], type=Parameters)
    return msgspec.convert({**dict(row), "token": vault.unseal(row["token"]), "parameters": parameters}, Link)
