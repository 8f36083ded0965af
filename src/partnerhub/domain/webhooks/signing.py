"""Signatures of a webhook: 360dialog's (contract §14.1) and Standard Webhooks' beside it."""

import base64
import hmac

from partnerhub.db.pool import Db
from partnerhub.domain.partners.store import find_platform_secret
from partnerhub.domain.webhooks import store
from partnerhub.kit.crypto import Vault, hmac_sha256_hex, new_secret

PLATFORM_SECRET = "PHPS"  # noqa: S105 — the prefix of one


class Signer:
    """The keys made from one platform secret.

    `x-360dialog-signature` is keyed with the secret itself. Standard Webhooks' key is derived from it, so that
    one secret serves both and no key has two uses: HMAC-SHA256(platform secret, "standard-webhooks").
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._standard_key = _standard_key(secret)

    def headers(self, event_id: str, timestamp: int, body: bytes, old: "Signer | None" = None) -> list[str]:
        """The signature headers as lines; the id stays the same on every attempt, the timestamp is the attempt's.

        `old`: the secret before is still good, see `rotation`.
        """
        signed = b"%s.%d.%s" % (event_id.encode(), timestamp, body)
        both = [self, old] if old else [self]
        return [
            f"x-360dialog-signature: {both[-1].plain(body)}",
            f"webhook-id: {event_id}",
            f"webhook-timestamp: {timestamp}",
            f"webhook-signature: {' '.join(one.standard(signed) for one in both)}",
        ]

    def plain(self, body: bytes) -> str:
        return hmac_sha256_hex(self._secret, body)

    def standard(self, signed: bytes) -> str:
        return "v1," + base64.b64encode(hmac.digest(self._standard_key, signed, "sha256")).decode()


def standard_secret(secret: str) -> str:
    """The secret to give to a Standard Webhooks library (`whsec_…`), made from the platform secret."""
    return "whsec_" + base64.b64encode(_standard_key(secret)).decode()


def new_platform_secret() -> str:
    return new_secret(PLATFORM_SECRET)


async def platform_secret(db: Db, partner_id: str, vault: Vault) -> str:
    """The partner's platform secret; one is made when it is first needed."""
    sealed = await find_platform_secret(db, partner_id)
    if sealed is None:
        sealed = await store.make_platform_secret(db, partner_id, vault.seal(new_platform_secret()))
    return vault.unseal(sealed)


def _standard_key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"standard-webhooks", "sha256")
