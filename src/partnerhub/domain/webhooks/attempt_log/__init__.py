"""The log of attempts over all events: newest first, page by page, by whatever a failure is looked for."""

from partnerhub.domain.webhooks.attempt_log.log import OUTCOMES, name_of, page, place_of
from partnerhub.domain.webhooks.attempt_log.store import Chosen, Logged

__all__ = ["OUTCOMES", "Chosen", "Logged", "name_of", "page", "place_of"]
