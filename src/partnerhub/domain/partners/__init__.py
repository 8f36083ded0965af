"""Partners: companies that bring clients. One row each, with the settings of their hub."""

from partnerhub.domain.partners import logo
from partnerhub.domain.partners.pictures import BadLogo
from partnerhub.domain.partners.redirect import BadRedirectUrl, check_redirect_url, set_redirect_url
from partnerhub.domain.partners.secret_store import Sealed, find_secrets
from partnerhub.domain.partners.settings import COUNTRIES, LONGEST_NAME, REGIONS, BadSetting, change
from partnerhub.domain.partners.store import (
    Partner,
    create,
    find_platform_secret,
    get,
    hold,
    set_disabled,
)

__all__ = [
    "COUNTRIES",
    "LONGEST_NAME",
    "REGIONS",
    "BadLogo",
    "BadRedirectUrl",
    "BadSetting",
    "Partner",
    "Sealed",
    "change",
    "check_redirect_url",
    "create",
    "find_platform_secret",
    "find_secrets",
    "get",
    "hold",
    "logo",
    "set_disabled",
    "set_redirect_url",
]
