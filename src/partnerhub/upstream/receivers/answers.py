"""What came of posting to a receiver."""

from dataclasses import dataclass
from typing import Literal

Failure = Literal["dns", "connect", "blocked", "tls", "timeout", "broken", "status", "redirect", "ours"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one attempt. `status` 0: no answer. `retry_after` in seconds, 0: not said.

    `address`: the one that was connected to, or tried; empty for a connection that was kept, and for a target that is
    refused: a name of our own network is nothing to tell.
    """

    status: int
    failure: Failure | None
    body: bytes = b""
    ms: int = 0
    retry_after: int = 0
    address: str = ""


def failure_of_status(status: int) -> Failure | None:
    """2xx is success; a redirect is not followed."""
    if 200 <= status < 300:  # noqa: PLR2004
        return None
    return "redirect" if 300 <= status < 400 else "status"  # noqa: PLR2004
