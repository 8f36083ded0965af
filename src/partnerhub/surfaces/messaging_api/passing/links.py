"""Links to further pages: Meta's name its host, and the WABA's token stands in them. Ours lead to us and take the key."""

from urllib.parse import parse_qsl, urlsplit

import msgspec

from partnerhub.kit.urls import with_query

LINKS = ("next", "previous")
TOKEN = "access_token"  # noqa: S105 - the name of a parameter
Members = dict[str, msgspec.Raw]


def to_us(body: bytes, own: str) -> bytes:
    """`body` as it came, but for its links; `own`: the address that was asked, without its query."""
    if b'"paging"' not in body:
        return body
    try:
        members = msgspec.json.decode(body, type=Members)
        paging = msgspec.json.decode(members.get("paging", b"{}"), type=Members)
        links = {name: msgspec.json.decode(paging[name], type=str) for name in LINKS if name in paging}
    except msgspec.ValidationError:
        return body
    if not links:
        return body
    told = {**paging, **{name: _ours(link, own) for name, link in links.items()}}
    return msgspec.json.encode({**members, "paging": told})


def _ours(link: str, own: str) -> str:
    asked = parse_qsl(urlsplit(link).query, keep_blank_values=True)
    return with_query(own, [(name, value) for name, value in asked if name != TOKEN])
