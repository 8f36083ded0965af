"""Onboarding links: an address for one client, with what is known of it, an end, and a number of uses."""

from partnerhub.domain.onboarding.links.link import MOST_USES, Link, NoSuchLink, UnknownLink, create, get, opened, page
from partnerhub.domain.onboarding.links.store import count, revoke

__all__ = ["MOST_USES", "Link", "NoSuchLink", "UnknownLink", "count", "create", "get", "opened", "page", "revoke"]
