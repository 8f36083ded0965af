"""WABAs: a client's WhatsApp Business Accounts at Meta, with the token that lets us act for them.

A *line* is a WABA together with its way to Meta: rooms above ask Graph over it. Its *standing* is what Meta thinks of it.
"""

from partnerhub.domain.wabas.errand_store import done as errand_done
from partnerhub.domain.wabas.errand_store import want as want_errand
from partnerhub.domain.wabas.errands import Due, claim, run
from partnerhub.domain.wabas.line import Line, NoSuchWaba, NotConnected, opened
from partnerhub.domain.wabas.solution import claim_ending_tokens, refresh_at, refresh_token
from partnerhub.domain.wabas.solution_store import Ending, client_of_business, set_solution
from partnerhub.domain.wabas.standing import GONE, merge_settings, remove, review, set_status
from partnerhub.domain.wabas.standing_store import take_ended_restrictions
from partnerhub.domain.wabas.store import Waba, WabaOfAnother, find, find_doc, get_token, put

__all__ = [
    "GONE",
    "Due",
    "Ending",
    "Line",
    "NoSuchWaba",
    "NotConnected",
    "Waba",
    "WabaOfAnother",
    "claim",
    "claim_ending_tokens",
    "client_of_business",
    "errand_done",
    "find",
    "find_doc",
    "get_token",
    "merge_settings",
    "opened",
    "put",
    "refresh_at",
    "refresh_token",
    "remove",
    "review",
    "run",
    "set_solution",
    "set_status",
    "take_ended_restrictions",
    "want_errand",
]
