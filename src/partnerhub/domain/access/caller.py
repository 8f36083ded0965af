"""Who calls: proved by a key or a token, and by that the tenant of everything that follows."""

import msgspec


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """A partner's server. `actor` is written into the audit log: `key:…` or `user:…`."""

    partner_id: str
    actor: str
    scopes: frozenset[str] | None = None
    """What it may do, like `channels:read`; None: everything."""

    def may(self, scope: str) -> bool:
        """`area:write` includes `area:read`."""
        return self.scopes is None or scope in self.scopes or scope.replace(":read", ":write") in self.scopes
