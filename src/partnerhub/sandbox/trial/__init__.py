"""The provider's own sandbox number (contract A.8): write START to it, get a key, and message only yourself with it."""

from partnerhub.sandbox.trial.api import router

__all__ = ["router"]
