"""A partner's own server, played: it takes webhooks and shows them, and clients come back to it from onboarding.

So that a newcomer sees the whole way without writing a server first.
"""

from partnerhub.sandbox.partner.routes import back, router

__all__ = ["back", "router"]
