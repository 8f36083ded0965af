"""Partners: companies that bring clients. One row each, with the settings of their hub."""

from partnerhub.domain.partners.store import (
    Partner,
    change,
    create,
    exists,
    find_platform_secret,
    get,
    set_platform_secret,
)

__all__ = ["Partner", "change", "create", "exists", "find_platform_secret", "get", "set_platform_secret"]
