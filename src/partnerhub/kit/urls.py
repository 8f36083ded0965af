"""URLs: joining queries the way the receivers of a redirect parse them, and comparing origins."""

from urllib.parse import quote, urlsplit, urlunsplit

MAX_URL = 2048
LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
HOST = (
    rf"({LABEL}\.)+[A-Za-z]([A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.?"  # a public name: its last label begins with a letter
)
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
    """Absolute, with a host and without credentials, spaces or control characters; `plain`: http is as good as https."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    schemes = {"https", "http"} if plain else {"https"}
    clean = url.isascii() and url.isprintable() and not any(character in url for character in ' \\"<>')
    return clean and parts.scheme in schemes and bool(parts.hostname) and "@" not in parts.netloc


def with_query(url: str, pairs: list[tuple[str, str]], *, safe: str = "") -> str:
    """`url` with `pairs` merged into its query by `&`; the fragment stays last. `safe` stays unencoded."""
    parts = urlsplit(url)
    added = "&".join(f"{quote(key, safe='')}={quote(value, safe=safe)}" for key, value in pairs)
    query = "&".join(piece for piece in (parts.query, added) if piece)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, parts.fragment))
