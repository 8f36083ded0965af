"""A partner's look on pages for its clients: logo, name and colours (contract hub-and-onboarding §1.7)."""

from partnerhub.surfaces.hub.brand.colours import theme
from partnerhub.surfaces.hub.brand.logos import FOLDER, send

__all__ = ["FOLDER", "send", "theme"]
