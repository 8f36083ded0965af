"""Where a visit may end: the partner's own address, or one with an origin the partner has registered."""

import ipaddress
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from partnerhub.domain.partners import Partner
from partnerhub.kit.problems import BadInput
from partnerhub.kit.urls import MAX_URL, origin

RESERVED = {"client", "channel", "channels", "revoked", "project"}  # ours in the answer (contract §3.2, §3.6)


class RedirectMissing(BadInput):
    """There is no address to send you back to. The company that sent you here has to set its redirect URL."""

    code = "redirect_missing"


class RedirectRefused(BadInput):
    """This link would send you to an address that the company behind it has not registered."""

    code = "redirect_not_allowed"


def judge(asked: str, partner: Partner, *, any_target: bool) -> str:
    """The address a visit ends at, without the keys we will add. `any_target`: loopback needs no registration."""
    stored = partner.partner_redirect_url or ""
    if not asked and not stored:
        raise RedirectMissing
    if not asked:
        return _without_reserved(stored)
    if not _well_formed(asked):
        raise RedirectRefused(field="redirect_url")
    registered = [url for url in (stored, *partner.redirect_urls) if url]
    if origin(asked) not in map(origin, registered) and not (any_target and is_loopback(asked)):
        raise RedirectRefused(field="redirect_url")
    return _without_reserved(asked)


def is_loopback(url: str) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _well_formed(url: str) -> bool:
    """An address that every parser reads alike: no credentials, backslashes, spaces or control characters."""
    if len(url) > MAX_URL or not url.isascii() or not url.isprintable() or any(c in url for c in '\\ "<>'):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def _without_reserved(url: str) -> str:
    """A page that was sent a result before may pass its own address on, result and all."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if not any(key in RESERVED for key, _ in pairs):
        return url
    kept = urlencode([(key, value) for key, value in pairs if key not in RESERVED])
    return urlunsplit(parts._replace(query=kept))
