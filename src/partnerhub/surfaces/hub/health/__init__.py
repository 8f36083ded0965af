"""How a number is doing: what is known of it, looked at point by point, each with its reason and its fix."""

from partnerhub.surfaces.hub.health.checks import Check, checked, next_step
from partnerhub.surfaces.hub.health.facts import Facts, gather

__all__ = ["Check", "Facts", "checked", "gather", "next_step"]
