"""Messages on their way: out to Graph by a channel's key, in from Meta's webhooks to whom they belong.

- `token_of`, `refuse_disabled` — a channel's line to Graph
- `cached_health` — how that line is, asked every five minutes at most
- `has_template`, `is_managed` — what a channel's key may name at Graph; `templates_changed` — its templates did
- `limits` — what Meta takes at most, told before it is asked; `Pace` — how fast
- `Payload` — one webhook of Meta's; `taken_apart` into changes, each for one number or one WABA
- `receive` — places, drops what was seen before, carries to the receivers; `Tally` says what became of it
- `outcomes` — what became of messages: sent, delivered, read, failed
- `take_priced` — delivered messages with Meta's word on their price, for the worker that meters them
"""

from partnerhub.domain.messaging import limits, outcomes
from partnerhub.domain.messaging.health import cached_health
from partnerhub.domain.messaging.limits.pace import Pace, PairTooFast, TooFast
from partnerhub.domain.messaging.line import Disabled, NotAvailable, Unpaid, refuse_disabled, refuse_unpaid, token_of
from partnerhub.domain.messaging.marketing import marketing_body
from partnerhub.domain.messaging.nodes import has_template, is_managed, templates_changed
from partnerhub.domain.messaging.priced_store import Priced
from partnerhub.domain.messaging.priced_store import take as take_priced
from partnerhub.domain.messaging.receive import Tally, receive
from partnerhub.domain.messaging.split import Malformed, Payload, taken_apart
from partnerhub.domain.messaging.store import prune

__all__ = [
    "Disabled",
    "Malformed",
    "NotAvailable",
    "Pace",
    "PairTooFast",
    "Payload",
    "Priced",
    "Tally",
    "TooFast",
    "Unpaid",
    "cached_health",
    "has_template",
    "is_managed",
    "limits",
    "marketing_body",
    "outcomes",
    "prune",
    "receive",
    "refuse_disabled",
    "refuse_unpaid",
    "take_priced",
    "taken_apart",
    "templates_changed",
    "token_of",
]
