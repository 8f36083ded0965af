"""The connect button: one script for partners' pages, served from here, and this folder is its npm package."""

from partnerhub.surfaces.hub.connect_button.serving import button, progress

__all__ = ["button", "progress"]
