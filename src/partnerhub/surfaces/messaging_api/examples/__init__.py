"""What is asked and answered, by endpoint, for the documentation."""

from typing import Any

from partnerhub.surfaces.messaging_api.examples import accounts, core, groups, legacy, marketing
from partnerhub.surfaces.messaging_api.examples.core import UPLOAD
from partnerhub.surfaces.messaging_api.examples.messages import MESSAGES

PARTS = (core, accounts, groups, marketing, legacy)
EXAMPLES: dict[tuple[str, str], tuple[Any, Any]] = {
    key: value for part in PARTS for key, value in part.EXAMPLES.items()
}
QUERY: dict[tuple[str, str], tuple[str, ...]] = {key: value for part in PARTS for key, value in part.QUERY.items()}

__all__ = ["EXAMPLES", "MESSAGES", "QUERY", "UPLOAD"]
