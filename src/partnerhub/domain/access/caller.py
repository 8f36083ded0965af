"""Who calls: proved by a key or a token, and by that the tenant of everything that follows."""

import msgspec


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """A partner's server. `actor` is written into the audit log: `key:…` or `user:…`."""

    partner_id: str
    actor: str
