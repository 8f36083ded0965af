"""What `doctor` says of payments: by whom they are taken, whether that one answers, and what is off."""

import asyncio
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

from partnerhub.settings import Settings
from partnerhub.upstream.payments import NoAnswer, Provider, provider_of

Said = tuple[Literal["good", "note", "fault"], str]
SANDBOXS_KEY = Settings().payment_key
NONE = (
    "Cards cannot be used: no payment provider is set (PARTNERHUB_PAYMENT_URL, PARTNERHUB_PAYMENT_KEY)."
    " Book what is paid in another way by: partnerhub fund"
)
LOOK = "Look at PARTNERHUB_PAYMENT_URL, PARTNERHUB_PAYMENT_KEY and the way out of this machine."
HERE = ("localhost", "127.0.0.1", "::1")


def look(settings: Settings) -> Iterator[Said]:
    provider, base = provider_of(settings), settings.payment_base
    if provider is None:
        yield "note", NONE
    elif not settings.payment_url:
        yield "note", "Payments are the sandbox's: test cards pay, and no real one does."
    elif faults := list(_unsafe(settings)):
        yield from faults
    else:
        yield asyncio.run(_asked(provider, base))
    yield from _papers(settings)


def _unsafe(settings: Settings) -> Iterator[Said]:
    """Nobody is asked with such settings."""
    url = urlsplit(settings.payment_url)
    if settings.payment_key == SANDBOXS_KEY and url.hostname not in HERE:
        yield "fault", "PARTNERHUB_PAYMENT_KEY is still the sandbox's. Set the secret key of your payment provider."
    if url.scheme != "https" and url.hostname not in HERE:
        yield (
            "fault",
            f"PARTNERHUB_PAYMENT_URL is {settings.payment_url}: the secret key would travel unencrypted. Use https.",
        )


async def _asked(provider: Provider, base: str) -> Said:
    try:
        await provider.greet()
    except NoAnswer as error:
        return "fault", f"The payment provider at {base} cannot be used ({error}). {LOOK}"
    finally:
        await provider.close()
    return "good", f"The payment provider at {base} answers and takes our key."


def _papers(settings: Settings) -> Iterator[Said]:
    """What invoices lack."""
    if settings.vat_percent and not settings.invoice_country:
        yield (
            "fault", "PARTNERHUB_VAT_PERCENT is set, but PARTNERHUB_INVOICE_COUNTRY is not: VAT is taken from nobody."
        )  # fmt: skip
    if settings.payment_url not in {"", "none"} and not settings.invoice_from:
        yield "note", "Invoices do not say who issues them. Set PARTNERHUB_INVOICE_FROM."
