"""URLs: joining queries the way the receivers of a redirect parse them, and comparing origins."""

import ipaddress
import re
from urllib.parse import quote, urlsplit, urlunsplit

MAX_URL = 2048
LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
HOST = (
    rf"({LABEL}\.)+[A-Za-z]([A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.?"  # a public name: its last label begins with a letter
)
WITHIN = r"([A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}\.?"  # a name in a network of one's own
PORT = "(:([1-9][0-9]{0,3}|[1-5][0-9]{4}))?"  # as far as one is written; those above 59999 are for callers
REST = r"([/?#][!#-;=?-\[\]-~]*)?"


def origin(url: str) -> str:
    """`https://Example.com:443/a?b` → `https://example.com`; the default port is left out."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if ":" in host:
        host = f"[{host}]"
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = "" if parts.port in (None, default) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def is_web_url(url: str, *, plain: bool = False) -> bool:
    """Absolute, with a host and without credentials, spaces or control characters.

    `plain`: http is as good as https, and a name of one's own network as good as a public one.
    """
    try:
        parts = urlsplit(url)
        port_ok = parts.port is None or parts.port > 0
    except ValueError:
        return False
    schemes = {"https", "http"} if plain else {"https"}
    clean = url.isascii() and url.isprintable() and not any(character in url for character in ' \\"<>')
    good = clean and port_ok and parts.scheme in schemes and "@" not in parts.netloc
    return good and _is_host(parts.hostname or "", WITHIN if plain else HOST)


def _is_host(host: str, name: str) -> bool:
    """An address, or a name like `name`."""
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return re.fullmatch(name, host) is not None


def with_query(url: str, pairs: list[tuple[str, str]], *, safe: str = "") -> str:
    """`url` with `pairs` merged into its query by `&`; the fragment stays last. `safe` stays unencoded."""
    parts = urlsplit(url)
    added = "&".join(f"{quote(key, safe='')}={quote(value, safe=safe)}" for key, value in pairs)
    query = "&".join(piece for piece in (parts.query, added) if piece)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, parts.fragment))
