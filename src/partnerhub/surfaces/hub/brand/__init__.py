"""A partner's look on pages for its clients: logo, name and colours (contract hub-and-onboarding §1.7)."""

from partnerhub.surfaces.hub.brand.colours import rules, theme
from partnerhub.surfaces.hub.brand.logos import FOLDER, send

__all__ = ["FOLDER", "rules", "send", "theme"]
