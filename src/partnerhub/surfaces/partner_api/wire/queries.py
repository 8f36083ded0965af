"""Queries as clients build them."""


def without_blanks(query: bytes) -> bytes:
    """`start_date=` says as much as nothing: generated clients and forms send what was not filled in."""
    if not (query.endswith(b"=") or b"=&" in query):
        return query
    return b"&".join(pair for pair in query.split(b"&") if pair.find(b"=") != len(pair) - 1)
