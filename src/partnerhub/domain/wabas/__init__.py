"""WABAs: a client's WhatsApp Business Accounts at Meta, with the token that lets us act for them.

A *line* is a WABA together with its way to Meta: rooms above ask Graph over it.
"""

from partnerhub.domain.wabas.line import Line, NoSuchWaba, NotConnected, opened
from partnerhub.domain.wabas.store import Waba, WabaOfAnother, find, find_doc, get_token, put

__all__ = [
    "Line",
    "NoSuchWaba",
    "NotConnected",
    "Waba",
    "WabaOfAnother",
    "find",
    "find_doc",
    "get_token",
    "opened",
    "put",
]
