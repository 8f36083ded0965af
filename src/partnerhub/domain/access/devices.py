"""Browsers in which a person logged in before: a mark in a cookie, signed for that person's e-mail only."""

from partnerhub.kit import ids
from partnerhub.kit.crypto import Vault, hmac_sha256_hex, same

NAME_LENGTH = 20


def mark(vault: Vault, email: str) -> str:
    name = ids.random_id(NAME_LENGTH)
    return name + _signature(vault, email, name)


def known(vault: Vault, email: str, given: str) -> str:
    """The browser's name, or "" when the mark is not one that we made for this e-mail."""
    name, signature = given[:NAME_LENGTH], given[NAME_LENGTH:]
    return name if same(signature, _signature(vault, email, name)) else ""


def _signature(vault: Vault, email: str, name: str) -> str:
    return hmac_sha256_hex(vault.derive("known browser"), f"{email.strip().lower()}\n{name}".encode())
