"""People of the hub: users of a partner (Partner Hub), and users of one of its clients (Client Hub).

A partner's users are invited by mail and choose a password by the link in it; the same kind of link helps who forgot theirs.
"""

from partnerhub.domain.access.users.changing import LastOwner, NoSuchUser, change, remove
from partnerhub.domain.access.users.inviting import (
    LONGEST_NAME,
    EmailKnown,
    Invited,
    NotInvited,
    invite,
    send_again,
)
from partnerhub.domain.access.users.links import Holder, Kind, LinkOver, enter, forgotten, join, use
from partnerhub.domain.access.users.stepping_up import ask, asked, confirm, give_up
from partnerhub.domain.access.users.store import (
    LISTING,
    EmailTaken,
    Listed,
    User,
    create,
    find,
    find_doc,
    names,
    of_partner,
    set_language,
)

__all__ = [
    "LISTING",
    "LONGEST_NAME",
    "EmailKnown",
    "EmailTaken",
    "Holder",
    "Invited",
    "Kind",
    "LastOwner",
    "LinkOver",
    "Listed",
    "NoSuchUser",
    "NotInvited",
    "User",
    "ask",
    "asked",
    "change",
    "confirm",
    "create",
    "enter",
    "find",
    "find_doc",
    "forgotten",
    "give_up",
    "invite",
    "join",
    "names",
    "of_partner",
    "remove",
    "send_again",
    "set_language",
    "use",
]
