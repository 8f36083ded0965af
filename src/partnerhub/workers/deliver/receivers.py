"""What is needed to speak to an endpoint, unsealed: its own headers and the keys that sign."""

from functools import lru_cache

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import webhooks
from partnerhub.domain.webhooks.headers import ALWAYS, as_lines
from partnerhub.domain.webhooks.queue import DueEndpoint
from partnerhub.domain.webhooks.signing import Signer
from partnerhub.kit.crypto import Vault

REMEMBERED = 10_000


class Receiver(msgspec.Struct, frozen=True):
    signer: Signer
    own: list[str]
    old: Signer | None = None
    old_ends: float = 0.0

    def lines(self, event_id: str, timestamp: int, body: bytes) -> list[str]:
        """All header lines of one attempt."""
        old = self.old if timestamp < self.old_ends else None
        signatures = self.signer.headers(event_id, timestamp, body, old)
        return [*ALWAYS, *self.own, *signatures]


class Receivers:
    """Remembers by the sealed bytes, so a changed secret or header is a new entry and never a stale one."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._signer = lru_cache(REMEMBERED)(self._new_signer)
        self._own = lru_cache(REMEMBERED)(self._header_lines)

    async def of(self, db: Db, endpoint: DueEndpoint) -> Receiver:
        """A partner without a platform secret gets one here. Raises `Unsealable`."""
        if endpoint.platform_secret is None:
            signer = Signer(await webhooks.platform_secret(db, endpoint.partner_id, self._vault))
        else:
            signer = self._signer(endpoint.platform_secret)
        own, ends = self._own(endpoint.headers), endpoint.previous_ends_at
        if endpoint.previous_secret is None or ends is None:
            return Receiver(signer, own)
        return Receiver(signer, own, self._signer(endpoint.previous_secret), ends.timestamp())

    def _new_signer(self, sealed: bytes) -> Signer:
        return Signer(self._vault.unseal(sealed))

    def _header_lines(self, sealed: bytes | None) -> list[str]:
        return as_lines(webhooks.unsealed_headers(sealed, self._vault))
