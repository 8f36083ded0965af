"""Meta calls us back: the verification of our address, and everything Meta has to tell."""

from partnerhub.surfaces.meta_webhooks.routes import create

__all__ = ["create"]
