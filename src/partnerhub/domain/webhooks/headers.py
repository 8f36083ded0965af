"""Headers of the partner's own on each webhook, as far as they are safe (reliability S16)."""

import re
from typing import Any

from partnerhub.kit.problems import BadInput
from partnerhub.kit.words import t

MAX_HEADERS = 20
MAX_VALUE = 4096
NAME = re.compile(
    r"[!#$%&'*+.^`|~0-9A-Za-z-]{1,128}", re.ASCII
)  # RFC 9110's token without `_`, which proxies fold into `-`
VALUE = re.compile(r"[\t\x20-\x7e]*", re.ASCII)
RESERVED = frozenset(
    {
        "host", "content-length", "content-type", "transfer-encoding", "content-encoding",
        "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization",
        "te", "trailer", "upgrade", "expect",
        "x-360dialog-signature", "webhook-id", "webhook-timestamp", "webhook-signature",
    }
)  # fmt: skip


SAID_ANYWAY = {"content-type": "application/json"}  # the original's own examples have it among the headers

ALWAYS = ["content-type: application/json", "expect:"]  # `expect:` takes libcurl's own away

SCHEMA: dict[str, Any] = {  # the same in JSON Schema
    "maxProperties": MAX_HEADERS,
    "propertyNames": {"pattern": f"^{NAME.pattern}$", "not": {"enum": sorted(RESERVED)}},
}
VALUE_SCHEMA: dict[str, Any] = {"maxLength": MAX_VALUE, "pattern": f"^{VALUE.pattern}$"}


class BadHeaders(BadInput):
    """The webhook headers cannot be used."""

    code = "bad_webhook_headers"


def check_headers(headers: dict[str, str], *, field: str = "headers") -> None:
    """Raise `BadHeaders` naming `field.<header>`: framing, hop-by-hop and signature headers are ours."""
    if len(headers) > MAX_HEADERS:
        raise BadHeaders(t("There must not be more than {most} headers.", most=MAX_HEADERS), field=field)
    if len({name.lower() for name in headers}) < len(headers):
        raise BadHeaders(t("A header must not be given twice."), field=field)
    for name, value in headers.items():
        fault = _fault(name, value)
        if fault:
            raise BadHeaders(fault, field=f"{field}.{name}" if NAME.fullmatch(name) else field)


def as_lines(headers: dict[str, str]) -> list[str]:
    """As libcurl takes them: `name;` is a header without a value."""
    named = [(name, value) for name, value in headers.items() if name.lower() not in SAID_ANYWAY]
    return [f"{name}: {value}" if value.strip() else f"{name};" for name, value in named]


def _fault(name: str, value: str) -> str | None:
    if not NAME.fullmatch(name):
        return t("A header's name must be letters, digits and hyphens.")
    if name.lower() in RESERVED and SAID_ANYWAY.get(name.lower()) != value:
        return t("The header {name} is set by us.", name=name)
    if len(value) > MAX_VALUE:
        return t("A header's value must not be longer than {most} characters.", most=MAX_VALUE)
    if not VALUE.fullmatch(value):
        return t("A header's value must be printable ASCII without line breaks.")
    return None
