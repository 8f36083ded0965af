"""How long events and the log of attempts are kept."""

from partnerhub.domain.webhooks.retention.dropping import Kept, prune

__all__ = ["Kept", "prune"]
