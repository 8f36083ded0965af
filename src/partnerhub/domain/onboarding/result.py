"""The address a visit ends at, exactly as the connect button and old handlers parse it (contract §3.6, §4.5)."""

from collections.abc import Sequence

from partnerhub.kit.urls import with_query

LIST = "[],"  # stays raw: receivers drop the first and the last character and split at commas


def refused_at(failure_url: str, code: str, state: str) -> str:
    """Where a link's `failure_url` learns why its visit did not come to the end."""
    return with_query(failure_url, [("error", code), *([("state", state)] if state else [])])


def address(
    target: str,
    *,
    client_id: str,
    permitted: Sequence[str],
    revoked: Sequence[str],
    state: str,
    single: bool,
) -> str:
    """`single` adds `channel`, which the submission form of 2022 promised. An empty list is left out, never `[]`."""
    url = with_query(target, [("client", client_id)])
    if single and permitted:
        url = with_query(url, [("channel", permitted[0])])
    for key, channel_ids in (("channels", permitted), ("revoked", revoked)):
        if channel_ids:
            url = with_query(url, [(key, f"[{','.join(channel_ids)}]")], safe=LIST)
    return with_query(url, [("state", state)]) if state else url
