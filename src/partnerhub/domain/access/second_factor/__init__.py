"""The second factor of a person's log-in: six digits of an authenticator (TOTP, RFC 6238), or a recovery code in its place.

- *setting_up*: a secret is made, shown as a QR code, and counts once a first code has come back. Recovery codes are shown then.
- *proving*: a code is good once; wrong ones lock out for twice as long each time, and are written into the audit log.
- *ticket*: what a browser holds between the password and the code.
- *requiring*: a partner requires it of all of its users; an owner takes a lost one off somebody.
"""

from partnerhub.domain.access.second_factor.proving import WrongCode, prove
from partnerhub.domain.access.second_factor.requiring import require, reset, reset_member
from partnerhub.domain.access.second_factor.setting_up import NotBegun, begin, confirm, new_codes, remove, shown
from partnerhub.domain.access.second_factor.store import State, is_on, state
from partnerhub.domain.access.second_factor.tickets import Ticket, ticket_for, ticket_of

__all__ = [
    "NotBegun",
    "State",
    "Ticket",
    "WrongCode",
    "begin",
    "confirm",
    "is_on",
    "new_codes",
    "prove",
    "remove",
    "require",
    "reset",
    "reset_member",
    "shown",
    "state",
    "ticket_for",
    "ticket_of",
]
