"""The arithmetic of the chain: each line's keyed hash takes in the one before it, and the two ends are sealed together.

Who can write to the database but does not have the master secret can make none of these hashes.
"""

from typing import Any

import msgspec

from partnerhub.domain.audit.store import Entry
from partnerhub.kit.crypto import Vault, hmac_sha256, same

BEGINNING = b""  # before the first line


class Chain(msgspec.Struct, frozen=True, kw_only=True):
    """Both ends: everything up to `pruned_place` was cleared away in order; `last_place` is the newest line."""

    partner_id: str
    pruned_place: int = 0
    pruned_mac: bytes = BEGINNING
    last_place: int = 0
    last_mac: bytes = BEGINNING


class Link(msgspec.Struct, frozen=True):
    """One line's place in the chain."""

    place: int
    audit_id: int
    mac: bytes


class Keys:
    """The two keys, of the installation's vault."""

    def __init__(self, vault: Vault) -> None:
        self._line = vault.derive("audit chain")
        self._ends = vault.derive("audit chain's ends")

    def mac(self, before: bytes, partner_id: str, place: int, audit_id: int, entry: Entry | None) -> bytes:
        """`entry` is None for a line that was gone before it was sealed."""
        text = [partner_id, place, audit_id, None if entry is None else _told(entry)]
        return hmac_sha256(self._line, before + b"\n" + msgspec.json.encode(text))

    def seal(self, chain: Chain) -> bytes:
        return hmac_sha256(self._ends, msgspec.json.encode(chain))

    def sealed(self, chain: Chain, seal: bytes) -> bool:
        return same(self.seal(chain), seal)

    def extended(self, chain: Chain, entries: list[tuple[int, Entry | None]]) -> tuple[Chain, list[Link]]:
        """The chain with these lines (id and line) at its end, and their links."""
        links: list[Link] = []
        place, mac = chain.last_place, chain.last_mac
        for audit_id, entry in entries:
            place, mac = place + 1, self.mac(mac, chain.partner_id, place + 1, audit_id, entry)
            links.append(Link(place, audit_id, mac))
        return msgspec.structs.replace(chain, last_place=place, last_mac=mac), links


def _told(entry: Entry) -> dict[str, Any]:
    return msgspec.to_builtins(entry)
