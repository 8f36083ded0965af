"""Messages and costs over a time, of everything that somebody may see: a partner, a client, one number (contract §7)."""

from partnerhub.surfaces.hub.usage.loaded import export, insights
from partnerhub.surfaces.hub.usage.period import Asked, read, table

__all__ = ["Asked", "export", "insights", "read", "table"]
