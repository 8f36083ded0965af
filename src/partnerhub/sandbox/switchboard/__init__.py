"""The switchboard: a page to press what the control API can do, and to watch the webhooks that follow."""

from partnerhub.sandbox.switchboard.routes import router

__all__ = ["router"]
