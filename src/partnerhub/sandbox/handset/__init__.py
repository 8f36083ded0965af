"""The virtual handset: a customer's phone in the browser, for chatting with any number of this Meta."""

from partnerhub.sandbox.handset.routes import router

__all__ = ["router"]
