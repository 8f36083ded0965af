"""The headers of answers."""

from typing import Any

Schema = dict[str, Any]
TRACE = "01a1ffe2c4b97d1e8f0f3c5b7a9d2e46"


def _text(description: str, example: str, pattern: str = "", *, always: bool = False) -> Schema:
    schema = {"type": "string", "examples": [example]} | ({"pattern": pattern} if pattern else {})
    return {"description": description, "required": always, "schema": schema}


POLICY = r'"[a-z_]+";q=[0-9]+;w=[0-9]+'
STATE = r'"[a-z_]+";r=[0-9]+;t=[0-9]+'
HEADERS: dict[str, Schema] = {
    "RequestId": _text("Names this request; our log has it too.", TRACE, "^[0-9a-f]{32}$", always=True),
    "RateLimitPolicy": _text(
        "The limits that count here: `q` requests in `w` seconds.", '"default";q=600;w=60', f"^{POLICY}(, {POLICY})*$"
    ),
    "RateLimit": _text(
        "What is left of them: `r` requests for `t` seconds.", '"default";r=599;t=60', f"^{STATE}(, {STATE})*$"
    ),
    "RetryAfter": {
        "description": "Seconds after which the next try may succeed.",
        "required": True,
        "schema": {"type": "integer", "minimum": 1, "examples": [12]},
    },
    "WwwAuthenticate": _text("How to prove who you are.", "Bearer", always=True),
    "IdempotencyReplayed": {
        "description": "There when this answer was given before.",
        "schema": {"type": "string", "const": "true"},
    },
}
EVERYWHERE = {"X-Request-Id": "RequestId", "RateLimit-Policy": "RateLimitPolicy", "RateLimit": "RateLimit"}
MORE = {401: {"WWW-Authenticate": "WwwAuthenticate"}, 429: {"Retry-After": "RetryAfter"}}


def headers(names: dict[str, str]) -> Schema:
    return {name: {"$ref": f"#/components/headers/{component}"} for name, component in names.items()}
