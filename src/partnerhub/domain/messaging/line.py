"""A channel's line to Graph: whether it may be used, and the token that opens it."""

from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.kit.crypto import Unsealable, Vault
from partnerhub.kit.problems import Problem


class Disabled(Problem):
    """Your WhatsApp for Business API has been disabled. The channel is terminated; contact your provider."""

    code = "disabled"


class Unpaid(Problem):
    """Sending is blocked: unpaid invoices, or the funds are used up. Add funds, or contact your provider."""

    code = "unpaid"


class NotAvailable(Problem):
    """WhatsApp for Business API not available"""

    status = 502
    code = "not_available"


def token_of(channel: EnteredChannel, vault: Vault) -> str:
    """The WABA's business token. Raises `NotAvailable` when onboarding did not leave one that can be read."""
    if channel.graph_token is None:
        raise NotAvailable
    try:
        return vault.unseal(channel.graph_token)
    except Unsealable as error:
        raise NotAvailable from error


def refuse_disabled(channel: EnteredChannel) -> None:
    """A cancelled channel works to the end of its month; a terminated one does not (contract A.6)."""
    if channel.hub_status in {"terminated", "deleted"}:
        raise Disabled


def refuse_unpaid(channel: EnteredChannel) -> None:
    """Only sending ends with the funds (contract A.6, hub-and-onboarding §1.8); the rest goes on."""
    if channel.unpaid:
        raise Unpaid
