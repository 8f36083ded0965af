"""Onboarding: how a company becomes a partner's client, and its number a channel (contract hub-and-onboarding §3, §4).

- a *visit* is one opening of an onboarding URL: its parameters, the browser it belongs to, the address it will end at
- an *account* is the client a visit makes, with its first user; an existing user logs in instead
- a *signup* brings what Meta's dialog gave to a live channel, step by step (states.py)
- the *choice* at the end says which channels the partner may make keys for; the *result* carries it back to the partner
"""

from partnerhub.domain.onboarding import failures, states
from partnerhub.domain.onboarding.accounts import Account, open_account
from partnerhub.domain.onboarding.parameters import Parameters, parse
from partnerhub.domain.onboarding.permissions import Choice, choose, shareable
from partnerhub.domain.onboarding.result import refused_at
from partnerhub.domain.onboarding.signup_store import client_of_business
from partnerhub.domain.onboarding.signups import (
    Finish,
    LostClaim,
    Signup,
    can_be_tried_again,
    claim,
    shared_of_partner,
    start_shared,
    try_again,
)
from partnerhub.domain.onboarding.steps import Upstream, step
from partnerhub.domain.onboarding.visit_store import prune
from partnerhub.domain.onboarding.visits import (
    ClosedForNew,
    Flow,
    Visit,
    attach,
    begin,
    begin_signup,
    finish,
    leave_signup,
    partner_of,
    resume,
    signup_of,
)

__all__ = [
    "Account",
    "Choice",
    "ClosedForNew",
    "Finish",
    "Flow",
    "LostClaim",
    "Parameters",
    "Signup",
    "Upstream",
    "Visit",
    "attach",
    "begin",
    "begin_signup",
    "can_be_tried_again",
    "choose",
    "claim",
    "client_of_business",
    "failures",
    "finish",
    "leave_signup",
    "open_account",
    "parse",
    "partner_of",
    "prune",
    "refused_at",
    "resume",
    "shareable",
    "shared_of_partner",
    "signup_of",
    "start_shared",
    "states",
    "step",
    "try_again",
]
