"""The kinds of notices: what people choose by, who may see them, and how they are told until they choose."""

from collections.abc import Collection
from typing import Literal

import msgspec

from partnerhub.domain.access.scopes import Scopes, allows
from partnerhub.kit.words import t

Mail = Literal["no", "at_once", "daily"]
MAILS: tuple[Mail, ...] = ("no", "at_once", "daily")


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """`scope`: what a user of the partner must be allowed to see. `client`: the client's own people hear of it too."""

    name: str
    title: str
    about: str
    scope: str = "channels:read"
    client: bool = True
    mail: Mail = "no"


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """Names of kinds. `digest_hour` is UTC."""

    hidden: frozenset[str] = frozenset()
    at_once: frozenset[str] = frozenset()
    daily: frozenset[str] = frozenset()
    digest_hour: int = 7

    def mail(self, kind: str) -> Mail:
        return "at_once" if kind in self.at_once else "daily" if kind in self.daily else "no"


KINDS = {
    one.name: one
    for one in (
        Kind(
            name="enforcement", title=t("Violations and restrictions"), mail="at_once",
            about=t("Meta warns an account, restricts it or bans it."),
        ),
        Kind(
            name="sending", title=t("Sending stopped and allowed"), mail="at_once",
            about=t("Templates may not be sent any more, or they may again."),
        ),
        Kind(
            name="funds", title=t("Funds"), mail="at_once", scope="billing:read",
            about=t("The balance gets low or is used up, or a payment fails."),
        ),
        Kind(
            name="webhooks", title=t("Webhooks"), mail="at_once", scope="webhooks:read", client=False,
            about=t("An endpoint fails, is disabled or has recovered."),
        ),
        Kind(
            name="partner_change", title=t("Partner changes"), mail="at_once",
            about=t("A client wants to bring its numbers to another partner, or has done so."),
        ),
        Kind(
            name="ending", title=t("Cancellation and termination"), mail="daily",
            about=t("A number is cancelled, kept after all, or has ended."),
        ),
        Kind(
            name="quality", title=t("Quality and limits"), mail="daily",
            about=t("Customers take a number better or worse, or it may start more or fewer conversations."),
        ),
        Kind(
            name="names", title=t("Display names"), mail="daily",
            about=t("Meta has decided on a display name."),
        ),
        Kind(
            name="templates", title=t("Templates"), mail="daily", scope="templates:read",
            about=t("A template is approved, rejected, paused, or changes its category or quality."),
        ),
        Kind(
            name="invoices", title=t("Invoices"), mail="daily", scope="billing:read",
            about=t("An invoice is issued."),
        ),
        Kind(
            name="onboarding", title=t("New clients"), mail="daily", scope="clients:read", client=False,
            about=t("A client has signed up, or could not connect a number."),
        ),
        Kind(name="numbers", title=t("New numbers"), about=t("A number is added, registered, live.")),
        Kind(name="permission", title=t("API key permission"), about=t("A number is shared with the partner, or no longer.")),
        Kind(
            name="status", title=t("Connection to Meta"),
            about=t("A number is connected or not, official, or in use in the Business App."),
        ),
    )
}  # fmt: skip
USUAL = Choices(
    at_once=frozenset(one.name for one in KINDS.values() if one.mail == "at_once"),
    daily=frozenset(one.name for one in KINDS.values() if one.mail == "daily"),
)


def kinds_for(scopes: Scopes, *, client: bool) -> list[str]:
    """Names of those that this user may see. `scopes` are of the Partner Hub; a client's user sees what is for clients."""
    return [name for name, kind in KINDS.items() if (kind.client if client else allows(scopes, kind.scope))]


def known(names: Collection[str]) -> frozenset[str]:
    return frozenset(names) & KINDS.keys()
