"""The connect button: one script for partners' pages, served from here, and this folder is its npm package."""

from partnerhub.surfaces.hub.connect_button.serving import PACKAGE, button, package, progress

__all__ = ["PACKAGE", "button", "package", "progress"]
