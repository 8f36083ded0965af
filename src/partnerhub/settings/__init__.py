"""Settings: read once from PARTNERHUB_* variables, frozen, passed down."""

from partnerhub.settings.declared import PREFIX, Settings
from partnerhub.settings.reading import (
    BadSetting,
    check_secret,
    described,
    from_env,
    refuse_unsafe,
    to_env,
)

__all__ = [
    "PREFIX", "BadSetting", "Settings", "check_secret", "described", "from_env", "refuse_unsafe", "to_env",
]  # fmt: skip
