"""Who calls: proved by a key or a token, and by that the tenant of everything that follows."""

import msgspec

from partnerhub.domain.access.scopes import Scopes, allows


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """A partner's server, or one of its people with a token. `actor` is written into the audit log: `key:…` or `user:…`."""

    partner_id: str
    actor: str
    scopes: Scopes = None
    """What it may do, like `channels:read`; None: everything."""

    def may(self, scope: str) -> bool:
        return allows(self.scopes, scope)
